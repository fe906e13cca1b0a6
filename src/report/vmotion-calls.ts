/** Who talks to whom, where that is known: the calls are vMotion's alone. */
import { GENERATIONS } from '../engine/generations/list.ts'
import type { Call } from '../engine/host/call.ts'
import { callsOf } from '../engine/host/calls.ts'
import type { FinishedRun } from '../engine/host/finished-run.ts'

const NONE: readonly Call[] = []

/** The calls of a run; none of another hypervisor, which has neither vCenter nor hostd. */
export function vmotionCalls(run: FinishedRun): readonly Call[] {
  return GENERATIONS[run.input.scenario.generation].family === 'vSphere' ? callsOf(run) : NONE
}
