// After the resume: the guest's clock is behind by the stun and nothing else; a cluster fails over the sooner the longer it lasts.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MILLISECOND, SECOND } from '../../src/engine/units.ts'
import { clockBehind, databaseVerdict, ntpSlew } from '../../src/report/guest-clock.ts'
import {
  CLUSTERS,
  heartbeatVerdict,
  silentFor,
  type ClusterName,
} from '../../src/report/outside/heartbeat.ts'
import { summarize } from '../../src/report/summarize.ts'
import { clockSentences, failsOverSentence } from '../../src/text/after-resume.ts'
import { plain } from '../../src/text/sentence.ts'
import { presetScenario } from '../../src/catalogue/presets.ts'
import { inputOf, smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

const cluster = (name: ClusterName) => CLUSTERS.find((one) => one.name === name)!
const verdictOf = (seconds: number, name: ClusterName) =>
  heartbeatVerdict(seconds * SECOND, cluster(name))

describe('the guest’s clock', () => {
  it('is behind by the stun wherever the VM runs again, and by nothing else', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), (input) => {
        const summary = summarize(runOnce(input))
        const stunned = summary.stun.end - summary.stun.start
        const resumed = summary.facts.find((fact) => fact.kind === 'resumed')
        const behind = summary.vmRunsOn === 'lost' ? undefined : resumed?.stunNanoseconds
        expect(clockBehind(summary)).toBe(behind || undefined)
        expect(clockBehind(summary) ?? stunned).toBe(stunned)
      }),
      runs(40),
    )
  })

  it('does not count what SDPS takes: 14 s lost, a stun of less than half a second', () => {
    const summary = summarize(runOnce({ scenario: presetScenario('memtest'), seed: 1 }))
    expect(summary.sdps.engaged).toBe(true)
    expect(summary.pain.behind.most).toBeGreaterThan(5)
    expect(clockBehind(summary)! / SECOND).toBeLessThan(0.5)
  })

  it.each([
    [227, 'unharmed'],
    [400, 'unharmed'],
    [401, 'stops'],
    [500, 'stops'],
    [501, 'stale'],
  ] as const)('%i ms behind: a database with a limit of 500 ms is %s', (behind, verdict) => {
    expect(databaseVerdict(behind * MILLISECOND)).toBe(verdict)
  })

  it('is stepped by ntpd above 128 ms and slewed at half a millisecond a second below', () => {
    expect(ntpSlew(129 * MILLISECOND)).toBeUndefined()
    expect(ntpSlew(100 * MILLISECOND)! / SECOND).toBeCloseTo(200)
    expect(plain(clockSentences(227 * MILLISECOND)[0]!)).toContain(
      'behind by 227 ms until corrected',
    )
  })
})

describe('a cluster', () => {
  it.each([
    // SameSubnetThreshold 5 at 1 s: gone after 5 s. The last heartbeat may be 1 s old.
    [0.227, 'wsfc-2012', 'no', 3.773],
    [3.9, 'wsfc-2012', 'no', 0.1],
    [4.5, 'wsfc-2012', 'by-chance', -0.5],
    [5, 'wsfc-2012', 'yes', -1],
    [5, 'wsfc', 'no', 4],
    [9.5, 'wsfc', 'by-chance', -0.5],
    [0.9, 'etcd', 'no', 0],
    [0.95, 'etcd', 'by-chance', -0.05],
    [1, 'etcd', 'yes', -0.1],
    [22, 'rac', 'no', 7],
    [100, 'rac', 'yes', -71],
  ] as const)(
    'that is silent for %d s: %s says %s, %d s to spare',
    (seconds, name, says, spare) => {
      const verdict = verdictOf(seconds, name)
      expect(verdict.failsOver).toBe(says)
      expect(verdict.spare / SECOND).toBeCloseTo(spare, 6)
    },
  )

  it('is never less likely to fail over when the stun is longer or its limit shorter', () => {
    const seconds = fc.double({ min: 0, max: 120, noNaN: true })
    fc.assert(
      fc.property(
        seconds,
        seconds,
        fc.double({ min: 0.05, max: 10, noNaN: true }),
        seconds,
        seconds,
        (a, b, interval, c, d) => {
          const [short, long] = [Math.min(a, b), Math.max(a, b)]
          const [less, more] = [Math.min(c, d) + interval, Math.max(c, d) + interval]
          const chance = (silent: number, limit: number) =>
            heartbeatVerdict(silent * SECOND, {
              interval: interval * SECOND,
              limit: limit * SECOND,
            }).chance
          expect(chance(long, more)).toBeGreaterThanOrEqual(chance(short, more))
          expect(chance(short, less)).toBeGreaterThanOrEqual(chance(short, more))
          if (short >= more) expect(chance(short, more)).toBe(1)
          if (short + interval <= more) expect(chance(short, more)).toBe(0)
        },
      ),
    )
  })

  it('is right to fail over where the VM is lost, and has no cause without a stun', () => {
    const [lost, running] = [{ vmRunsOn: 'lost' as const }, { vmRunsOn: 'source' as const }]
    const stun = { start: 0, end: 0 }
    expect(silentFor({ stun, ...lost })).toBe(Infinity)
    for (const one of CLUSTERS) {
      expect(heartbeatVerdict(silentFor({ stun, ...lost }), one).failsOver).toBe('yes')
      expect(heartbeatVerdict(silentFor({ stun, ...running }), one).failsOver).toBe('no')
    }
    expect(plain(failsOverSentence(heartbeatVerdict(Infinity, CLUSTERS[0]!)))).toBe(
      'yes: it is gone for good',
    )
  })

  it('of the default run stays whole; of a vGPU of 6.7 that needs 100 s none does', () => {
    const short = silentFor(summarize(runOnce(inputOf({}))))
    const long = silentFor(
      summarize(runOnce({ scenario: presetScenario('vgpu-16gb-67'), seed: 1 })),
    )
    for (const one of CLUSTERS) {
      expect(heartbeatVerdict(short, one).failsOver).toBe('no')
      expect(heartbeatVerdict(long, one).failsOver).toBe('yes')
    }
  })
})
