/** What the guest's console runs, what a person pressed while playing, how the lanes are zoomed: part of a link. */
import type { LaneWindow } from './lane-window.ts'

export const PROGRAMS = ['pinball', 'film', 'terminal'] as const
export type Program = (typeof PROGRAMS)[number]
/** The vCPU that runs the program: the first that writes, or the first that does not. */
export const CONSOLE_VCPUS = ['writer', 'other'] as const
type ConsoleVcpu = (typeof CONSOLE_VCPUS)[number]
export const FLIP_SIDES = ['upper', 'lower'] as const
export type FlipSide = (typeof FLIP_SIDES)[number]

/** The guest's programs move in steps of its own time. */
export const GUEST_STEPS_PER_SECOND = 120

/** A person raises a flipper: the guest feels it at this step of its own time, its unmigrated twin `lead` steps later on. */
export interface Flip {
  readonly step: number
  readonly lead: number
  readonly side: FlipSide
}

export interface ConsoleChoice {
  readonly program: Program
  readonly vcpu: ConsoleVcpu
  readonly flips: readonly Flip[]
  /** How much time the vCPU lanes show. */
  readonly lanes: LaneWindow
}

/** A link must stay one: so many flips are kept, the latest. */
export const MAX_FLIPS = 1000
/** 2,500 hours of guest time. */
const MAX_STEP = 2 ** 30

/** "u1n4-2.l2": side, steps since the flip before, and the twin's lead where it changed; in base 36. */
export function flipsText(flips: readonly Flip[]): string {
  let [before, leadBefore] = [0, 0]
  return flips
    .map(({ step, lead, side }) => {
      const more = lead === leadBefore ? '' : `-${lead.toString(36)}`
      const text = `${side === 'upper' ? 'u' : 'l'}${(step - before).toString(36)}${more}`
      ;[before, leadBefore] = [step, lead]
      return text
    })
    .join('.')
}

/** Undefined when it is no list of flips in the order of time. */
export function flipsFrom(text: string): readonly Flip[] | undefined {
  const parts = text.split('.')
  if (parts.length > MAX_FLIPS) return undefined
  const flips: Flip[] = []
  let [step, lead] = [0, 0]
  for (const part of parts) {
    const match = /^([ul])([0-9a-z]{1,6})(?:-([0-9a-z]{1,6}))?$/.exec(part)
    if (match === null) return undefined
    step += Number.parseInt(match[2]!, 36)
    if (match[3] !== undefined) lead = Number.parseInt(match[3], 36)
    if (step > MAX_STEP || lead > MAX_STEP) return undefined
    flips.push({ step, lead, side: match[1] === 'u' ? 'upper' : 'lower' })
  }
  return flips
}
