/**
 * The frame buffer of a vGPU. Up to 8.0 all of it crosses in the stun; 9.0 copies it beforehand, while it works, and in the stun
 * what changes (FD-VCF9: the weights of a model go first, the KV cache and the activations in the stun).
 */
import type { FrameBufferCopy } from '../memory/frame-buffer-copy.ts'
import { atMost, lostAfter, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { nanosecondsFromSeconds, type BytesPerSecond, type Nanoseconds } from '../units.ts'
import type { Slices } from '../work.ts'
import type { MigrationContext } from './context.ts'
import { failOnSource, leaveCopying, type Ending } from './failure.ts'
import type { Generation } from './generation.ts'
import { interrupt, interruptionIn } from './interruption.ts'
import { addPhase } from './journal.ts'
import { MAX_COPY_TIME } from './phase-times.ts'
import { connectionLost, recordStalls, stallsBetween } from './stalls.ts'
import { netTimeout } from './timeouts.ts'

/** Bytes of frame buffer in use by the VM. */
function inUse(scenario: Scenario): number {
  return scenario['vm.vgpuMemory'] * 1e9
}

/**
 * Bytes of it that change again and again. A GPU writes all of what it writes many times a second (FD-8U1): however long a copy
 * takes, so much has changed when it is through, a second copy would gain nothing, and the rest is for the stun (inferred).
 */
function changing(scenario: Scenario): number {
  return (inUse(scenario) * scenario['vm.vgpuChanging']) / 100
}

/** Bytes of it that cross before the copy of memory, while it works; 0 before 9.0. */
function bytesBeforehand(scenario: Scenario, { vgpu }: Pick<Generation, 'vgpu'>): number {
  return vgpu.policy === 'iterative' ? inUse(scenario) : 0
}

/** What the channel of the frame buffer carries at most. */
export function channelRate({ vgpu }: Pick<Generation, 'vgpu'>): BytesPerSecond {
  return (vgpu.channelGigabits ?? 0) * 125e6
}

/** When the frame buffer has been copied that may be before the stun, if nothing interrupts; `start` where nothing is to be copied. */
export function frameBufferCopied(
  scenario: Scenario,
  generation: Pick<Generation, 'vgpu'>,
  rates: RateSchedule,
  start: Nanoseconds,
): Nanoseconds {
  const bytes = bytesBeforehand(scenario, generation)
  return bytes === 0 ? start : timeAfterBytes(atMost(rates, channelRate(generation)), start, bytes)
}

/**
 * Copies the frame buffer while the VM works, and returns when it is through, or how the migration ended before. That it goes
 * ahead of memory is inferred: the two share the wire, so in all they take as long in any order.
 */
export function* copyFrameBuffer(
  context: MigrationContext,
  start: Nanoseconds,
): Slices<{ readonly copied: Nanoseconds } | { readonly ending: Ending }> {
  const { scenario, generation, schedule, journal, model } = context
  const bytes = bytesBeforehand(scenario, generation)
  if (bytes === 0) return { copied: start }
  const through = frameBufferCopied(scenario, generation, schedule.rates, start)
  const lost = lostAfter(schedule.rates, start, through, netTimeout(scenario))
  const latest = start + MAX_COPY_TIME
  const planned = Math.min(through, lost, latest)
  const broken = interruptionIn(context, start, planned)
  const end = broken?.at ?? planned
  const complete = end === through && lost > through
  yield* model.runUntraced(end, 1, 1)
  addPhase(journal, 'frame-buffer', start, end)
  const rates = atMost(schedule.rates, channelRate(generation))
  journal.frameBuffer.push({ during: 'pre-copy', start, end, bytes, complete, rates })
  journal.facts.push({ kind: 'frame-buffer-began', at: start, bytes })
  recordStalls(context, stallsBetween(schedule.rates, start, end))
  if (broken !== undefined) return { ending: yield* interrupt(context, broken) }
  if (lost <= end)
    return { ending: yield* failOnSource(context, lost, connectionLost(context, lost)) }
  if (!complete) return { ending: leaveCopying(context, end, 'thirty-days', -1) }
  journal.facts.push({
    kind: 'frame-buffer-copied',
    at: end,
    nanoseconds: end - start,
    bytes,
    changedBytes: changing(scenario),
  })
  return { copied: end }
}

/** The frame buffer on its way in the stun. */
export type FrameBufferTransfer = Pick<FrameBufferCopy, 'start' | 'end' | 'bytes' | 'rates'>

/** What crosses of it in a stun in which its turn comes at `turn`; undefined where the VM has none. What is fixed comes before. */
export function frameBufferTransfer(
  scenario: Scenario,
  generation: Pick<Generation, 'vgpu'>,
  wire: RateSchedule,
  turn: Nanoseconds,
): FrameBufferTransfer | undefined {
  const { policy, fixedSeconds } = generation.vgpu
  if (policy === 'none' || scenario['vm.vgpuMemory'] === 0) return undefined
  const bytes = policy === 'iterative' ? changing(scenario) : inUse(scenario)
  const rates = atMost(wire, channelRate(generation))
  const start = turn + nanosecondsFromSeconds(fixedSeconds ?? 0)
  return { start, end: timeAfterBytes(rates, start, bytes), bytes, rates }
}

/**
 * VMware's estimate of the worst case for 7.0 at 10 Gb/s, in seconds: it grows with the VM's memory as well (DOC70GPU). The line
 * meets all 24 cells of the table, for 1–32 GB of frame buffer and 4–32 GB of memory, within their rounding (0.47 s); outside of
 * it and for another network nothing is published: undefined.
 */
export function worstCaseSeconds(scenario: Scenario): number | undefined {
  const { 'vm.vgpuMemory': frameBuffer, 'vm.memory': memory } = scenario
  const isListed = ['7.0U1', '7.0U2'].includes(scenario.generation)
  const isTenGigabit = scenario['network.speed'] === '10' && scenario['network.nics'] === 1
  if (!isListed || !isTenGigabit) return undefined
  if (frameBuffer < 1 || frameBuffer > 32 || memory < 4 || memory > 32) return undefined
  return 0.7 + 2.795 * frameBuffer + 0.28 * memory
}
