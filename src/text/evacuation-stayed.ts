/** VMs that stay on a host that is emptied: what became of their migrations, in one table for all that speaks of it. */
import type { Stayed, StayedOutcome, VmOutcome } from '../report/evacuation.ts'

interface StayedText {
  /** "2 failed", "2 were cancelled": what became of its migration, with the verb where it takes one. */
  readonly fate: string
  readonly verb?: { readonly one: string; readonly several: string }
  /** Where it gives its place to the next VM though it does not come to an end: no source says it, the model decides it. */
  readonly place?: string
}

const BE = { one: 'was', several: 'were' } as const

/** In the order in which they are told. */
const STAYED: Readonly<Record<StayedOutcome, StayedText>> = {
  failed: { fate: 'failed' },
  cancelled: { fate: 'cancelled', verb: BE },
  'never-ends': {
    fate: 'would copy for ever',
    place:
      'A VM that would copy for ever makes room for the next one as soon as this is recognised.',
  },
  unfinished: {
    fate: 'still copying at the simulation limit',
    verb: BE,
    place: 'A VM that is still copying at the simulation limit makes room for the next one then.',
  },
}
const OUTCOMES = Object.keys(STAYED) as StayedOutcome[]

/** "would copy for ever": the cell of a table. */
export const fateText = (outcome: StayedOutcome): string => STAYED[outcome].fate

/** "would copy for ever", "were cancelled": completes "2 …" or "VM 3 …". */
export function fatePhrase(outcome: StayedOutcome, count = 1): string {
  const { fate, verb } = STAYED[outcome]
  return verb === undefined ? fate : `${count === 1 ? verb.one : verb.several} ${fate}`
}

/** "Would copy for ever": beside the sign at the end of its lane. */
export function fateLegend(outcome: StayedOutcome): string {
  const { fate } = STAYED[outcome]
  return `${fate.charAt(0).toUpperCase()}${fate.slice(1)}`
}

/** "1 failed, 2 were cancelled"; empty where none stayed. `of`: what follows each count. */
export function stayedText(stayed: Stayed, of = ''): string {
  return OUTCOMES.flatMap((outcome) => {
    const count = stayed[outcome]
    return count === undefined ? [] : [`${count}${of} ${fatePhrase(outcome, count)}`]
  }).join(', ')
}

/** In the place of a time: "–" where a migration is unfinished, since nothing is known of it; "never" where none of them is. */
export function noTime(outcomes: readonly VmOutcome['outcome'][]): string {
  return outcomes.includes('unfinished') ? '–' : 'never'
}

/** What the model decides where a VM does not come to an end. Undefined where all of them do. */
export function placeSentence(stayed: readonly Stayed[]): string | undefined {
  const sentences = OUTCOMES.flatMap((outcome) => {
    const { place } = STAYED[outcome]
    return place !== undefined && stayed.some((one) => one[outcome] !== undefined) ? [place] : []
  })
  if (sentences.length === 0) return undefined
  const whose = sentences.length > 1 ? 'Both are' : 'This is'
  return `${sentences.join(' ')} ${whose} the model’s choice.`
}
