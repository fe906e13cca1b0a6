/**
 * A film in the guest: 25 frames a second, due by the guest's clock, which is set forward after a stun; each frame needs
 * 20 ms of its vCPU before it can be shown (inferred). What comes too late is late, what comes much too late is dropped.
 */
import { MILLISECOND, type Nanoseconds } from '../engine/units.ts'
import { guestSecondsOf, timeOfGuest, type GuestTimes } from './vcpu-times.ts'

export const FRAME: Nanoseconds = 40 * MILLISECOND
const DECODE_SECONDS = 0.02
/** With each key frame, once a second, the player starts afresh: no frame depends on more than a second before it. */
const FRAMES_A_GROUP = 25
/** Later than this the eye may notice. */
const LATE: Nanoseconds = MILLISECOND
const MAX_GROUPS = 64

type FrameFate = 'on-time' | 'late' | 'dropped'

export interface FilmFrame {
  readonly frame: number
  readonly due: Nanoseconds
  /** When it came onto the screen; Infinity for a dropped one. */
  readonly shown: Nanoseconds
  readonly fate: FrameFate
}

interface FilmMoment {
  /** The frame on the screen, and the one that an unmigrated guest shows. */
  readonly frame: number
  readonly due: number
  /** The frames that were due last, the newest at the end. */
  readonly recent: readonly FilmFrame[]
  /** Of the frames that were due in the last ten seconds. */
  readonly late: number
  readonly dropped: number
}

export interface Film {
  at(time: Nanoseconds, recent: number): FilmMoment
}

/** The film on a vCPU; asked forwards, backwards and at random it says the same. */
export function createFilm(times: GuestTimes, vcpu: number): Film {
  const groups = new Map<number, readonly FilmFrame[]>()
  const groupAt = (index: number): readonly FilmFrame[] => {
    const known = groups.get(index)
    if (known !== undefined) return known
    const made = framesOf(times, vcpu, index * FRAMES_A_GROUP)
    groups.set(index, made)
    for (const oldest of groups.keys()) {
      if (groups.size <= MAX_GROUPS) break
      groups.delete(oldest)
    }
    return made
  }
  const frameAt = (frame: number) =>
    groupAt(Math.floor(frame / FRAMES_A_GROUP))[frame % FRAMES_A_GROUP]!
  return {
    at(time, count) {
      const due = Math.max(0, Math.floor(time / FRAME))
      const since = Math.max(0, due - Math.round((10 * 1000 * MILLISECOND) / FRAME) + 1)
      let [late, dropped] = [0, 0]
      for (let frame = since; frame <= due; frame++) {
        const { fate } = frameAt(frame)
        if (fate === 'late') late++
        else if (fate === 'dropped') dropped++
      }
      let frame = due
      while (frame > 0 && frameAt(frame).shown > time) frame--
      const recent: FilmFrame[] = []
      for (let at = Math.max(0, due - count + 1); at <= due; at++) recent.push(frameAt(at))
      return { frame, due, recent, late, dropped }
    },
  }
}

/** The frames of one group, from `first` on. */
function framesOf(times: GuestTimes, vcpu: number, first: number): FilmFrame[] {
  const begin = Math.max(0, (first - 1) * FRAME)
  const end = (first + FRAMES_A_GROUP) * FRAME
  const got = guestSecondsOf(times, vcpu, end) - guestSecondsOf(times, vcpu, begin)
  const lost = (Math.min(end, times.end) - begin) / 1e9 - got
  const frames: FilmFrame[] = []
  // So little is lost that every frame is ready before it is due: nothing to follow.
  const smooth = end <= times.end && lost < FRAME / 1e9 - DECODE_SECONDS
  let busy = guestSecondsOf(times, vcpu, begin)
  for (let frame = first; frame < first + FRAMES_A_GROUP; frame++) {
    const due = frame * FRAME
    if (smooth || due >= times.end) {
      frames.push({ frame, due, shown: due, fate: 'on-time' })
      continue
    }
    const from = Math.max(busy, guestSecondsOf(times, vcpu, Math.max(0, due - FRAME)))
    if (timeOfGuest(times, vcpu, from) >= due + FRAME) {
      frames.push({ frame, due, shown: Infinity, fate: 'dropped' })
      continue
    }
    busy = from + DECODE_SECONDS
    const ready = timeOfGuest(times, vcpu, busy)
    const late = ready > due + LATE
    frames.push({ frame, due, shown: Math.max(due, ready), fate: late ? 'late' : 'on-time' })
  }
  return frames
}
