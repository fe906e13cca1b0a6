/** What a walk that passes pages by finds in a region when it looks at the dirty bitmap: exact pages, or expected values. */
import { firedShare, type WriteClass } from '../guest/write-class.ts'
import { STREAM, streamKey, uniform } from '../random/hash.ts'
import { firePath } from './fire-path.ts'
import { commonFires, firedPageTest, forEachFiredPage } from './fired-pages.ts'
import type { MemoryLayout } from './layout.ts'
import type { PassOfPages } from './page-sets.ts'
import type { Walk } from './pass-table.ts'
import type { Look } from './passing-walk.ts'
import type { Nanoseconds } from '../units.ts'
import { sweepFires, type SweepFires } from './sweep.ts'
import { forEachZeroPage, zeroPageTest } from './zero-pages.ts'

const NOTHING_FIRED: Look = { fired: 0, data: 0, zero: 0 }

/** `from`: exposures when the pass began; `former`: the pass before, undefined in pass −1. */
export function createLooks(
  layout: MemoryLayout,
  seed: number,
  exact: boolean,
  pass: number,
  classes: readonly WriteClass[],
  from: readonly number[],
  former: PassOfPages | undefined,
  exposureAt: (id: number, time: Nanoseconds) => number,
): (due: Walk, region: number, time: Nanoseconds) => Look {
  const keys = classes.map(({ id }) => streamKey(seed, STREAM.fireCount, id, pass))

  /** Pages of zeros among those that fired, in pass −1: the fewer of both are looked up. */
  function zeroAmong(region: number, zeroPages: number, fired: number, sweep?: SweepFires) {
    let zero = 0
    const few = Math.min(zeroPages, fired)
    if (few === 0) return 0
    if (zeroPages <= fired || sweep !== undefined) {
      const hasFired = firedPageTest(layout, seed, pass, region, fired, sweep)
      forEachZeroPage(layout, seed, region, zeroPages, (page) => {
        if (hasFired(page)) zero++
      })
    } else {
      const isZero = zeroPageTest(layout, seed, region, zeroPages)
      forEachFiredPage(layout, seed, pass, region, fired, sweep, (page) => {
        if (isZero(page)) zero++
      })
    }
    return zero
  }

  return (due, region, time) => {
    const id = layout.classOf[region]!
    const pages = layout.classPages[region]!
    const writeClass = classes[id]!
    if (pages === 0) return NOTHING_FIRED
    const exposure = exposureAt(id, time)
    const share = firedShare(writeClass, exposure - from[id]!)
    const zeroPages = due.zero?.[region] ?? 0
    const isSweep = writeClass.pattern === 'sweep'
    if (exact && !isSweep) {
      const part = former === undefined ? pages / layout.inUse[region]! : 1
      return {
        fired: pages * share,
        data: due.toSend[region]! * part * share,
        zero: zeroPages * part * share,
      }
    }
    const sweep = isSweep ? sweepFires(writeClass, from[id]!, exposure) : undefined
    const fired =
      sweep?.countIn(layout.classOffset[region]!, pages) ??
      firePath(pages, share)(uniform(keys[id]!, region))
    if (fired === 0) return NOTHING_FIRED
    if (former === undefined) {
      const zero = zeroAmong(region, zeroPages, fired, sweep)
      return { fired, data: fired - zero, zero, lookedUp: Math.min(zeroPages, fired) }
    }
    const count = former.fired.fires[region]!
    if (count >= pages || fired >= pages) return { fired, data: Math.min(count, fired), zero: 0 }
    const before = { pass: former.pass, count, sweep: former.sweeps[id] }
    const { common, lookedUp } = commonFires(layout, seed, region, before, {
      pass,
      count: fired,
      sweep,
    })
    return { fired, data: common, zero: 0, lookedUp }
  }
}
