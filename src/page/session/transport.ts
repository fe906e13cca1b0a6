/** Moves the playhead (film, playback, replay, seeking) and says what is the headline there. The frame loop says how much screen time has passed. */
import type { StoreApi } from 'zustand/vanilla'
import type { Nanoseconds } from '../../engine/units.ts'
import type { Summary } from '../../report/summary.ts'
import type { TimeLens } from '../../report/time-lens.ts'
import { narrate, segmentAt, type Segment } from '../../text/narration.ts'
import { pausedText } from '../../text/conditions.ts'
import { STAGE_TEXT } from '../../text/stage.ts'
import type { AppState, Playback } from './app-state.ts'
import { createFilmReel } from './film-reel.ts'
import { setMoment, type MomentStore } from './moment.ts'
import type { Pauses, Stop } from './pauses.ts'
import { advance, cursorAt, speedAt, type Cursor } from './playback.ts'
import type { Playhead } from './playhead.ts'
import { phaseIndexAt } from './relocate.ts'
import { spanAroundStun } from './switchover.ts'

export interface Transport {
  /** Lets `seconds` of screen time pass; true while more is to come. */
  readonly tick: (seconds: number) => boolean
  readonly seek: (time: Nanoseconds) => void
  /** Starts or stops; at the end it starts anew. */
  readonly play: (on: boolean) => void
  /** The switchover once more, at real speed. */
  readonly replay: () => void
  /** The film from its beginning. */
  readonly startFilm: () => void
  /** Whatever a person does to the run ends the film. */
  readonly endFilm: () => void
  /** The run or the axis changed: says the moment anew. */
  readonly refresh: () => void
}

const REPLAY_SECONDS = 3
/** Playback slower than this replays the switchover at real speed once it has passed it. */
const SLOW = 0.5

export function createTransport(
  store: StoreApi<AppState>,
  playhead: Playhead,
  moment: MomentStore,
  axisOf: () => TimeLens | undefined,
  pauses: Pauses,
): Transport {
  let cursor: Cursor = { time: -1, position: 0 }
  /** The axis that the cursor's position is on: another lens makes it worthless. */
  let cursorAxis: TimeLens | undefined
  /** What happens when a replay has ended. */
  let afterReplay = false
  let story: { readonly of: Summary; readonly segments: readonly Segment[] } | undefined
  const reel = createFilmReel()

  const setPlayback = (change: Partial<Playback>) =>
    store.setState(({ playback }) => ({ playback: { ...playback, ...change } }))

  const cursorNow = (axis: TimeLens) =>
    cursor.time === playhead.time && cursorAxis === axis ? cursor : cursorAt(playhead.time, axis)

  const segmentsOf = (summary: Summary) => {
    if (story?.of !== summary) story = { of: summary, segments: narrate(summary) }
    return story.segments
  }

  const refresh = () => {
    const { summary, playback, film } = store.getState()
    const axis = axisOf()
    if (!summary || !axis) return
    const { time } = playhead
    const segments = segmentsOf(summary)
    const beat = film === 'running' ? reel.beat : undefined
    const segment = segments[segmentAt(segments, time)]
    if (!segment) return
    setMoment(moment, {
      sentence: beat?.sentence ?? (playback.replay ? STAGE_TEXT.realSpeed : segment.sentence),
      segment: segment.kind,
      phase: phaseIndexAt(summary.phases, time),
      speed: beat ? reel.speed : speedAt(cursorNow(axis), playback, axis),
      replaying: beat ? beat.kind === 'replay' : playback.replay !== undefined,
      invites: reel.invites,
      atEnd: time >= summary.end,
    })
  }

  const endFilm = () => {
    reel.leave()
    const { film, linearAxis } = store.getState()
    if (film === 'running') store.setState({ film: 'over' })
    // The film's last picture is at true scale; what follows is not.
    if (reel.setTrueScale && linearAxis) store.setState({ linearAxis: false })
    reel.setTrueScale = false
  }

  const tickFilm = (summary: Summary, seconds: number): boolean => {
    const { time, kind, over } = reel.advance(summary, seconds, store.getState().reducedMotion)
    if (kind === 'true-scale' && !store.getState().linearAxis) {
      reel.setTrueScale = true
      store.setState({ linearAxis: true })
    }
    playhead.set(time)
    if (over) {
      store.setState({ film: 'over' })
      setPlayback({ playing: false })
    }
    return !over
  }

  const tickReplay = (to: Nanoseconds): boolean => {
    if (playhead.time < to) return true
    setPlayback({ replay: undefined, playing: afterReplay })
    return afterReplay
  }

  const tickRun = (summary: Summary, axis: TimeLens, seconds: number): boolean => {
    const { playback } = store.getState()
    const before = cursorNow(axis)
    const slow = speedAt(before, playback, axis) < SLOW
    const next = advance(before, playback, axis, seconds)
    const stop = playback.replay ? undefined : pauses.between(before.time, next.time)
    if (stop === 'waiting') return true
    if (stop) return pauseAt(stop, axis)
    cursor = next
    cursorAxis = axis
    playhead.set(cursor.time)
    if (playback.replay) return tickReplay(playback.replay.to)
    const { end } = summary.stun
    // Slow motion never stands alone: the same seconds follow as they really are.
    if (slow && before.time < end && cursor.time >= end) {
      const span = spanAroundStun(summary, REPLAY_SECONDS)
      if (span) startReplay(span, true)
      return true
    }
    if (cursor.position < 1 || cursor.time < summary.end) return true
    setPlayback({ playing: false })
    return false
  }

  /** Stands exactly where a condition came true, and says which. */
  const pauseAt = ({ time, conditions }: Stop, axis: TimeLens): boolean => {
    cursor = cursorAt(time, axis)
    cursorAxis = axis
    playhead.set(time)
    setPlayback({ playing: false })
    store.setState({ notice: { tone: 'info', text: pausedText(time, conditions) } })
    return false
  }

  const startReplay = (span: NonNullable<Playback['replay']>, playOn: boolean) => {
    afterReplay = playOn
    setPlayback({ replay: span, playing: true })
    playhead.set(span.from)
  }

  return {
    tick(seconds) {
      const { summary, playback, film } = store.getState()
      const axis = axisOf()
      if (!summary || !axis || !playback.playing) return false
      const goesOn =
        film === 'running' ? tickFilm(summary, seconds) : tickRun(summary, axis, seconds)
      refresh()
      return goesOn
    },
    seek(time) {
      endFilm()
      const { summary } = store.getState()
      setPlayback({ replay: undefined })
      playhead.set(Math.round(Math.max(0, Math.min(time, summary?.end ?? 0))))
      refresh()
    },
    play(on) {
      const { summary, film } = store.getState()
      if (film === 'over') {
        endFilm()
        if (on && summary && playhead.time >= summary.end) playhead.set(0)
      }
      setPlayback(on ? { playing: true } : { playing: false, replay: undefined })
      refresh()
    },
    replay() {
      const { summary, playback } = store.getState()
      const span = summary && spanAroundStun(summary, REPLAY_SECONDS)
      if (!span) return
      const wasPlaying = playback.playing && store.getState().film === 'over'
      endFilm()
      startReplay(span, wasPlaying)
      refresh()
    },
    startFilm() {
      endFilm()
      reel.rewind()
      store.setState({ film: 'running' })
      setPlayback({ playing: true, replay: undefined })
      playhead.set(0)
      refresh()
    },
    endFilm,
    refresh,
  }
}
