/** What is on the wire in words and as a bar: the pass and how far it has come, or the parts of the stun as they fill. */
import { useEffect, useRef } from 'react'
import { isUnending } from '../../../engine/facts.ts'
import { PAGE_BYTES } from '../../../engine/units.ts'
import type { Sample } from '../../../recording/sample.ts'
import type { Summary } from '../../../report/summary.ts'
import type { FrameFeed } from '../../session/frames.ts'
import { formatRate } from '../../../text/format.ts'
import { WIRE_TEXT } from '../../../text/pictures.ts'
import { STUN_PARTS } from '../../../text/stops.ts'
import { StunParts } from '../outcome/StunParts.tsx'

export interface WireStatusProps {
  readonly frames: FrameFeed
  readonly summary: Summary
  /** The rate as well, for Explore. */
  readonly rate: boolean
}

export function WireStatus({ frames, summary, rate }: WireStatusProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const write = (name: string, text: string) => {
      const element = place.current?.querySelector<HTMLElement>(`.${name}`)
      if (element && element.textContent !== text) element.textContent = text
    }
    const failedAt = summary.facts.find(({ kind }) => kind === 'migration-failed')?.at ?? Infinity
    const take = (sample: Sample) => {
      const failed = sample.time >= failedAt
      place.current?.toggleAttribute('data-failed', failed)
      write('wire-name', failed ? WIRE_TEXT.failed : nameOf(sample, summary))
      write('wire-progress', progressText(sample, summary))
      write('wire-rate', sample.wireBytesPerSecond > 0 ? formatRate(sample.wireBytesPerSecond) : '')
      const { start, end } = summary.stun
      const stun = end > start && sample.time >= start
      place.current?.setAttribute('data-bar', stun ? 'stun' : 'pass')
      const share = stun ? stunShare(sample, summary) : passShare(sample)
      place.current?.style.setProperty('--done', `${(100 * share).toFixed(2)}%`)
    }
    if (frames.latest) take(frames.latest.sample)
    return frames.subscribe((frame) => take(frame.sample))
  }, [frames, summary])
  return (
    <div className="wire-status" ref={place}>
      <span className="wire-name" />
      <span className="wire-bar" aria-hidden="true">
        <span className="wire-done" />
        <StunParts summary={summary} />
      </span>
      <span className="wire-progress" />
      {rate ? <span className="wire-rate" /> : null}
    </div>
  )
}

/** "pass 0"; in the stun the part that holds it up. */
function nameOf(sample: Sample, summary: Summary): string {
  if (sample.phase === 'pass') return WIRE_TEXT.pass(sample.pass ?? 0)
  if (sample.phase === 'page-in') return WIRE_TEXT.pageIn
  if (sample.phase === 'frame-buffer') return STUN_PARTS.frameBuffer
  if (sample.phase !== 'switchover') return ''
  const now = summary.stunParts.filter(
    ({ start, end }) => start <= sample.time && sample.time < end,
  )
  const part = now.find((candidate) => candidate.part !== 'lastPages') ?? now[0]
  return part ? STUN_PARTS[part.part] : ''
}

function passShare({ pagesSentInPass, pagesToSendInPass, phase, frameBuffer }: Sample): number {
  if (frameBuffer) return frameBuffer.sent / frameBuffer.all
  const copying = phase === 'pass' && pagesToSendInPass > 0
  return copying ? pagesSentInPass / pagesToSendInPass : 0
}

function stunShare({ time }: Sample, { stun }: Summary): number {
  return Math.max(0, Math.min(1, (time - stun.start) / (stun.end - stun.start)))
}

/** "5.1 of 9.5 GiB" while a pass sends, else that nothing is on the wire. */
function progressText(sample: Sample, { failure, end }: Summary): string {
  // A run that is left while it copies stands there: its wire is not idle.
  if (isUnending(failure) && sample.time >= end) return ''
  if (sample.wireBytesPerSecond <= 0) return WIRE_TEXT.idle
  if (sample.frameBuffer) return WIRE_TEXT.frameBuffer(sample.frameBuffer)
  if (sample.pagesToSendInPass <= 0) return ''
  return WIRE_TEXT.progress(
    sample.pagesSentInPass * PAGE_BYTES,
    sample.pagesToSendInPass * PAGE_BYTES,
  )
}
