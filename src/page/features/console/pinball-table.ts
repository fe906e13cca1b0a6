/** The pinball table, lying on its side: the flippers at the left, gravity to the left. Units: 340 × 100 for the table. */

export const TABLE = { width: 340, height: 100 } as const
export const BALL_RADIUS = 5.4

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Wall {
  readonly from: Point
  readonly to: Point
}

export interface Bumper extends Point {
  readonly radius: number
}

/** A strip of the far wall that lights up when it is hit. */
export interface Target {
  readonly top: number
  readonly bottom: number
}

export interface Flipper {
  readonly pivot: Point
  /** Directions at rest and raised, of length 1. */
  readonly rest: Point
  readonly raised: Point
}

const wall = (x1: number, y1: number, x2: number, y2: number): Wall => ({
  from: { x: x1, y: y1 },
  to: { x: x2, y: y2 },
})

function unit(x: number, y: number): Point {
  const length = Math.sqrt(x * x + y * y)
  return { x: x / length, y: y / length }
}

/** Guides to the flippers, long sides, and the rounded far end. */
export const WALLS: readonly Wall[] = [
  wall(30, 26, 92, 1),
  wall(92, 1, 306, 1),
  wall(306, 1, 328, 9),
  wall(328, 9, 338, 30),
  wall(338, 30, 338, 70),
  wall(338, 70, 328, 91),
  wall(328, 91, 306, 99),
  wall(306, 99, 92, 99),
  wall(92, 99, 30, 74),
]

export const BUMPERS: readonly Bumper[] = [
  { x: 152, y: 27, radius: 9 },
  { x: 152, y: 73, radius: 9 },
  { x: 204, y: 50, radius: 11 },
  { x: 262, y: 25, radius: 9 },
  { x: 262, y: 75, radius: 9 },
]

export const TARGETS: readonly Target[] = [
  { top: 31, bottom: 42 },
  { top: 44.5, bottom: 55.5 },
  { top: 58, bottom: 69 },
]
/** Where the face of the targets stands. */
export const TARGET_X = 338

export const FLIPPER_LENGTH = 17
export const FLIPPER_RADIUS = 2.6

/** The upper one first. */
export const FLIPPERS: readonly [Flipper, Flipper] = [
  { pivot: { x: 30, y: 26 }, rest: unit(-0.5, 0.87), raised: unit(0.5, 0.87) },
  { pivot: { x: 30, y: 74 }, rest: unit(-0.5, -0.87), raised: unit(0.5, -0.87) },
]

/** From here the ball is served: the hole at the far end. */
export const SERVE: Point = { x: 322, y: 50 }

/** Direction of a flipper that is raised by a share of its way, 0 … 1. */
export function flipperDirection({ rest, raised }: Flipper, share: number): Point {
  return unit(rest.x + (raised.x - rest.x) * share, rest.y + (raised.y - rest.y) * share)
}
