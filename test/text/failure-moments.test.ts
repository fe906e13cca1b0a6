// Every failure in every phase: whatever the moment, the words name what is behind it, and the same by hand.
import { describe, expect, it } from 'vitest'
import { reason } from '../../src/cli/reason.ts'
import type { FaultName, PhaseKind } from '../../src/engine/facts.ts'
import { runToEnd } from '../../src/engine/run.ts'
import type { OneOffIntervention } from '../../src/engine/scenario/intervention.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { MILLISECOND, SECOND } from '../../src/engine/units.ts'
import { explainFailure } from '../../src/report/explain/explain-failure.ts'
import { summarize } from '../../src/report/summarize.ts'
import type { Summary } from '../../src/report/summary.ts'
import { clauseText } from '../../src/text/explain/clauses.ts'
import { verdict } from '../../src/text/outcome.ts'
import { plain } from '../../src/text/sentence.ts'
import { failureSentence } from '../../src/text/stage.ts'
import { PHASE_NAMES } from '../../src/text/terms.ts'

const SMALL: Scenario = {
  ...DEFAULT_SCENARIO,
  'vm.memory': 0.5,
  'vm.vcpus': 2,
  'workload.writers': 2,
  'workload.workingSet': 0.125,
  'workload.writeRate': 300,
  'network.speed': '1',
}

const VMS = {
  '9.0': { generation: '9.0', 'vm.vgpuMemory': 2 },
  '6.7': { generation: '6.7' },
  '4.1': { generation: '4.1' },
  'QEMU7.2': { generation: 'QEMU7.2', 'workload.writeRate': 30 },
} as const satisfies Record<string, Partial<Scenario>>
type VmName = keyof typeof VMS

const finish = (values: Partial<Scenario>, kind?: OneOffIntervention['kind'], at = 0): Summary =>
  summarize(
    runToEnd({
      scenario: { ...SMALL, ...values },
      seed: 4,
      interventions: kind === undefined ? [] : [{ kind, at }],
    }),
  )

/** The first phase of each kind of the VM's run, and its middle in whole milliseconds. */
const momentsOf = (vm: VmName) => {
  const phases = finish(VMS[vm]).phases
  return phases
    .filter(({ kind }, index) => phases.findIndex((each) => each.kind === kind) === index)
    .map(({ kind, start, end }) => ({
      phase: kind,
      at: Math.round((start + end) / 2 / MILLISECOND) * MILLISECOND,
    }))
}

const BY_HAND: Partial<Record<FaultName, OneOffIntervention['kind']>> = {
  'link-cut': 'cut-cable',
  'destination-dies': 'power-off-destination',
  'vcenter-down': 'stop-vcenter',
}

/** What must be named, and the phases in which it changes nothing; those that strike at a moment of their own do so in every phase. */
const TABLE: Readonly<Record<FaultName, readonly [named: RegExp, harmless: readonly PhaseKind[]]>> =
  {
    'link-cut': [/cable was cut/, ['cleanup']],
    'destination-dies': [/destination host (died|does not answer vCenter)/, []],
    'vcenter-down': [
      /vCenter went down/i,
      ['frame-buffer', 'trace', 'pass', 'switchover', 'page-in', 'cleanup'],
    ],
    'destination-memory': [
      /destination host ran out of memory/,
      ['switchover', 'page-in', 'cleanup'],
    ],
    'destination-cpu': [/destination lacked CPU/, ['switchover', 'page-in', 'cleanup']],
    'mtu-mismatch': [/path drops jumbo frames/, []],
    'no-vmotion-network': [/vMotion networks of the hosts do not reach each other$/, []],
    'evc-mismatch': [/CPU of the destination lacks features/, []],
    'attached-device': [/device of the source host is attached/, []],
    'no-resume': [/destination failed to resume/, []],
  }

const CASES = (Object.keys(VMS) as VmName[]).flatMap((vm) =>
  momentsOf(vm).map((moment) => [vm, moment.phase, moment.at] as const),
)

it('goes through every phase', () => {
  const phases = new Set(CASES.map(([, phase]) => phase))
  expect([...phases].toSorted()).toEqual(Object.keys(PHASE_NAMES).toSorted())
})

describe.each(CASES)('a failure of %s in %s', (vm, phase, at) => {
  it.each(Object.keys(TABLE) as FaultName[])('%s is named', (fault) => {
    const [named, harmless] = TABLE[fault]
    const own = finish({ ...VMS[vm], failure: fault, 'failure.at': at / SECOND })
    const kind = BY_HAND[fault]
    const byHand = kind === undefined ? own : finish(VMS[vm], kind, at)
    const isHarmless =
      harmless.includes(phase) ||
      // vCenter is none of its; a file on shared storage carries what the cable does not.
      (vm === 'QEMU7.2' && fault === 'vcenter-down') ||
      (vm === '4.1' && fault === 'link-cut' && phase === 'page-in')
    for (const summary of [own, byHand]) {
      if (isHarmless) {
        expect(summary.outcome).toBe('completed')
        continue
      }
      expect(summary.outcome).toBe('failed')
      // A VM that is lost is told as that; what is behind it stands in the chain.
      const why = explainFailure(summary)!.clauses.map((each) => plain(clauseText(each)))
      expect(why.join()).toMatch(summary.vmRunsOn === 'lost' ? /cable is cut|host dies/ : /./)
      if (summary.vmRunsOn === 'lost') continue
      const said = reason(summary)
      expect(said).toMatch(named)
      expect(plain(verdict(summary).why).toLowerCase()).toContain(`${said}.`.toLowerCase())
      expect(plain(verdict(summary).why)).not.toMatch(/VCenter|VMotion/)
      const [, cause] = said.split(': ')
      if (cause !== undefined)
        expect(plain(failureSentence(summary.failure!, summary)).toLowerCase()).toContain(
          `${cause}. `.toLowerCase(),
        )
    }
    expect(reason(byHand)).toBe(reason(own))
  })
})

describe('of several, what began the silence', () => {
  const pass = momentsOf('9.0').find(({ phase }) => phase === 'pass')!.at
  const both = (first: OneOffIntervention['kind'], then: OneOffIntervention['kind']) =>
    reason(
      summarize(
        runToEnd({
          scenario: { ...SMALL, ...VMS['9.0'] },
          seed: 4,
          interventions: [
            { kind: first, at: pass },
            { kind: then, at: pass + 5 * SECOND },
          ],
        }),
      ),
    )

  it('is named', () => {
    expect(both('cut-cable', 'power-off-destination')).toMatch(/: the cable was cut$/)
    expect(both('power-off-destination', 'cut-cable')).toMatch(/: the destination host died$/)
  })
})
