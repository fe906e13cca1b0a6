/** The five levels of the verdict, as words and with what they rest on. */
import type { Summary } from '../report/summary.ts'
import {
  levelOf,
  THRESHOLDS,
  unreachableFor,
  WORST_WINDOW_SECONDS,
  type Level,
} from '../report/verdict.ts'
import { SECOND } from '../engine/units.ts'
import type { Alternative } from '../report/alternatives.ts'
import { worstOf } from './aftermath.ts'
import { formatDuration, formatPercent, formatQuantity, type NumberStyle } from './format.ts'
import { inferred, type Sentence } from './sentence.ts'

export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  'nobody-notices': 'Nobody notices',
  'users-notice': 'Users notice',
  harmful: 'Harmful',
  'does-not-arrive': 'Does not arrive',
  lost: 'VM lost',
}

/** The level, and what it was measured by: "Harmful: the guest lost up to 9.9 s within 10 s, 15.9 s in all." */
export function levelSentence(summary: Summary, style?: NumberStyle): Sentence {
  const { behind, worstTenLostSeconds } = summary.pain
  const time = (seconds: number) => inferred(formatDuration(seconds * SECOND, style))
  const level = LEVEL_NAMES[levelOf(summary)]
  const silent = worstOf(summary) === 'unreachable'
  if (behind.most === 0 && !silent) return [`${level}.`]
  return [
    `${level}: the guest lost up to `,
    time(worstTenLostSeconds),
    ` within ${WORST_WINDOW_SECONDS} s, `,
    time(behind.most),
    ' in all',
    ...(silent
      ? ['; it was out of reach for ', inferred(formatDuration(unreachableFor(summary), style))]
      : []),
    '.',
  ]
}

/** Of a run that SDPS slowed: how long, what the same run comes to otherwise as far as that is computed, and what it rests on. */
export function sdpsSentence(
  { input, sdps }: Summary,
  alternatives: readonly Alternative[] | undefined,
): Sentence {
  const { scenario } = input
  const times = (percent: number) => `${formatQuantity(percent / 100)}×`
  const target = scenario['Migrate.SdpsTargetRate']
  const of = (id: Alternative['id']) => alternatives?.find((each) => each.id === id)
  const [without, least] = [of('without-sdps'), of('least-sdps')]
  return [
    'SDPS was engaged for ',
    inferred(formatDuration(sdps.duration)),
    '. ',
    ...(without ? ['Without it the VM ', ...comesTo(without), '. '] : []),
    `The ${formatPercent(target)} target is read as `,
    inferred(times(target)),
    ...(least
      ? [`; at ${times(scenario['Migrate.PreCopyMinProgressPerc'])} it `, ...comesTo(least)]
      : []),
    '.',
  ]
}

/** "arrives, 7 s lost", "does not arrive". */
function comesTo({ outcome, lostSeconds }: Alternative): Sentence {
  return outcome === 'completed'
    ? ['arrives, ', inferred(formatDuration(lostSeconds * SECOND)), ' lost']
    : ['does not arrive']
}

const secondsOf = (level: Level) => THRESHOLDS.find((each) => each.level === level)!.fromSeconds

/** What the levels mean, with their thresholds. */
export const LEVEL_HELP = `Users notice when ${secondsOf('users-notice')} s is lost within ${WORST_WINDOW_SECONDS} s (VMware’s goal for a stun is less); from ${secondsOf('harmful')} s on, a failover cluster counts its node as gone. That a slow guest loses time as a stopped one does, and one out of reach too, is inferred, and so are the ${WORST_WINDOW_SECONDS} s.`
