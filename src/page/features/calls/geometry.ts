/** Where lifelines, arrows and the playhead lie. One path an arrow, head included, so that the picture stays small. */
import { scaleLinear, scalePoint } from 'd3'
import type { Call } from '../../../engine/host/call.ts'
import { LIFELINES, type ComponentId } from '../../../engine/host/components.ts'
import type { Row } from './rows.ts'

export const ROW_HEIGHT = 44
/** The label stands above its arrow. */
const ARROW_Y = 32
const MARGIN = 20
const HEAD = 5
const STUB = 16
/** Half the width of the hop with which data pass vCenter's line. */
const HOP = 7

export interface Geometry {
  readonly x: (component: ComponentId) => number
  /** Model time to the height of the playhead. */
  readonly y: (nanoseconds: number) => number
  readonly height: number
  readonly arrow: (row: Row, index: number) => string
}

export function createGeometry(rows: readonly Row[], end: number, width: number): Geometry {
  const columns = scalePoint<ComponentId>()
    .domain(LIFELINES)
    .range([MARGIN, Math.max(width, 200) - MARGIN])
  const x = (component: ComponentId) => columns(component) ?? columns('vpxd')!
  const height = rows.length * ROW_HEIGHT
  const middle = (index: number) => index * ROW_HEIGHT + ARROW_Y
  const y = scaleLinear()
    .domain([...rows.map(({ call }) => call.at), Math.max(end, rows.at(-1)?.call.at ?? 0)])
    .range([...rows.map((_, index) => middle(index)), height])
    .clamp(true)
  return { x, y, height, arrow: ({ call }, index) => arrowPath(call, x, middle(index)) }
}

const head = (x: number, y: number, way: number) =>
  `M${x - way * HEAD},${y - HEAD}L${x},${y}L${x - way * HEAD},${y + HEAD}`
const cross = (x: number, y: number) => `M${x - 4},${y - 4}l8,8m0,-8l-8,8`

function arrowPath(call: Call, x: Geometry['x'], y: number): string {
  const { from, to, missing } = call
  const a = x(from)
  if (from === to) {
    const way = a > x('vpxd') ? -1 : 1
    return `M${a},${y - 8}h${way * STUB}v12h${-way * STUB}${head(a, y + 4, -way)}`
  }
  if (from === 'client')
    return `M${x(to) - 2 * STUB},${y - 3}a3,3 0 1 0 0.1,0M${x(to) - 2 * STUB + 3},${y}H${x(to)}${head(x(to), y, 1)}`
  if (to === 'client')
    return `M${a},${y}h${-2 * STUB + 6}${head(a - 2 * STUB + 6, y, -1)}m0,-3a3,3 0 1 0 0.1,0${missing ? cross(a - STUB, y) : ''}`
  if (to === 'switch') return `M${a},${y}h${MARGIN - 4}${head(a + MARGIN - 4, y, 1)}`
  if (to === 'datastore')
    return `M${a},${y}h${STUB}${head(a + STUB, y, 1)}M${a + STUB + 2},${y - 6}h9v12h-9z`
  const b = x(to)
  const way = b > a ? 1 : -1
  const centre = x('vpxd')
  const passes = from !== 'vpxd' && to !== 'vpxd' && (a - centre) * (b - centre) < 0
  // What goes from host to host jumps over vCenter's line: it does not touch it.
  const line = passes
    ? `H${centre - way * HOP}a${HOP},${HOP} 0 0 ${way > 0 ? 1 : 0} ${way * 2 * HOP},0H${b}`
    : `H${b}`
  return `M${a},${y}${line}${head(b, y, way)}${missing ? cross((a + b) / 2, y) : ''}`
}
