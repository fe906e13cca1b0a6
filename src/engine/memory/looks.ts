/** What a walk that passes pages by finds in a region when it looks at the dirty bitmap: exact pages, or expected values. */
import { firedShare, type WriteClass } from '../guest/write-class.ts'
import { STREAM, streamKey, uniform } from '../random/hash.ts'
import { firePath } from './fire-path.ts'
import { firedPageTest, forEachFiredPage } from './fired-pages.ts'
import type { MemoryLayout } from './layout.ts'
import type { PassOfPages } from './page-sets.ts'
import type { Walk } from './pass-table.ts'
import type { Look } from './passing-walk.ts'
import type { Nanoseconds } from '../units.ts'
import { sweepFires } from './sweep.ts'
import { forEachZeroPage } from './zero-pages.ts'

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

  /** Pages of zeros among those that fired, in pass −1. */
  function zeroAmong(region: number, zeroPages: number, hasFired: (page: number) => boolean) {
    let zero = 0
    forEachZeroPage(layout, seed, region, zeroPages, (page) => {
      if (hasFired(page)) zero++
    })
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
    if (exact) {
      const part = former === undefined ? pages / layout.inUse[region]! : 1
      return {
        fired: pages * share,
        data: due.toSend[region]! * part * share,
        zero: zeroPages * part * share,
      }
    }
    const sweep =
      writeClass.pattern === 'sweep' ? sweepFires(writeClass, from[id]!, exposure) : undefined
    const fired =
      sweep?.countIn(layout.classOffset[region]!, pages) ??
      firePath(pages, share)(uniform(keys[id]!, region))
    if (fired === 0) return NOTHING_FIRED
    const test = () => firedPageTest(layout, seed, pass, region, fired, sweep)
    if (former === undefined) {
      const zero = zeroPages > 0 ? zeroAmong(region, zeroPages, test()) : 0
      return { fired, data: fired - zero, zero }
    }
    const count = former.fired.fires[region]!
    if (count >= pages || fired >= pages) return { fired, data: Math.min(count, fired), zero: 0 }
    const hasFired = test()
    let data = 0
    forEachFiredPage(layout, seed, former.pass, region, count, former.sweeps[id], (page) => {
      if (hasFired(page)) data++
    })
    return { fired, data, zero: 0 }
  }
}
