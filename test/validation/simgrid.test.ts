// SimGrid's runs against its rule in the engine: exact where no TCP effects are simulated.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PAGE_BYTES } from '../../src/engine/units.ts'
import { predictSimgrid } from '../../src/validation/simgrid.ts'
import { readSimgridRows } from '../../src/validation/simgrid-rows.ts'

const path = 'simgrid-rows.json'
const text = readFileSync(new URL(`data/${path}`, import.meta.url), 'utf8')
const rows = readSimgridRows([{ path, text }])

describe('SimGrid', () => {
  it.each(rows.map((row) => [row.id, row] as const))('%s', (_id, row) => {
    const { measured, predicted } = predictSimgrid(row)
    const bound = row.ideal ? 1e-4 : 1e-3
    expect(predicted.verdict).toBe(measured.verdict)
    expect(predicted.passes).toBe(measured.passes)
    expect(Math.abs(predicted.totalSeconds! / measured.totalSeconds! - 1)).toBeLessThan(bound)
    expect(Math.abs(predicted.bytes! / measured.bytes! - 1)).toBeLessThan(bound)
    expect(Math.abs(predicted.downtimeSeconds! - measured.downtimeSeconds!)).toBeLessThan(1e-4)
  })

  /** The equations of the plug-in, as the data gives them; undefined: it goes on until its time-out of 1e7 s. */
  function recoded({ memoryGiB, workingSetShare, linkGigabits, ...row }: (typeof rows)[0]) {
    const rate = linkGigabits * 125e6
    const dirty = row.dirtyIntensity * rate * row.vcpus
    const set = workingSetShare * memoryGiB * 2 ** 30
    let due = memoryGiB * 2 ** 30
    let [total, bytes, stages] = [0, 0, 0]
    for (let seconds = due / rate; ; seconds = due / rate) {
      total += seconds
      if (total > 1e7) return undefined
      bytes += due
      stages++
      due = Math.min(dirty * seconds, set)
      if (due < rate * 0.03)
        return { total: total + due / rate, bytes: bytes + due, downtime: due / rate, stages }
    }
  }

  const grid = [1, 8, 64].flatMap((memoryGiB) =>
    [1, 10].flatMap((linkGigabits) =>
      [
        [0.9, 0.9, 1],
        [0.98, 0.9, 1],
        [0.99, 0.9, 1],
        [0.2475, 0.5, 4],
        [0.9, 0, 1],
        [0, 0.5, 2],
        [1, 0.9, 1],
        [1.2, 0.001953125, 1],
        [0.3, 0.9, 4],
      ].map(([dirtyIntensity, workingSetShare, vcpus]) => ({
        memoryGiB,
        linkGigabits,
        dirtyIntensity,
        workingSetShare,
        vcpus,
      })),
    ),
  )
  it.each(grid)(
    '$memoryGiB GiB, $linkGigabits Gb/s, $dirtyIntensity × $vcpus, set of $workingSetShare: as re-coded',
    (values) => {
      const row = { ...rows[0]!, ...values } as (typeof rows)[0]
      const { predicted } = predictSimgrid(row)
      const exact = recoded(row)
      expect(predicted.verdict).toBe(exact === undefined ? 'never' : 'completed')
      if (exact === undefined) return
      expect(predicted.passes).toBe(exact.stages)
      expect(Math.abs(predicted.totalSeconds! / exact.total - 1)).toBeLessThan(1e-4)
      expect(Math.abs(predicted.bytes! / exact.bytes - 1)).toBeLessThan(1e-4)
      // A sweep stands on a page: what is left is whole pages, and less than one off.
      const page = PAGE_BYTES / (row.linkGigabits * 125e6)
      expect(Math.abs(predicted.downtimeSeconds! - exact.downtime)).toBeLessThan(page)
    },
  )

  it('says "never" of a guest that dirties as fast as the link sends, and comes back', () => {
    for (const dirtyIntensity of [1, 1.2]) {
      const { predicted } = predictSimgrid({ ...rows[0]!, dirtyIntensity, totalSeconds: undefined })
      expect(predicted.verdict).toBe('never')
    }
  })

  it('names the file that holds no rows', () => {
    expect(() => readSimgridRows([{ path: 'z.json', text: '{}' }])).toThrow(/z\.json/)
  })
})
