/**
 * One step of the pinball: 1/120 s of guest time. Only + − × ÷ and sqrt, in a fixed order, so that the same seed and the
 * same flips give the same game everywhere.
 */
import { uniform } from '../../../engine/random/hash.ts'
import { GUEST_STEPS_PER_SECOND } from '../../../saved/console-choice.ts'
import {
  BALL_RADIUS,
  BUMPERS,
  FLIPPERS,
  FLIPPER_LENGTH,
  FLIPPER_RADIUS,
  flipperDirection,
  SERVE,
  TARGETS,
  TARGET_X,
  WALLS,
  type Point,
} from './pinball-table.ts'

const STEP = 1 / GUEST_STEPS_PER_SECOND

/** What is kept of each step, in this order. Times are steps of the round. */
export const FIELDS = [
  'x',
  'y',
  'vx',
  'vy',
  'upper',
  'lower',
  'upperHold',
  'lowerHold',
  'score',
  /** Bumper (0 …) or target (10 …) that was hit last, −1 for none, and when. */
  'hit',
  'hitStep',
  /** Steps until the ball is served; 0 while it is on the table. */
  'wait',
  /** Steps for which the program leaves the flippers to a person. */
  'manual',
  'slowSteps',
  'draws',
] as const
type Field = (typeof FIELDS)[number]
export type PinballState = { [Name in Field]: number }

const GRAVITY = -150
const DRAG = 0.9995
const FASTEST = 430
const KICK = 190
const WAIT_STEPS = 60
const HOLD_STEPS = 18
const RISE = 1 / 5
const FALL = 1 / 12
/** After a person's flip the program keeps its hands off for so long. */
const MANUAL_STEPS = 4 * GUEST_STEPS_PER_SECOND
export const TARGET_HIT = 10

/** A round begins: the ball waits in its hole. */
export function firstState(): PinballState {
  return {
    x: SERVE.x,
    y: SERVE.y,
    vx: 0,
    vy: 0,
    upper: 0,
    lower: 0,
    upperHold: 0,
    lowerHold: 0,
    score: 0,
    hit: -1,
    hitStep: -1e6,
    wait: WAIT_STEPS / 2,
    manual: 0,
    slowSteps: 0,
    draws: 0,
  }
}

/** Flips of a person that fall on a step: the upper flipper, the lower one. */
export interface Pressed {
  readonly upper: boolean
  readonly lower: boolean
}

/** Moves the state by one step. `key` gives the round's chance, `step` counts from its beginning. */
export function stepPinball(
  state: PinballState,
  key: number,
  step: number,
  pressed: Pressed,
): void {
  if (pressed.upper || pressed.lower) state.manual = MANUAL_STEPS
  else if (state.manual > 0) state.manual--
  const [up, low] = state.manual > 0 ? [pressed.upper, pressed.lower] : autopilot(state)
  if (up && state.upperHold === 0) state.upperHold = HOLD_STEPS
  if (low && state.lowerHold === 0) state.lowerHold = HOLD_STEPS
  const before = [state.upper, state.lower] as const
  state.upper = moved(state.upper, state.upperHold)
  state.lower = moved(state.lower, state.lowerHold)
  if (state.upperHold > 0) state.upperHold--
  if (state.lowerHold > 0) state.lowerHold--
  if (state.wait > 0) return serve(state, key)
  state.vx = (state.vx + GRAVITY * STEP) * DRAG
  state.vy *= DRAG
  limit(state)
  state.x += state.vx * STEP
  state.y += state.vy * STEP
  for (const { from, to } of WALLS) hitSegment(state, from, to, BALL_RADIUS, 0.62, 0, 0)
  hitTargets(state, step)
  for (let index = 0; index < BUMPERS.length; index++) hitBumper(state, index, step)
  hitFlipper(state, 0, before[0], state.upper)
  hitFlipper(state, 1, before[1], state.lower)
  limit(state)
  unstick(state, key)
  if (isLost(state)) {
    state.wait = WAIT_STEPS
    state.vx = 0
    state.vy = 0
    state.x = SERVE.x
    state.y = SERVE.y
  }
}

/** Through between the flippers, or behind one of them. */
function isLost({ x, y }: PinballState): boolean {
  return x < -BALL_RADIUS || (x < FLIPPERS[0].pivot.x && (y < 22 || y > 78))
}

function moved(share: number, hold: number): number {
  return hold > 0 ? Math.min(1, share + RISE) : Math.max(0, share - FALL)
}

/** Raises a flipper just as the ball comes down to it. */
function autopilot({ x, y, vx, wait }: PinballState): readonly [boolean, boolean] {
  if (wait > 0 || vx > 40 || x > 43 || x < 12) return [false, false]
  const soon = y > 50 ? 100 - y : y
  const reach = x + vx * 0.03
  const near = reach < 33 && soon > 20
  return [near && y <= 53, near && y >= 47]
}

function serve(state: PinballState, key: number): void {
  state.wait--
  if (state.wait > 0) return
  state.vx = -60 - 60 * draw(state, key)
  state.vy = 110 * (draw(state, key) - 0.5)
}

function draw(state: PinballState, key: number): number {
  state.draws++
  return uniform(key, state.draws)
}

function limit(state: PinballState): void {
  const speed = Math.sqrt(state.vx * state.vx + state.vy * state.vy)
  if (speed <= FASTEST) return
  state.vx *= FASTEST / speed
  state.vy *= FASTEST / speed
}

/** A ball that lies still is nudged. */
function unstick(state: PinballState, key: number): void {
  const slow = state.vx * state.vx + state.vy * state.vy < 120
  state.slowSteps = slow ? state.slowSteps + 1 : 0
  if (state.slowSteps < 40) return
  state.slowSteps = 0
  state.vx = 120 + 60 * draw(state, key)
  state.vy = 120 * (draw(state, key) - 0.5)
}

/** Bounces off a segment of half width `reach`, which moves at (sx, sy) where it is touched. */
function hitSegment(
  state: PinballState,
  from: Point,
  to: Point,
  reach: number,
  bounce: number,
  sx: number,
  sy: number,
): boolean {
  const ax = to.x - from.x
  const ay = to.y - from.y
  const along = ((state.x - from.x) * ax + (state.y - from.y) * ay) / (ax * ax + ay * ay)
  const share = along < 0 ? 0 : along > 1 ? 1 : along
  const dx = state.x - (from.x + ax * share)
  const dy = state.y - (from.y + ay * share)
  const distance = Math.sqrt(dx * dx + dy * dy)
  if (distance >= reach || distance < 1e-9) return false
  const nx = dx / distance
  const ny = dy / distance
  state.x += nx * (reach - distance)
  state.y += ny * (reach - distance)
  const inward = (state.vx - sx) * nx + (state.vy - sy) * ny
  if (inward >= 0) return false
  state.vx -= (1 + bounce) * inward * nx
  state.vy -= (1 + bounce) * inward * ny
  return true
}

function hitFlipper(state: PinballState, index: 0 | 1, before: number, now: number): void {
  const flipper = FLIPPERS[index]
  const { pivot } = flipper
  const was = flipperDirection(flipper, before)
  const is = flipperDirection(flipper, now)
  const tip = { x: pivot.x + is.x * FLIPPER_LENGTH, y: pivot.y + is.y * FLIPPER_LENGTH }
  const along = (state.x - pivot.x) * is.x + (state.y - pivot.y) * is.y
  const arm = along < 0 ? 0 : along > FLIPPER_LENGTH ? FLIPPER_LENGTH : along
  const sx = (is.x - was.x) * arm * GUEST_STEPS_PER_SECOND
  const sy = (is.y - was.y) * arm * GUEST_STEPS_PER_SECOND
  hitSegment(state, pivot, tip, BALL_RADIUS + FLIPPER_RADIUS, now > before ? 0.35 : 0.2, sx, sy)
}

function hitBumper(state: PinballState, index: number, step: number): void {
  const bumper = BUMPERS[index]!
  const dx = state.x - bumper.x
  const dy = state.y - bumper.y
  const reach = bumper.radius + BALL_RADIUS
  const distance = Math.sqrt(dx * dx + dy * dy)
  if (distance >= reach) return
  const nx = distance < 1e-9 ? -1 : dx / distance
  const ny = distance < 1e-9 ? 0 : dy / distance
  state.x = bumper.x + nx * reach
  state.y = bumper.y + ny * reach
  const inward = state.vx * nx + state.vy * ny
  if (inward >= 0) return
  state.vx -= 2 * inward * nx
  state.vy -= 2 * inward * ny
  const speed = Math.sqrt(state.vx * state.vx + state.vy * state.vy)
  if (speed < KICK) {
    state.vx += nx * (KICK - speed)
    state.vy += ny * (KICK - speed)
  }
  state.score += 100
  state.hit = index
  state.hitStep = step
}

function hitTargets(state: PinballState, step: number): void {
  if (state.x < TARGET_X - BALL_RADIUS - 0.5) return
  const index = TARGETS.findIndex(({ top, bottom }) => state.y >= top && state.y <= bottom)
  if (index < 0 || (state.hit === TARGET_HIT + index && step - state.hitStep < 30)) return
  state.score += 250
  state.hit = TARGET_HIT + index
  state.hitStep = step
}
