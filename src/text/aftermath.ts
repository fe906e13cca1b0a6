/** What a run did to its guest, in words: the worst that happened, not the best. */
import { SECOND } from '../engine/units.ts'
import type { Summary } from '../report/summary.ts'
import { guestLevel, THRESHOLDS, unreachableFor, WORST_WINDOW_SECONDS } from '../report/verdict.ts'
import { formatDuration, formatShare, type NumberStyle } from './format.ts'
import { inferred, type Piece, type Sentence } from './sentence.ts'

/** What harmed the guest, after "the VM"; undefined where nobody would have noticed. */
export function harm(summary: Summary, style?: NumberStyle): Sentence | undefined {
  if (guestLevel(summary) === 'nobody-notices') return undefined
  const { stun, pain } = summary
  const stopped = stun.end - stun.start
  const slow = slowed(summary, style)
  switch (worstOf(summary)) {
    case 'unreachable':
      return ['was out of reach for ', inferred(formatDuration(unreachableFor(summary), style))]
    case 'slowed':
      return ['ran at ', slow!.speed, ' for ', slow!.time]
    case 'stopped':
      return ['froze for ', inferred(formatDuration(stopped, style))]
    case undefined: {
      const lost = formatDuration(pain.worstTenLostSeconds * SECOND, style)
      return ['lost ', inferred(lost), ' in its worst ten seconds']
    }
  }
}

/** What did the most harm within the worst ten seconds; undefined where it was neither a stop nor one slow stretch. */
export function worstOf(summary: Summary): 'unreachable' | 'slowed' | 'stopped' | undefined {
  const stopped = summary.stun.end - summary.stun.start
  const window = WORST_WINDOW_SECONDS * SECOND
  const stretch = summary.pain.slowStretch
  const lost = stretch ? Math.min(window, stretch.end - stretch.start) * (1 - stretch.speed) : 0
  const silent = unreachableFor(summary) - stopped
  if (silent > Math.max(stopped, lost)) return 'unreachable'
  if (lost > Math.min(window, stopped)) return 'slowed'
  return stopped > 0 ? 'stopped' : undefined
}

const NOTICED_SECONDS = THRESHOLDS.find(({ level }) => level === 'users-notice')!.fromSeconds

/** The same, and what it lost bit by bit; undefined of a guest that is unharmed. */
export function cost(summary: Summary, style?: NumberStyle): Sentence | undefined {
  const { most } = summary.pain.behind
  const lost = inferred(formatDuration(most * SECOND, style))
  return harm(summary, style) ?? (most < NOTICED_SECONDS ? undefined : ['lost ', lost, ' in all'])
}

interface Slowed {
  readonly speed: Piece
  readonly time: Piece
}

/** The stretch in which it was slowed the longest. */
export function slowed({ pain }: Summary, style?: NumberStyle): Slowed | undefined {
  const stretch = pain.slowStretch
  if (stretch === undefined) return undefined
  const { start, end, speed } = stretch
  return {
    speed: inferred(formatShare(speed, style)),
    time: inferred(formatDuration(end - start, style)),
  }
}

/** Where a VM is that did not move, and what it went through: "The VM runs on at the source, unharmed." */
export function staysSentence(summary: Summary, stays: string): Sentence {
  const what = cost(summary)
  return what === undefined
    ? [`The VM ${stays}, unharmed.`]
    : ['The VM ', ...what, ` and ${stays}.`]
}
