/** Where the story is written down: what happens on which host, before it is a line. */
import type { Scenario } from '../../engine/scenario/scenario.ts'
import type { Nanoseconds } from '../../engine/units.ts'
import type { Identity } from '../identity.ts'
import { lineKind, type LogEvent } from '../kinds/all.ts'
import type { LogHost } from '../places.ts'
import { isKnownNumber, shortState, vmxState, type StateName } from '../states.ts'
import { within } from '../versions.ts'

export interface LogEntry {
  readonly at: Nanoseconds
  readonly host: LogHost
  readonly event: LogEvent
  /** Its values or its place are inferred, although lines of its kind are known. */
  readonly inferred: boolean
}

export interface Scribe {
  readonly version: number
  readonly scenario: Scenario
  readonly identity: Identity
  readonly entries: readonly LogEntry[]
  /** Writes it down if this version has such a line. */
  add(host: LogHost, at: Nanoseconds, event: LogEvent, sure?: 'inferred'): void
  /** The VMX of the host moves to another state; nothing where it is there already. */
  enter(host: LogHost, at: Nanoseconds, state: StateName): void
  /** The VMX says that it is through, and how. */
  finish(host: LogHost, at: Nanoseconds): void
  /** From now on this host writes nothing. */
  silence(host: LogHost, since: Nanoseconds): void
}

export function createScribe(version: number, scenario: Scenario, identity: Identity): Scribe {
  const entries: LogEntry[] = []
  const states: Record<LogHost, StateName> = { source: 'NONE', destination: 'NONE' }
  const silentSince: Record<LogHost, Nanoseconds> = { source: Infinity, destination: Infinity }

  const add: Scribe['add'] = (host, at, event, sure) => {
    const { written } = lineKind(event.kind)
    if (written === 'never' || (written !== undefined && !within(version, written))) return
    if (at < silentSince[host]) entries.push({ at, host, event, inferred: sure === 'inferred' })
  }
  const enter: Scribe['enter'] = (host, at, state) => {
    if (states[host] === state) return
    const from = vmxState(version, host, states[host])
    const to = vmxState(version, host, state)
    const known = isKnownNumber(version, from) && isKnownNumber(version, to)
    add(host, at, { kind: 'state', from, to }, known ? undefined : 'inferred')
    states[host] = state
  }
  return {
    version,
    scenario,
    identity,
    entries,
    add,
    enter,
    finish(host, at) {
      const state = vmxState(version, host, 'FINISHED')
      const microseconds = 2000 + (identity.draw(`${host} host log`) % 4000)
      const sure = isKnownNumber(version, state) && host === 'source' ? undefined : 'inferred'
      add(host, at, { kind: 'host-log', microseconds })
      add(
        host,
        at,
        { kind: 'finished', type: host === 'source' ? 1 : 2, state: shortState(state) },
        sure,
      )
      enter(host, at, 'FINISHED')
    },
    silence(host, since) {
      silentSince[host] = Math.min(silentSince[host], since)
    },
  }
}
