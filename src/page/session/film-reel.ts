/** The film as it runs: its own clock, the beat that plays, and what its last picture leaves behind. */
import { SECOND, type Nanoseconds } from '../../engine/units.ts'
import type { Summary } from '../../report/summary.ts'
import { filmAt, filmOf, secondsOf, stillsOf, type Beat, type BeatKind } from './film.ts'

export interface FilmReel {
  /** The beat that plays, or undefined before the first and after the person took over. */
  readonly beat: Beat | undefined
  /** Model seconds a screen second. */
  readonly speed: number
  /** From the last picture on, until the person takes over. */
  readonly invites: boolean
  /** The film switched the axis to true scale. */
  setTrueScale: boolean
  advance(
    summary: Summary,
    seconds: number,
    stills: boolean,
  ): { readonly time: Nanoseconds; readonly kind: BeatKind | undefined; readonly over: boolean }
  leave(): void
  rewind(): void
}

export function createFilmReel(): FilmReel {
  let clock = 0
  let shown: Beat | undefined
  let invites = false
  let cut:
    { readonly of: Summary; readonly stills: boolean; readonly beats: readonly Beat[] } | undefined

  const beatsOf = (summary: Summary, stills: boolean) => {
    if (cut?.of !== summary || cut.stills !== stills) {
      const beats = filmOf(summary)
      cut = { of: summary, stills, beats: stills ? stillsOf(beats) : beats }
    }
    return cut.beats
  }

  return {
    get beat() {
      return shown
    },
    get speed() {
      return shown ? (shown.to - shown.from) / SECOND / shown.seconds : 0
    },
    get invites() {
      return invites
    },
    setTrueScale: false,
    advance(summary, seconds, stills) {
      const beats = beatsOf(summary, stills)
      clock += seconds
      const { beat, time } = filmAt(beats, clock)
      shown = beats[beat]
      invites = shown?.kind === 'true-scale'
      return { time, kind: shown?.kind, over: clock >= secondsOf(beats) }
    },
    leave() {
      shown = undefined
      invites = false
    },
    rewind() {
      clock = 0
    },
  }
}
