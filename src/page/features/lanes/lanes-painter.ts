/**
 * Paints what each vCPU does over time, a lane each. Where single stops can be distinguished, each is drawn where it was;
 * else a column shows the share of its time that went to each cause, which all vCPUs of a group have in common.
 */
import { STOP_CAUSES, type StopCause, type Stops } from '../../../recording/stop-causes.ts'
import type { Nanoseconds } from '../../../engine/units.ts'
import { laneStops, stopsIn } from '../../../recording/vcpu-lanes.ts'
import { groupOf, stopsOf, vcpusOf, type GuestTimes } from '../../../recording/vcpu-times.ts'
import type { TimeLens } from '../../../report/time-lens.ts'
import type { Theme } from '../../session/app-state.ts'
import { laneAxis, type LaneAxis } from './lane-axis.ts'
import { PALETTES, type Palette } from '../../drawing/palette.ts'
import { boldFont, textFont } from '../../drawing/type.ts'
import { createTimedPainter, type Shown, type TimedPainter } from '../../drawing/timed-painter.ts'

interface LanesLook {
  readonly theme: Theme
  readonly font: number
  readonly times: GuestTimes
  readonly lens: TimeLens
  readonly window: Nanoseconds | undefined
}

export interface LanesPainter extends TimedPainter<LanesLook> {
  /** The model time under a point, in CSS pixels from the left. */
  timeAt(x: number): Nanoseconds | undefined
}

/** More single stops than this are shown as shares. */
const MAX_STOPS = 2500
const COLUMN = 2
/** A share that is there at all is seen. */
const MIN_SHARE = 1e-4

/** What each cause looks like: its meaning's colour, and the share of the lane's height that a single stop takes. */
function causeColour(palette: Palette, cause: StopCause): string {
  switch (cause) {
    case 'tracing':
      return palette.strong
    case 'fires':
      return palette.changed[0]
    case 'sdps':
    case 'throttle':
    case 'stun':
      return palette.slowed
    case 'remoteFaults':
      return palette.wire
    case 'gone':
      return palette.failed
  }
}

export function createLanesPainter(): LanesPainter {
  let axis: LaneAxis | undefined
  const painter = createTimedPainter<LanesLook>((shown) => {
    axis = laneAxis(shown.look.lens, shown.look.times.end, shown.time, shown.look.window)
    paintLanes(shown, axis)
  })
  return {
    ...painter,
    timeAt(x) {
      const shown = painter.shown()
      if (axis === undefined || shown === undefined) return undefined
      const left = gutter(shown.look.font)
      return axis.time(Math.max(0, Math.min(1, (x - left) / (shown.surface.width - left))))
    },
  }
}

function paintLanes({ look, surface, time }: Shown<LanesLook>, axis: LaneAxis): void {
  const { context, width, height } = surface
  const { times, font } = look
  const palette = PALETTES[look.theme]
  const field = { left: gutter(font), width: width - gutter(font), height }
  const vcpus = vcpusOf(times)
  const lane = field.height / vcpus
  paintGround(context, palette, field)
  const single = look.window !== undefined && stopsIn(times, axis.from, axis.to) <= MAX_STOPS
  if (single) paintStops(context, palette, field, times, axis, lane)
  else paintShares(context, palette, field, times, axis, lane)
  paintGaps(context, palette, field, vcpus)
  paintStunSign(context, palette, field, font, times, axis)
  paintLabels(context, palette, field, font, times)
  context.fillStyle = palette.strong
  context.fillRect(field.left + axis.position(time) * field.width - 1, 0, 2, height)
}

interface Field {
  readonly left: number
  readonly width: number
  readonly height: number
}

/** The second cue beside magenta: nothing runs in the stun, whatever the lane. */
function paintStunSign(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { left, width, height }: Field,
  font: number,
  { phases }: GuestTimes,
  axis: LaneAxis,
): void {
  const stun = phases.find(({ kind }) => kind === 'switchover')
  if (stun === undefined) return
  const from = left + Math.max(0, axis.position(stun.start)) * width
  const to = left + Math.min(1, axis.position(stun.end)) * width
  if (to - from < font) return
  context.font = boldFont(font * 1.6)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = palette.background
  context.fillText('‖', (from + to) / 2, height / 2)
}

const gutter = (font: number) => font * 3.4

function paintGround(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { left, width, height }: Field,
): void {
  context.fillStyle = palette.notSent
  context.globalAlpha = 0.55
  context.fillRect(left, 0, width, height)
  context.globalAlpha = 1
}

/** Thin lines between lanes that are high enough. */
function paintGaps(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { left, width, height }: Field,
  vcpus: number,
): void {
  const lane = height / vcpus
  if (lane < 5) return
  context.fillStyle = palette.panel
  for (let vcpu = 1; vcpu < vcpus; vcpu++) context.fillRect(left, vcpu * lane - 0.5, width, 1)
}

function paintStops(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { left, width }: Field,
  times: GuestTimes,
  axis: LaneAxis,
  lane: number,
): void {
  const vcpus = vcpusOf(times)
  for (let vcpu = 0; vcpu < vcpus; vcpu++) {
    for (const { from, to, cause } of laneStops(times, vcpu, axis.from, axis.to)) {
      const start = left + Math.max(0, axis.position(from)) * width
      const end = left + Math.min(1, axis.position(to)) * width
      context.fillStyle = causeColour(palette, cause)
      context.fillRect(start, vcpu * lane, Math.max(1, end - start), Math.max(1, lane))
    }
  }
}

/** Lanes that lose the same: the writers, the others, and the one that installs traces. */
function alike(times: GuestTimes): { readonly first: number; readonly count: number }[] {
  const all = vcpusOf(times)
  const installer = times.trace?.installer ?? -1
  const bands: { first: number; count: number }[] = []
  for (let vcpu = 0; vcpu < all; vcpu++) {
    const last = bands.at(-1)
    const same =
      last !== undefined &&
      groupOf(times, last.first) === groupOf(times, vcpu) &&
      vcpu !== installer
    if (same) last.count++
    else bands.push({ first: vcpu, count: 1 })
  }
  return bands
}

function paintShares(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { left, width }: Field,
  times: GuestTimes,
  axis: LaneAxis,
  lane: number,
): void {
  const columns = Math.max(1, Math.floor(width / COLUMN))
  for (const { first, count } of alike(times)) {
    let before: Stops = stopsOf(times, first, axis.time(0))
    for (let column = 0; column < columns; column++) {
      const [from, to] = [axis.time(column / columns), axis.time((column + 1) / columns)]
      const after = stopsOf(times, first, to)
      const seconds = (to - from) / 1e9
      let raised = 0
      for (const cause of STOP_CAUSES) {
        const share = seconds > 0 ? (after[cause] - before[cause]) / seconds : 0
        if (share < MIN_SHARE) continue
        const tall = Math.max(1, Math.min(1, share) * lane)
        context.fillStyle = causeColour(palette, cause)
        const x = left + (column / columns) * width
        // Lanes too thin for a share of their own are one band whose strength is the share.
        if (lane < 5) {
          context.globalAlpha = Math.min(1, 0.12 + share)
          context.fillRect(x, first * lane, COLUMN + 0.5, count * lane)
          context.globalAlpha = 1
        } else {
          for (let vcpu = first; vcpu < first + count; vcpu++)
            context.fillRect(x, (vcpu + 1) * lane - raised - tall, COLUMN + 0.5, tall)
        }
        raised += tall
      }
      before = after
    }
  }
}

/** A round number of lanes from label to label: 1, 2, 5, 10 … */
function roundStep(least: number): number {
  for (let ten = 1; ; ten *= 10)
    for (const step of [1, 2, 5]) if (step * ten >= least) return step * ten
}

function paintLabels(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { left, width, height }: Field,
  font: number,
  times: GuestTimes,
): void {
  const vcpus = vcpusOf(times)
  const lane = height / vcpus
  const every = roundStep((font * 1.15) / lane)
  context.font = textFont(font * 0.9)
  context.textAlign = 'right'
  context.textBaseline = 'middle'
  for (let vcpu = 0; vcpu < vcpus; vcpu += every) {
    context.fillStyle = groupOf(times, vcpu) === 0 ? palette.text : palette.muted
    context.fillText(String(vcpu), left - font * 0.4, Math.max(font * 0.5, (vcpu + 0.5) * lane))
  }
  // The line between those that write and those that do not.
  if (times.others === 0) return
  context.fillStyle = palette.text
  context.fillRect(left - font * 2.4, times.writers * lane - 0.5, width + font * 2.4, 1)
}
