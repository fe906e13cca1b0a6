/** Conditions of "pause when …" in a link: `pauses=pass-began,left:1073741824,~page:70000`; `~` stands before what is switched off. */
import { PAUSE_FACTS, type PauseCondition } from '../recording/pause-condition.ts'

export interface Pause {
  readonly condition: PauseCondition
  readonly enabled: boolean
}

/** More than anyone would use. */
export const MAX_PAUSES = 20
const MAX_AMOUNT = 1e15

/** What may stand in a link, for whoever got it wrong. */
export const PAUSE_CODES = [
  ...PAUSE_FACTS,
  'dirty-above-bandwidth',
  'left:BYTES',
  'page:NUMBER',
] as const

function conditionCode(condition: PauseCondition): string {
  switch (condition.kind) {
    case 'fact':
      return condition.fact
    case 'dirty-above-bandwidth':
      return 'dirty-above-bandwidth'
    case 'left-below':
      return `left:${condition.bytes}`
    case 'page-sent':
      return `page:${condition.page}`
  }
}

function conditionOf(code: string): PauseCondition | undefined {
  if (code === 'dirty-above-bandwidth') return { kind: code }
  const amount = /^(left|page):(\d{1,16})$/.exec(code)
  if (amount) {
    const value = Number(amount[2])
    if (value > MAX_AMOUNT) return undefined
    return amount[1] === 'page'
      ? { kind: 'page-sent', page: value }
      : { kind: 'left-below', bytes: value }
  }
  const fact = PAUSE_FACTS.find((each) => each === code)
  return fact && { kind: 'fact', fact }
}

export function pausesText(pauses: readonly Pause[]): string {
  return pauses
    .map(({ condition, enabled }) => `${enabled ? '' : '~'}${conditionCode(condition)}`)
    .join(',')
}

/** Undefined when any part of it is no condition. */
export function pausesFrom(text: string): readonly Pause[] | undefined {
  const parts = text.split(',').filter((part) => part !== '')
  if (parts.length > MAX_PAUSES) return undefined
  const pauses: Pause[] = []
  for (const part of parts) {
    const enabled = !part.startsWith('~')
    const condition = conditionOf(enabled ? part : part.slice(1))
    if (!condition) return undefined
    pauses.push({ condition, enabled })
  }
  return pauses
}
