// A run and its summary as one work: its progress, and that cutting it into slices changes nothing.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { startRun } from '../../src/engine/run.ts'
import { foreseePieces } from '../../src/engine/foresight/foresee-cost.ts'
import { SECOND } from '../../src/engine/units.ts'
import type { Progress } from '../../src/engine/work.ts'
import { guestPain, guestPainWork } from '../../src/report/guest-pain.ts'
import { runAndSummarize, summarize } from '../../src/report/summarize.ts'
import { smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

it('its progress never falls, ends with all done, and its summary is that of the run', () => {
  fc.assert(
    fc.property(smallRun('sampled', 'fluid', 'literal'), (input) => {
      const afterRun = guestPainWork(input, foreseePieces(input))
      const work = runAndSummarize(startRun(input), () => afterRun)
      let before: Progress = { done: 0, foreseen: 1, at: 0 }
      for (;;) {
        const step = work.next()
        if (step.done === true) {
          expect(before.done).toBe(before.foreseen)
          expect(step.value.summary).toEqual(summarize(runOnce(input)))
          return
        }
        const { done, foreseen, at } = step.value
        expect(at).toBeGreaterThanOrEqual(before.at)
        // But for what dividing rounds away; a run that is over before it began has nothing to do.
        if (foreseen > 0)
          expect(done / foreseen).toBeGreaterThan(before.done / before.foreseen - 1e-12)
        before = step.value
      }
    }),
    runs(30),
  )
})

it('the summary counts no more than is foreseen for it', () => {
  fc.assert(
    fc.property(smallRun('sampled', 'fluid', 'literal'), (input) => {
      const record = runOnce(input)
      const counted = [...guestPain(record)].reduce((sum, work) => sum + work, 0)
      const pieces = record.clocks[0].segments.length
      const clock = { pieces, seconds: record.end / SECOND }
      expect(counted).toBeLessThanOrEqual(guestPainWork(input, clock))
    }),
    runs(60),
  )
})
