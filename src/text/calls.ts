/** Who talks to whom, in words: a label, a lesson and a source for every call, and the names of those who talk. */
import type { Call } from '../engine/host/call.ts'
import type { CallName } from '../engine/host/call-table.ts'
import { hostOf, partOf, type ComponentId, type HostPart } from '../engine/host/components.ts'
import type { FinishedRun } from '../engine/host/finished-run.ts'
import { VMX_NAME_PREFIXES } from '../engine/host/vmx-states.ts'
import type { CallTexts } from './calls/call-text.ts'
import { COPY_CALLS } from './calls/copy.ts'
import { FAILURE_CALLS } from './calls/failure.ts'
import { PREPARE_CALLS } from './calls/prepare.ts'
import { SWITCHOVER_CALLS } from './calls/switchover.ts'
import { SECOND } from '../engine/units.ts'
import { formatNumber } from './format.ts'
import type { Sentence } from './sentence.ts'

export const CALL_TEXTS: CallTexts<CallName> = {
  ...PREPARE_CALLS,
  ...COPY_CALLS,
  ...SWITCHOVER_CALLS,
  ...FAILURE_CALLS,
}

export function callLabel(call: Call): string {
  const { label } = CALL_TEXTS[call.name]
  return typeof label === 'string' ? label : label(call)
}

export function callText(call: Call, run: FinishedRun): Sentence {
  const { text } = CALL_TEXTS[call.name]
  const sentence: Sentence = typeof text === 'string' ? [text] : text(call, run)
  return call.missing ? [SEQUENCE_TEXT.missing, ' ', ...sentence] : sentence
}

/** To the millisecond, always: the parts of a stun would look alike otherwise. */
export function formatMoment(nanoseconds: number): string {
  return `${formatNumber(nanoseconds / SECOND, 3, { steady: true })} s`
}

const PARTS: Readonly<Record<HostPart, string>> = {
  vpxa: 'VPXA',
  hostd: 'hostd',
  vmx: 'VMX',
  vmm: 'VMM',
  vmkernel: 'VMkernel',
}

/** As it stands at a lifeline. */
export function componentName(component: ComponentId): string {
  const part = partOf(component)
  if (part !== undefined) return PARTS[part]
  if (component === 'vpxd') return 'vCenter (VPXD)'
  return component === 'client' ? 'client' : component === 'switch' ? 'switches' : 'datastore'
}

/** With its host: "source VMX". */
export function componentWithHost(component: ComponentId): string {
  const host = hostOf(component)
  return host === undefined ? componentName(component) : `${host} ${componentName(component)}`
}

export const SEQUENCE_TEXT = {
  title: 'Who talks to whom',
  notVmotion: (name: string) =>
    `These calls are vMotion’s, between vCenter and two ESX hosts. ${name} has neither, and its own calls are not modelled.`,
  list: 'Calls in order of time. Arrow keys move, Enter goes there.',
  source: 'Source host',
  destination: 'Destination host',
  vcenter: 'vCenter',
  owner: {
    source: 'The source owns the VM',
    destination: 'The destination owns the VM',
    lost: 'The VM is lost',
  },
  down: 'host is down',
  vcenterDown: 'vCenter is down',
  follow: 'Follow the playhead',
  placed: 'time inferred',
  unsure: 'inferred',
  missing: 'This call does not come: whom it needs is down.',
  missingMark: 'missing',
  self: 'itself',
  to: 'to',
  folded: (first: string, last: string, calls: string) =>
    `Passes ${first} to ${last}: ${calls} calls like these`,
  foldedText:
    'Every pass makes the same calls: trace again, copy, ask, answer. Passes at the beginning and the end are shown in full.',
  checks: 'Compatibility checks',
  checksNote:
    'The checks look at configuration. Whether packets arrive is found out when the hosts connect.',
  passed: 'passed',
  refused: 'refused',
  warns: 'warns:',
  noFault: 'no published fault name',
  spec: 'Migration spec',
  specColumns: ['Field', 'Value', 'Meaning'],
  empty: 'empty',
  states: 'States of the VMX',
  statePrefix: {
    source: `${VMX_NAME_PREFIXES.source}…`,
    destination: `${VMX_NAME_PREFIXES.destination}…`,
  },
  statesColumns: ['State', 'No.', 'Meaning'],
} as const
