/** What a run did to its guest, in words: the worst that happened, not the best. */
import { SECOND } from '../engine/units.ts'
import type { Summary } from '../report/summary.ts'
import { guestLevel, THRESHOLDS } from '../report/verdict.ts'
import { formatDuration, formatShare, type NumberStyle } from './format.ts'
import { inferred, type Piece, type Sentence } from './sentence.ts'

/** What harmed the guest, after "the VM"; undefined where nobody would have noticed. */
export function harm(summary: Summary, style?: NumberStyle): Sentence | undefined {
  if (guestLevel(summary) === 'nobody-notices') return undefined
  const { stun, pain } = summary
  const stopped = stun.end - stun.start
  const slow = slowed(summary, style)
  if (slow && slow.lost > stopped) return ['ran at ', slow.speed, ' for ', slow.time]
  if (stopped > 0) return ['froze for ', inferred(formatDuration(stopped, style))]
  const lost = formatDuration(pain.worstTenLostSeconds * SECOND, style)
  return ['lost ', inferred(lost), ' in its worst ten seconds']
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
  /** Nanoseconds. */
  readonly lost: number
}

/** The stretch in which it was slowed the longest. */
export function slowed({ pain }: Summary, style?: NumberStyle): Slowed | undefined {
  const stretch = pain.slowStretch
  if (stretch === undefined) return undefined
  const { start, end, speed } = stretch
  return {
    speed: inferred(formatShare(speed, style)),
    time: inferred(formatDuration(end - start, style)),
    lost: (end - start) * (1 - speed),
  }
}

/** Where a VM is that did not move, and what it went through: "The VM runs on at the source, unharmed." */
export function staysSentence(summary: Summary, stays: string): Sentence {
  const what = cost(summary)
  return what === undefined
    ? [`The VM ${stays}, unharmed.`]
    : ['The VM ', ...what, ` and ${stays}.`]
}
