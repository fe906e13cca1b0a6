/**
 * The game at any guest time, forwards, backwards and at random. Each ball lasts 20 s of guest time and starts afresh; all
 * steps of a ball are kept once they were computed, so that a seek costs one ball at most and gives the same picture.
 */
import { mix32 } from '../../../engine/random/hash.ts'
import { GUEST_STEPS_PER_SECOND, type Flip } from '../../../saved/console-choice.ts'
import { FIELDS, firstState, stepPinball, type PinballState } from './pinball-step.ts'

export const SECONDS_A_BALL = 20
const STEPS_A_BALL = SECONDS_A_BALL * GUEST_STEPS_PER_SECOND
const MAX_BALLS = 4
const STRIDE = FIELDS.length
const GAME = 0x70696e62

interface Ball {
  readonly steps: Float64Array
  /** Steps that are computed: 0 … computed. */
  computed: number
}

export interface PinballView extends PinballState {
  /** 0 for the first. */
  ball: number
  /** Steps since the ball began; a fraction between two steps. */
  step: number
}

export interface PinballGame {
  /** The picture at so many seconds of guest time, written into `out`. */
  at(guestSeconds: number, out: PinballView): PinballView
  /** Where the ball is at that time: `[x, y]` into `out`. */
  placeAt(guestSeconds: number, out: { x: number; y: number }): void
  /** Flips of a person, by guest step; what they do not touch is kept. */
  setFlips(flips: readonly Flip[]): void
}

/** The view of nothing yet, to be written into. */
export function emptyView(): PinballView {
  return { ...firstState(), ball: 0, step: 0 }
}

export function createPinballGame(seed: number): PinballGame {
  const balls = new Map<number, Ball>()
  let flips: readonly Flip[] = []
  const pressed = new Map<number, { upper: boolean; lower: boolean }>()
  const released = { upper: false, lower: false }
  const scratch = firstState()

  const ballOf = (index: number): Ball => {
    const known = balls.get(index)
    if (known !== undefined) {
      balls.delete(index)
      balls.set(index, known)
      return known
    }
    const made = { steps: new Float64Array((STEPS_A_BALL + 1) * STRIDE), computed: 0 }
    write(made.steps, 0, firstState())
    balls.set(index, made)
    for (const oldest of balls.keys()) {
      if (balls.size <= MAX_BALLS) break
      balls.delete(oldest)
    }
    return made
  }

  const upTo = (index: number, step: number): Float64Array => {
    const ball = ballOf(index)
    if (ball.computed < step) {
      const key = mix32((seed ^ GAME ^ Math.imul(index + 1, 0x9e3779b1)) >>> 0)
      read(ball.steps, ball.computed, scratch)
      for (let now = ball.computed + 1; now <= step; now++) {
        stepPinball(scratch, key, now, pressed.get(index * STEPS_A_BALL + now) ?? released)
        write(ball.steps, now, scratch)
      }
      ball.computed = step
    }
    return ball.steps
  }

  const locate = (guestSeconds: number) => {
    const all = Math.max(0, guestSeconds) * GUEST_STEPS_PER_SECOND
    const ball = Math.floor(all / STEPS_A_BALL + 1e-12)
    const step = Math.min(STEPS_A_BALL, Math.max(0, all - ball * STEPS_A_BALL))
    const floor = Math.min(STEPS_A_BALL - 1, Math.floor(step))
    const steps = upTo(ball, floor + 1)
    return { ball, step, steps, floor, share: step - floor }
  }

  /** Between two steps the ball moves straight on, except where it is served anew. */
  const place = (at: ReturnType<typeof locate>, out: { x: number; y: number }) => {
    const { steps, floor, share } = at
    const [from, to] = [floor * STRIDE, (floor + 1) * STRIDE]
    const jumps = Math.abs(steps[to]! - steps[from]!) > 20
    out.x = jumps ? steps[from]! : steps[from]! + (steps[to]! - steps[from]!) * share
    out.y = jumps
      ? steps[from + 1]!
      : steps[from + 1]! + (steps[to + 1]! - steps[from + 1]!) * share
  }

  return {
    at(guestSeconds, out) {
      const found = locate(guestSeconds)
      read(found.steps, found.floor, out)
      place(found, out)
      out.ball = found.ball
      out.step = found.step
      return out
    },
    placeAt: (guestSeconds, out) => place(locate(guestSeconds), out),
    setFlips(next) {
      if (next === flips) return
      const changed = firstDifference(flips, next)
      flips = next
      pressed.clear()
      for (const { step, side } of next) {
        const at = pressed.get(step) ?? { upper: false, lower: false }
        pressed.set(step, { ...at, [side]: true })
      }
      for (const [index, ball] of balls) {
        const kept = changed - index * STEPS_A_BALL - 1
        ball.computed = Math.max(0, Math.min(ball.computed, kept))
      }
    },
  }
}

/** Step of the first flip that only one of two games has. */
function firstDifference(one: readonly Flip[], other: readonly Flip[]): number {
  for (let index = 0; ; index++) {
    const [a, b] = [one[index], other[index]]
    if (a === undefined && b === undefined) return Infinity
    if (a?.step !== b?.step || a?.side !== b?.side)
      return Math.min(a?.step ?? Infinity, b?.step ?? Infinity)
  }
}

function write(steps: Float64Array, at: number, state: PinballState): void {
  for (let field = 0; field < STRIDE; field++) steps[at * STRIDE + field] = state[FIELDS[field]!]
}

function read(steps: Float64Array, at: number, out: PinballState): void {
  for (let field = 0; field < STRIDE; field++) out[FIELDS[field]!] = steps[at * STRIDE + field]!
}
