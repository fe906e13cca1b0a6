/** Whether the run on the stage is of another hypervisor than VMware's. */
import { GENERATIONS } from '../../../engine/generations/list.ts'
import type { AppState } from '../../session/app-state.ts'

export function isOther({ input }: AppState): boolean {
  return GENERATIONS[input.scenario.generation].family === 'other'
}
