// Laws of every run, whatever the scenario: checked on arbitrary small ones, in all three models.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guestSecondsAt } from '../../src/engine/guest/guest-clock.ts'
import { GENERATIONS } from '../../src/engine/generations/list.ts'
import { walkPosition } from '../../src/engine/memory/walk-position.ts'
import { WINDOW } from '../../src/engine/migration/window-bytes.ts'
import { bytesBetween } from '../../src/engine/rate-schedule.ts'
import { runToEnd } from '../../src/engine/run.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import type { RunInput } from '../../src/engine/scenario/scenario.ts'
import { PAGE_BYTES, SECOND } from '../../src/engine/units.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { runs } from '../properties.ts'
import {
  anySeed,
  finishedPasses,
  overrunSeconds,
  runWith,
  smallRun,
  smallScenario,
} from './arbitrary-scenario.ts'
import { runOnce } from './run-once.ts'

const RUNS = 60
const sum = (counts: ArrayLike<number>) =>
  Array.prototype.reduce.call<
    ArrayLike<number>,
    [(a: number, b: number) => number, number],
    number
  >(counts, (a, b) => a + b, 0)

/** Every number anywhere in a record. */
function firstBadNumber(value: unknown, path: string): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is ${value}`
  if (ArrayBuffer.isView(value)) {
    const column = value as unknown as ArrayLike<number>
    for (let i = 0; i < column.length; i++)
      if (!Number.isFinite(column[i])) return `${path}[${i}] is ${column[i]}`
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    // A candidate that does not bind has no limit, and a rest on a dead wire no end: Infinity there is meant.
    if (key === 'limits') continue
    if (key === 'at' && path.endsWith('.marks')) {
      if ((inner as Float64Array).some(Number.isNaN)) return `${path}.at has a hole`
      continue
    }
    // The push never comes to a class that lies elsewhere: Infinity, and nothing else that is not a number.
    if (key === 'pushSeconds' && (inner as number[]).every((seconds) => seconds >= 0)) continue
    const bad = firstBadNumber(inner, `${path}.${key}`)
    if (bad !== undefined) return bad
  }
  return undefined
}

function expectSoundFacts({ facts, end }: RunRecord): void {
  expect(facts.length).toBeLessThanOrEqual(10000)
  for (const [index, { at }] of facts.entries()) {
    expect(Number.isSafeInteger(at) && at >= 0 && at <= end).toBe(true)
    expect(at).toBeGreaterThanOrEqual(facts[index - 1]?.at ?? 0)
  }
}

/** The longest round trip of a run, in ms. */
function longestTrip({ scenario, interventions = [] }: RunInput): number {
  return interventions.reduce(
    (longest, each) =>
      each.kind === 'set' && each.parameter === 'network.rtt'
        ? Math.max(longest, Number(each.value))
        : longest,
    scenario['network.rtt'],
  )
}

describe('every run', () => {
  test('has finite numbers, facts in order, and phases without a gap from 0 to its end', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'fluid', 'literal'), (input) => {
        const record = runOnce(input)
        expect(firstBadNumber(record, 'record')).toBeUndefined()
        expectSoundFacts(record)
        let at = 0
        for (const phase of record.phases) {
          expect(phase.start).toBe(at)
          expect(phase.end).toBeGreaterThanOrEqual(phase.start)
          at = phase.end
        }
        expect(at).toBe(record.end)
        for (const { segments } of record.clocks) {
          expect(segments[0]?.start ?? 0).toBe(0)
          for (const [index, segment] of segments.entries()) {
            expect(segment.start).toBe(segments[index - 1]?.end ?? 0)
          }
          expect(segments.at(-1)?.end).toBe(record.end)
        }
      }),
      runs(RUNS),
    )
  })

  test('walks all that it has to: pages sent and zero pages of a pass are the pages walked, and no fire is lost', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'fluid', 'literal'), (input) => {
        // Others leave pages over or pass them by: `other-generations.test.ts` has their laws.
        fc.pre(GENERATIONS[input.scenario.generation].family === 'vSphere')
        const record = runOnce(input)
        const { passes, layout, lastWalk, failure } = record
        for (const [index, { row, walk, fires }] of finishedPasses(record).entries()) {
          expect(row.pagesSent).toBe(sum(walk.toSend))
          expect(row.pagesZero).toBe(walk.zero === undefined ? 0 : sum(walk.zero))
          expect(row.bytesSent).toBe(row.pagesSent * PAGE_BYTES)
          if (index === 0) expect(row.pagesSent + row.pagesZero).toBeCloseTo(layout.pagesInUse, 6)
          expect(row.pagesDirtied).toBeCloseTo(sum(fires), 6)
          const next = passes[index + 1]?.walk ?? (failure === undefined ? lastWalk : undefined)
          if (next !== undefined) expect(Array.from(next.toSend)).toEqual(Array.from(fires))
          for (let region = 0; region < layout.regions; region++) {
            expect(fires[region]!).toBeLessThanOrEqual(layout.classPages[region]!)
          }
        }
      }),
      runs(RUNS),
    )
  })

  test('never puts more on the wire than the bandwidth carries, in any interval', () => {
    const moment = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        smallRun('sampled', 'literal'),
        fc.array(fc.tuple(moment, moment), { minLength: 10, maxLength: 10 }),
        (input, pairs) => {
          const record = runOnce(input)
          const recording = createRecording(record)
          const wire = record.wires.map(({ from, bandwidth: { bytesPerSecond } }) => ({
            from,
            bytesPerSecond,
          }))
          for (const [a, b] of pairs) {
            const [from, to] = [Math.min(a, b) * record.end, Math.max(a, b) * record.end]
            const sent = recording.sampleAt(to).bytesSent - recording.sampleAt(from).bytesSent
            expect(sent).toBeGreaterThanOrEqual(0)
            // Batches count when they are through: at either end one of them may be under way.
            const batch = input.scenario['Migrate.PreCopyPagesPerSend'] * PAGE_BYTES
            expect(sent).toBeLessThanOrEqual(bytesBetween(wire, from, to) + batch)
          }
        },
      ),
      runs(RUNS),
    )
  })

  test('finishes each pass neither before its pages fit through the wire nor a round trip later than that', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'fluid', 'literal'), (input) => {
        fc.pre(GENERATIONS[input.scenario.generation].family === 'vSphere')
        for (const { walk, row } of finishedPasses(runOnce(input))) {
          const carried = bytesBetween(walk.rates, walk.start, walk.end)
          expect(carried).toBeGreaterThanOrEqual(row.bytesSent - 1)
          const spare =
            bytesBetween(walk.rates, walk.start, walk.end + 10) -
            row.bytesSent -
            row.pagesZero * walk.zeroPageBytes
          const rate = Math.max(...walk.rates.map(({ bytesPerSecond }) => bytesPerSecond))
          expect(spare).toBeLessThanOrEqual((rate * longestTrip(input)) / 1000 + 20e-9 * rate + 1)
          expect(walkPosition(walk, walk.end).pagesSent).toBe(row.pagesSent)
        }
      }),
      runs(RUNS),
    )
  })

  test('guest time is wall time less the stops: it never runs faster than the wall, never backwards, never in the stun', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'fluid', 'literal'), (input) => {
        const record = runOnce(input)
        const { clocks, workload, phases, end } = record
        for (const clock of clocks) {
          const at = (time: number) => guestSecondsAt(clock, workload.classes, time)
          let [before, earlier] = [0, 0]
          for (let step = 1; step <= 40; step++) {
            const time = (end * step) / 40
            expect(at(time) - before).toBeLessThanOrEqual((time - earlier) / SECOND + 1e-9)
            expect(at(time) - before).toBeGreaterThanOrEqual(-1e-9)
            ;[before, earlier] = [at(time), time]
          }
          for (const { kind, start, end: until } of phases) {
            if (kind !== 'switchover') continue
            expect(at(until) - at(start)).toBeGreaterThanOrEqual(-1e-9)
            expect(at(until) - at(start)).toBeLessThanOrEqual(overrunSeconds(record) + 1e-9)
          }
        }
      }),
      runs(30),
    )
  })
})

describe('a run is determined by scenario and seed', () => {
  test('one seed, one hash, in whatever order the scenario was written', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'fluid', 'literal'), ({ scenario, seed }) => {
        const mirrored = Object.fromEntries(
          Object.entries(scenario).toReversed(),
        ) as typeof scenario
        expect(runToEnd({ scenario: mirrored, seed }).runHash).toBe(
          runToEnd({ scenario, seed }).runHash,
        )
      }),
      runs(25),
    )
  })

  test('another seed is another run, except in fluid', () => {
    const values = { 'vm.memory': 1, 'workload.workingSet': 0.5 } as const
    expect(runWith(values, 1).runHash).not.toBe(runWith(values, 2).runHash)
    expect(runWith({ ...values, model: 'fluid' }, 1).runHash).toBe(
      runWith({ ...values, model: 'fluid' }, 2).runHash,
    )
  })
})

describe('a dial', () => {
  test('more bandwidth never makes pass −1 longer', () => {
    const traffic = fc.integer({ min: 0, max: 95 })
    fc.assert(
      fc.property(
        smallScenario('sampled', 'literal'),
        anySeed,
        traffic,
        traffic,
        (scenario, seed, a, b) => {
          const firstRow = (share: number) =>
            runToEnd({ scenario: { ...scenario, 'network.otherTraffic': share }, seed }).passes[0]!
              .row
          const fast = firstRow(Math.min(a, b))
          const slow = firstRow(Math.max(a, b))
          // QEMU's passes end with windows of 100 ms, and a faster wire may use up a window that a slower one does not.
          let more = scenario.generation === 'QEMU7.2' ? WINDOW : 0
          // Xen passes by what was dirtied since: who comes by earlier has more to send, and may take longer by that.
          if (scenario.generation === 'XEN2005')
            more +=
              (Math.max(0, fast.bytesSent - slow.bytesSent) / fast.bytesPerSecond) * SECOND + 1
          expect(fast.end - fast.start).toBeLessThanOrEqual(slow.end - slow.start + more)
        },
      ),
      runs(RUNS),
    )
  })

  test('leaves unrelated draws alone: the background never moves what the working set does in pass −1', () => {
    const values = {
      'vm.memory': 1,
      'workload.workingSet': 0.25,
      'workload.writeRate': 50,
      'vm.vcpus': 8,
      'workload.writers': 4,
    } as const
    for (const model of ['sampled', 'literal'] as const) {
      const firesOfSet = (background: number) => {
        const { passes, layout } = runWith({ ...values, model, 'workload.background': background })
        return Array.from(passes[0]!.fires).filter((_, region) => layout.classOf[region] === 1)
      }
      expect(firesOfSet(400)).toEqual(firesOfSet(25))
    }
  })

  test('moves counts smoothly: a little more writing never takes a fire away from a region', () => {
    const fires = (rate: number) =>
      Array.from(
        runWith({ 'vm.memory': 1, 'workload.workingSet': 0.5, 'workload.writeRate': rate })
          .passes[0]!.fires,
      )
    const [slow, fast] = [fires(100), fires(103)]
    for (const [region, count] of slow.entries())
      expect(fast[region]!).toBeGreaterThanOrEqual(count - 1)
  })

  test('the MTU changes how long pages travel, not which page a literal write hits', () => {
    const firstFires = (mtu: '1500' | '9000') => {
      const recording = createRecording(
        runWith({
          'vm.memory': 0.5,
          'workload.workingSet': 0.25,
          model: 'literal',
          'network.mtu': mtu,
        }),
      )
      const first = recording.passes[0]!
      return recording
        .ask({ kind: 'pageFires', firstPage: 0, pages: recording.pages })
        .filter(({ pass, at }) => pass === -1 && at < first.start + 0.1 * SECOND)
        .map(({ page }) => page)
    }
    const [small, large] = [firstFires('1500'), firstFires('9000')]
    expect(small.length).toBeGreaterThan(1000)
    expect(small).toEqual(large)
  })
})
