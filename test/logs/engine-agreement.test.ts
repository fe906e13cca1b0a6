/** What the logs and the calls both show of a run is the same: IDs, addresses, states of the VMX. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostAddresses, uuidOf } from '../../src/engine/host/addresses.ts'
import { callsOf } from '../../src/engine/host/calls.ts'
import { factOf } from '../../src/engine/host/finished-run.ts'
import { migrationId } from '../../src/engine/host/migration-id.ts'
import { situationsOf, vmxTransitions } from '../../src/engine/host/situation.ts'
import { VERSION_DATES } from '../../src/engine/host/versions.ts'
import { vmxName, vmxNumber } from '../../src/engine/host/vmx-states.ts'
import type { FailureReason, Host } from '../../src/engine/facts.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { LOG_HOSTS } from '../../src/logs/places.ts'
import { logScript, migrationIdOf, writeLogs } from '../../src/logs/write.ts'
import { runs } from '../properties.ts'
import { linesOfSample } from './genuine.ts'
import { arbitraryChanges, arbitrarySeed, smallRun } from './runs.ts'

/** The states that the calls pass, but FINISHED → NONE: only a destination that waited for data logs it. */
function passedStates(run: RunRecord, host: Host): string[] {
  const { generation } = run.input.scenario
  const printed = (state: Parameters<typeof vmxNumber>[2]) => {
    const { number } = vmxNumber(generation, host, state)
    return ['8.0', '9.0'].includes(generation) ? `${vmxName(host, state).name} (${number})` : number
  }
  return vmxTransitions(situationsOf(callsOf(run)))
    .filter(({ side, to }) => side === host && to !== 'NONE')
    .map(({ from, to }) => `${printed(from)} to ${printed(to)}.`)
}

function loggedStates(run: RunRecord, host: Host): string[] {
  return writeLogs(run)
    .filter((line) => line.host === host && line.kind === 'state')
    .map(({ text }) => text.replace(/^.*MigrateSetState: Transitioning from state /, ''))
    .filter((transition) => !transition.endsWith(' to 0.'))
}

/** After these a host has no line left to write, or none is known: its last states are not logged. */
const WITHOUT_LINES: readonly (FailureReason | undefined)[] = [
  'cancelled',
  'source-host-lost',
  'vm-lost',
]

function law(check: (run: RunRecord) => void): void {
  const property = fc.property(arbitraryChanges, arbitrarySeed, (changes, seed) =>
    check(smallRun(changes, seed)),
  )
  fc.assert(property, runs(100))
}

describe('logs and calls', () => {
  it('pass the same states of the VMX, in the same order', () => {
    law((run) => {
      const died = run.facts.some(
        (fact) => fact.kind === 'fault-injected' && fact.fault === 'destination-dies',
      )
      for (const host of LOG_HOSTS) {
        const [logged, passed] = [loggedStates(run, host), passedStates(run, host)]
        expect(logged).toEqual(passed.slice(0, logged.length))
        const reason = factOf(run, 'migration-failed')?.reason
        if (WITHOUT_LINES.includes(reason) || (died && host === 'destination')) continue
        expect(logged).toEqual(passed)
      }
    })
  })

  it('find the source waiting for the handshake when the switchover takes too long (KB320352, KB435078)', () => {
    const run = smallRun({
      generation: '8.0',
      'vmotion.maxSwitchoverSeconds': 1,
      'vm.deviceState': 500,
    })
    expect(factOf(run, 'migration-failed')?.reason).toBe('maximum-switchover-time')
    expect(loggedStates(run, 'source').at(-1)).toBe(
      'MIGRATE_TO_VMX_WAIT_HANDSHAKE (5) to MIGRATE_TO_VMX_FINISHED (6).',
    )
  })

  it('name the operation as the client does, from 6.7 on', () => {
    const form =
      /opID=([0-9a-z]{8}-\d+-auto-[0-9a-z]{3,5}-h5:\d{8}-\d\d-\d\d-[0-9a-f]{2}-[0-9a-f]{4})(?= |\])/
    for (const name of ['haewon83-vsphere8-vmware.log', 'hostd67-hostlog-migid.log'])
      expect(linesOfSample(name)[0]).toMatch(form)
    for (const generation of ['6.7', '7.0U2', '8.0', '9.0'] as const) {
      const lines = writeLogs(smallRun({ generation })).filter(
        ({ file, text }) => file !== 'vmkernel.log' && text.includes('opID='),
      )
      expect(new Set(lines.map(({ file }) => file)).size).toBe(generation === '6.7' ? 2 : 3)
      const tasks = lines.map(({ text }) => form.exec(text)?.[1]?.split('-').slice(0, 5).join('-'))
      expect(tasks[0]).toBeDefined()
      expect(new Set(tasks).size).toBe(1)
    }
  })

  it('have one migration ID, one UUID and one date', () => {
    law((run) => {
      const { scenario, seed } = run.input
      const { context } = logScript(run)!
      expect(context.start).toBe(VERSION_DATES[scenario.generation].requestedAt)
      expect(context.identity.migrationId).toBe(migrationId(run.input).decimal)
      expect(migrationIdOf(run)).toBe(migrationId(run.input).decimal)
      expect(context.identity.uuid).toBe(uuidOf(seed, 'uuid'))
    })
  })

  it.each([
    ['yes', {}],
    ['no', {}],
    ['yes', { generation: '6.0', 'network.vmknics': 2, 'Migrate.VMotionStreamHelpers': 8 }],
    ['yes', { generation: '7.0U2', 'network.vmknics': 3, 'network.nics': 2 }],
  ] as const)('know the same addresses: routed %s, %j', (routed, changes) => {
    const run = smallRun({ ...changes, 'network.routed': routed })
    const { source, destination } = hostAddresses(run.input.scenario)
    const logged = writeLogs(run).flatMap(({ text }) => text.match(/\d+\.\d+\.\d+\.\d+/g) ?? [])
    expect(logged).toContain(source.vmotion[0])
    expect(logged).toContain(destination.vmotion[0])
    expect([...source.vmotion, ...destination.vmotion]).toEqual(
      expect.arrayContaining([...new Set(logged)]),
    )
  })
})
