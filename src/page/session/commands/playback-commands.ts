/** Commands of the transport: play, step, seek, speed. */
import type { Nanoseconds } from '../../../engine/units.ts'
import type { AppState } from '../app-state.ts'
import type { Session } from '../session.ts'
import { besideSpeed, speedOf, type Speed } from '../speeds.ts'
import { eventTimes, phaseTimes, stopAfter, stopBefore } from '../steps.ts'
import { command } from './command.ts'

const hasRun = ({ summary }: AppState) => summary !== undefined

type Stops = typeof eventTimes

function step(stopsOf: Stops, find: typeof stopAfter) {
  return ({ store, playhead, play, seek }: Session) => {
    const { summary } = store.getState()
    if (!summary) return
    play(false)
    seek(find(stopsOf(summary), playhead.time))
  }
}

function setSpeed(session: Session, speed: Speed): void {
  session.endFilm()
  session.store.setState(({ playback }) => ({ playback: { ...playback, ...speed } }))
  session.refresh()
}

export const playbackCommands = {
  'play-pause': command(({ store, play }) => play(!store.getState().playback.playing), {
    keys: [' ', 'k'],
    enabled: hasRun,
  }),
  replay: command(({ replay }) => replay(), {
    keys: ['r'],
    enabled: ({ summary }) => summary !== undefined && summary.stun.end > summary.stun.start,
  }),
  'step-back': command(step(eventTimes, stopBefore), { keys: ['ArrowLeft'], enabled: hasRun }),
  'step-forward': command(step(eventTimes, stopAfter), { keys: ['ArrowRight'], enabled: hasRun }),
  'previous-phase': command(step(phaseTimes, stopBefore), {
    keys: ['[', 'PageUp'],
    enabled: hasRun,
  }),
  'next-phase': command(step(phaseTimes, stopAfter), { keys: [']', 'PageDown'], enabled: hasRun }),
  start: command(({ seek }) => seek(0), { keys: ['Home'], enabled: hasRun }),
  end: command(
    ({ store, play, seek }) => {
      play(false)
      seek(store.getState().summary?.end ?? 0)
    },
    { keys: ['End'], enabled: hasRun },
  ),
  phase: command<[index: number]>(
    ({ store, seek }, index) => {
      const phase = store.getState().summary?.phases[index]
      if (phase) seek(phase.start)
    },
    {
      keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
      enabled: hasRun,
      forKey: (key) => [Number(key) - 1],
    },
  ),
  seek: command<[time: Nanoseconds]>(({ seek }, time) => seek(time), { enabled: hasRun }),
  slower: command(
    (session) => setSpeed(session, besideSpeed(speedOf(session.store.getState().playback), -1)),
    {
      keys: ['-'],
    },
  ),
  faster: command(
    (session) => setSpeed(session, besideSpeed(speedOf(session.store.getState().playback), 1)),
    {
      keys: ['+', '='],
    },
  ),
  'set-speed': command<[speed: Speed]>((session, speed) => setSpeed(session, speed)),
  'auto-slow': command(
    ({ store, refresh }) => {
      store.setState(({ playback }) => ({
        playback: { ...playback, autoSlow: !playback.autoSlow },
      }))
      refresh()
    },
    { keys: ['s'], enabled: ({ playback }) => playback.mode === 'rate' },
  ),
  film: command(({ startFilm }) => startFilm(), { enabled: hasRun }),
}
