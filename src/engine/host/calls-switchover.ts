/** The calls from the suspend to the last page: stun, hand-over of the VM, page-in (facts 1.5, 3.6, 8.6). */
import type { StunPart, StunPartName } from '../facts.ts'
import { PAGE_BYTES, type Nanoseconds } from '../units.ts'
import { placedAt, vm, vmx, type Draft, type Effect } from './call.ts'
import type { CallName } from './call-table.ts'
import { factOf, factsOf, type FinishedRun } from './finished-run.ts'

const CALL_OF_PART: Readonly<Record<StunPartName, CallName>> = {
  quiesce: 'stop-vcpus',
  checkpoint: 'checkpoint',
  lastPages: 'last-pages',
  frameBuffer: 'frame-buffer',
  bitmap: 'bitmap',
  resume: 'restore',
}
const EFFECTS: { readonly [Name in StunPartName]?: readonly Effect[] } = {
  quiesce: [vm('source', 'stunned')],
  checkpoint: [vmx('destination', 'CHECKPT')],
}

export function switchoverCalls(run: FinishedRun): Draft[] {
  const began = factOf(run, 'stun-began')
  if (began === undefined) return []
  return [
    { name: 'suspend', at: began.at, fact: began, effects: [vmx('source', 'CHECKPT')] },
    ...run.stunParts.map((part) => partCall(run, part)),
    ...handshakeCalls(run),
    ...resumeCalls(run),
    ...pageInCalls(run),
  ]
}

/** Whether it is inferred that the last pages went in the stun and not after the resume (`Generation.lastPages`). */
export function areLastPagesInferred({ stunParts }: Pick<FinishedRun, 'stunParts'>): boolean {
  return stunParts.some(({ part, confidence }) => part === 'lastPages' && confidence === 'inferred')
}

/** A destination that refuses the checkpoint has not begun to restore it: it goes from memory arriving to failed (KB 308477: 9 to 11). */
export function isCheckpointRefused(run: Pick<FinishedRun, 'facts'>): boolean {
  return factOf(run, 'migration-failed')?.reason === 'checkpoint-too-big'
}

function partCall(run: FinishedRun, { part, start, end }: StunPart): Draft {
  const refused = part === 'checkpoint' && isCheckpointRefused(run)
  const fact = factsOf(run, 'stun-part').find((candidate) => candidate.part === part)
  return {
    name: CALL_OF_PART[part],
    at: start,
    until: end,
    effects: (!refused && EFFECTS[part]) || [],
    ...(fact && { fact }),
    ...(fact && fact.bytes > 0 && { bytes: fact.bytes }),
  }
}

/** The end of a part of the stun; undefined where it was cut off, and where there is none. */
export function stunPartEnd(
  run: Pick<FinishedRun, 'facts'>,
  name: StunPartName,
): Nanoseconds | undefined {
  return factsOf(run, 'stun-part').find(({ part }) => part === name)?.at
}

/**
 * When the source begins to wait for the handshake: once all that goes in the stun is sent (inferred). Genuine logs of an exceeded
 * switchover time show it waiting (KB435078, KB320352), so there it waits although the model's checkpoint, which includes the
 * destination's part, is not done; the middle of it is ours (inferred). Not before the last pages are sent, and never where the frame
 * buffer of a vGPU is still to come: it follows the checkpoint. Undefined when it never waits.
 */
export function handshakeWaitBegin(
  run: Pick<FinishedRun, 'facts' | 'input' | 'stunParts'>,
): Nanoseconds | undefined {
  const partOf = (name: StunPartName) => run.stunParts.find(({ part }) => part === name)
  const resume = partOf('resume')
  if (resume) return resume.start
  const checkpoint = partOf('checkpoint')
  // Where the checkpoint is done and nothing resumes, something is still being sent.
  if (checkpoint === undefined || stunPartEnd(run, 'checkpoint') !== undefined) return undefined
  if (factOf(run, 'migration-failed')?.reason !== 'maximum-switchover-time') return undefined
  if (run.input.scenario['vm.vgpuMemory'] > 0) return undefined
  const pagesSent = partOf('lastPages') ? stunPartEnd(run, 'lastPages') : checkpoint.start
  if (pagesSent === undefined) return undefined
  return Math.max(
    checkpoint.start + Math.round((checkpoint.end - checkpoint.start) * 0.5),
    pagesSent,
  )
}

function handshakeCalls(run: FinishedRun): Draft[] {
  const at = handshakeWaitBegin(run)
  if (at === undefined) return []
  const effects = [vmx('source', 'WAIT_HANDSHAKE')]
  return [{ name: 'wait-handshake', at, placed: true, effects }]
}

function resumeCalls(run: FinishedRun): Draft[] {
  const resumed = factOf(run, 'resumed')
  const resume = run.stunParts.find(({ part }) => part === 'resume')
  if (resumed?.host !== 'destination' || resume === undefined) return []
  const { at } = resumed
  const announced = [...factsOf(run, 'announcement-lost'), ...factsOf(run, 'network-announced')]
  return [
    placedAt(resume.start, resume.end, 0.5, {
      name: 'unmask',
      effects: [vm('destination', 'stunned')],
    }),
    // The source must have let go before the VM runs elsewhere: the two share a moment, in this order.
    {
      name: 'handshake',
      at,
      placed: true,
      effects: [vmx('source', 'FINISHED'), vm('source', 'stopped')],
    },
    {
      name: 'resume',
      at,
      fact: resumed,
      effects: [vmx('destination', 'FINISHED'), vm('destination', 'running')],
    },
    ...announced.map((fact) => ({ name: 'announce', at: fact.at, fact }) as const),
  ]
}

function pageInCalls(run: FinishedRun): Draft[] {
  const began = factOf(run, 'page-in-began')
  const ended = factOf(run, 'page-in-ended')
  const phase = run.phases.find(({ kind }) => kind === 'page-in')
  if (began === undefined || phase === undefined) return []
  const used = factOf(run, 'changed-file-used')
  const bytes = Math.round(began.pages * PAGE_BYTES)
  return [
    { name: 'page-in', at: began.at, until: phase.end, fact: began, bytes },
    ...(ended && ended.remotePageFaults > 0
      ? [
          {
            ...placedAt(began.at, ended.at, 0.5, { name: 'remote-fault', fact: ended }),
            until: ended.at,
          },
        ]
      : []),
    ...(used
      ? [
          {
            name: 'changed-file',
            at: used.at,
            fact: used,
            bytes: Math.round(used.pages * PAGE_BYTES),
          } as const,
        ]
      : []),
    ...(ended ? [{ name: 'page-in-done', at: ended.at, fact: ended } as const] : []),
  ]
}
