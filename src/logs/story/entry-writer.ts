/** Collects the entries of a run: keeps the state of each VMX, and leaves out what a version or a dead host does not write. */
import type { Host } from '../../engine/facts.ts'
import { vmxName, vmxNumber, type VmxState } from '../../engine/host/vmx-states.ts'
import type { Scenario } from '../../engine/scenario/scenario.ts'
import type { Nanoseconds } from '../../engine/units.ts'
import type { LoggedState } from '../fields.ts'
import { lineKind, type LogEvent } from '../kinds/all.ts'
import { within } from '../kinds/version-ranges.ts'
import type { LogEntry } from '../line.ts'
import type { Identity } from '../records/identity.ts'

/** Published lines of 7 and early 8 have numbers only; KB435078 shows names. */
const NAMES_SINCE = 8

export interface EntryWriter {
  readonly version: number
  readonly scenario: Scenario
  readonly identity: Identity
  readonly entries: readonly LogEntry[]
  /** Adds an entry if logs of this version have such a line. */
  add(host: Host, at: Nanoseconds, event: LogEvent, confidence?: 'inferred'): void
  /** Moves the VMX of the host to another state; does nothing where it is already in that state. */
  enterState(host: Host, at: Nanoseconds, state: VmxState): void
  /** Adds the lines with which the VMX ends, and moves it to FINISHED. */
  finish(host: Host, at: Nanoseconds): void
  /** From `since` on the host writes nothing. */
  silence(host: Host, since: Nanoseconds): void
}

/** A state as this version prints it, and whether a source shows it so. */
function loggedState(
  { version, scenario: { generation } }: Pick<EntryWriter, 'version' | 'scenario'>,
  host: Host,
  state: VmxState,
): { readonly logged: LoggedState; readonly known: boolean } {
  const { number, confidence } = vmxNumber(generation, host, state)
  const numberKnown = confidence !== 'inferred'
  if (version < NAMES_SINCE) return { logged: { number }, known: numberKnown }
  const { name, confidence: ofName } = vmxName(host, state)
  return { logged: { number, name }, known: numberKnown && ofName !== 'inferred' }
}

export function createEntryWriter(
  version: number,
  scenario: Scenario,
  identity: Identity,
): EntryWriter {
  const entries: LogEntry[] = []
  const states: Record<Host, VmxState> = { source: 'NONE', destination: 'NONE' }
  const silentSince: Record<Host, Nanoseconds> = { source: Infinity, destination: Infinity }
  const asLogged = (host: Host, state: VmxState) => loggedState({ version, scenario }, host, state)

  const add: EntryWriter['add'] = (host, at, event, confidence) => {
    const { written } = lineKind(event.kind)
    if (written === 'never' || (written !== undefined && !within(version, written))) return
    if (at < silentSince[host])
      entries.push({ at, host, event, inferred: confidence === 'inferred' })
  }
  const enterState: EntryWriter['enterState'] = (host, at, state) => {
    if (states[host] === state) return
    const [from, to] = [asLogged(host, states[host]), asLogged(host, state)]
    const event = { kind: 'state', from: from.logged, to: to.logged } as const
    add(host, at, event, from.known && to.known ? undefined : 'inferred')
    states[host] = state
  }
  return {
    version,
    scenario,
    identity,
    entries,
    add,
    enterState,
    finish(host, at) {
      const { logged, known } = asLogged(host, 'FINISHED')
      const microseconds = 2000 + (identity.draw(`${host} host log`) % 4000)
      // Genuine lines of both kinds come from sources only.
      const confidence = host === 'source' ? undefined : 'inferred'
      add(host, at, { kind: 'host-log', microseconds }, confidence)
      add(
        host,
        at,
        {
          kind: 'finished',
          type: host === 'source' ? 1 : 2,
          state: logged.name ?? `${logged.number}`,
        },
        known ? confidence : 'inferred',
      )
      enterState(host, at, 'FINISHED')
    },
    silence(host, since) {
      silentSince[host] = Math.min(silentSince[host], since)
    },
  }
}
