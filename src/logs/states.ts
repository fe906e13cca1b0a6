/**
 * The states of the VMX while it migrates (facts 1.4). Their numbers differ between versions: those of 4.x are published
 * (KB 1010634), of 7 and 8 genuine lines show 0, 1, 5 and 6; all others are inferred. Names are printed from 8 on.
 */
import type { VmxState } from './fields.ts'
import type { LogHost } from './places.ts'

export type StateName =
  'NONE' | 'READY' | 'INIT' | 'WAITING' | 'PRECOPY' | 'CHECKPT' | 'WAIT_HANDSHAKE' | 'FINISHED'

const NAMES_SINCE = 8
const RENUMBERED_SINCE = 7

const SOURCE: Partial<Record<StateName, readonly [to4: number, from7: number]>> = {
  NONE: [0, 0],
  READY: [1, 1],
  PRECOPY: [2, 3],
  CHECKPT: [3, 4],
  WAIT_HANDSHAKE: [4, 5],
  FINISHED: [5, 6],
}

const DESTINATION: Partial<Record<StateName, readonly [to4: number, from7: number]>> = {
  NONE: [0, 0],
  INIT: [7, 8],
  WAITING: [8, 9],
  PRECOPY: [9, 10],
  CHECKPT: [10, 11],
  FINISHED: [11, 12],
}

/** What genuine lines or VMware's own list show. */
const KNOWN_TO_4 = new Set([0, 1, 2, 3, 4, 5, 7, 8, 9, 10])
const KNOWN_FROM_7 = new Set([0, 1, 5, 6])

function fullName(host: LogHost, state: StateName): string {
  if (state === 'NONE') return 'MIGRATE_VMX_NONE'
  return `MIGRATE_${host === 'source' ? 'TO' : 'FROM'}_VMX_${state}`
}

export function vmxState(version: number, host: LogHost, state: StateName): VmxState {
  const numbers = (host === 'source' ? SOURCE : DESTINATION)[state] ?? [0, 0]
  const number = numbers[version >= RENUMBERED_SINCE ? 1 : 0]
  return version >= NAMES_SINCE ? { number, name: fullName(host, state) } : { number }
}

/** How `MigrateSetStateFinished` and `MigrateSetInfo` print it. */
export function shortState({ number, name }: VmxState): string {
  return name ?? `${number}`
}

export function isKnownNumber(version: number, { number }: VmxState): boolean {
  if (version >= RENUMBERED_SINCE) return KNOWN_FROM_7.has(number)
  return version < 5 && KNOWN_TO_4.has(number)
}

/** Which side a name tells of; undefined for `NONE` and for states without a name. */
export function sideOfState({ name }: VmxState): LogHost | undefined {
  if (name?.startsWith('MIGRATE_TO_') === true) return 'source'
  return name?.startsWith('MIGRATE_FROM_') === true ? 'destination' : undefined
}
