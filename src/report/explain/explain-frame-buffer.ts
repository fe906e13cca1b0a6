/** Why the frame buffer of a vGPU held the VM up for so long. */
import type { StunPart } from '../../engine/facts.ts'
import { GENERATIONS } from '../../engine/generations/list.ts'
import { channelRate, worstCaseSeconds } from '../../engine/migration/frame-buffer.ts'
import { SECOND } from '../../engine/units.ts'
import type { Summary } from '../summary.ts'
import { amount, clause, type Clause } from './chain.ts'
import { wireLimit } from './causes.ts'

/** The part of the stun, what bounds its rate, and what VMware says of such a VM. */
export function frameBufferClauses(summary: Summary, part: StunPart): readonly Clause[] {
  const { scenario } = summary.input
  const { start, end } = part
  const generation = GENERATIONS[scenario.generation]
  const time = amount('time', end - start, true)
  const all = scenario['vm.vgpuMemory'] * 1e9
  const percent = scenario['vm.vgpuChanging']
  const changed = amount('decimal', (all * percent) / 100, true)
  const head =
    generation.vgpu.policy === 'iterative'
      ? clause('frame-buffer-changed', start, 'guest', {
          time,
          bytes: changed,
          percent: amount('percent', percent),
        })
      : clause('frame-buffer', start, 'guest', { time, bytes: amount('decimal', all) })
  const channel = channelRate(generation)
  const limit =
    channel < summary.bandwidth.bytesPerSecond
      ? clause('frame-buffer-rate', start, 'wire', { rate: amount('rate', channel, true) })
      : wireLimit(summary, start)
  return [head, limit, ...whatVmwareSays(summary, start)]
}

function whatVmwareSays({ input, failure }: Summary, at: number): readonly Clause[] {
  const worst = worstCaseSeconds(input.scenario)
  if (worst !== undefined)
    return [clause('frame-buffer-worst', at, 'guest', { time: amount('time', worst * SECOND) })]
  return input.scenario.generation === '6.7' && failure === 'maximum-switchover-time'
    ? [clause('frame-buffer-later', at, 'guest', {})]
    : []
}
