/** Which of the bytes sent cross for the first time: those of the first pass, and a vGPU's frame buffer when it crosses first. */
import type { Summary } from '../../../report/summary.ts'

/** By how many bytes have been sent before. Up to 8.0 the frame buffer crosses once, in the stun, behind the last pages. */
export function firstCopyOf(summary: Summary): (bytes: number) => boolean {
  const { passes, facts, totals, stunParts } = summary
  const fact = facts.find(({ kind }) => kind === 'frame-buffer-copied')
  const ahead = fact?.kind === 'frame-buffer-copied' ? fact.bytes : 0
  const first = ahead + (passes[0]?.bytesSent ?? 0)
  const inStun = totals.frameBufferBytes - ahead
  const copied = passes.reduce((sum, { bytesSent }) => sum + bytesSent, 0)
  const hasLastPages = stunParts.some(({ part }) => part === 'lastPages')
  const from = hasLastPages ? totals.bytesSent - inStun : copied
  return (bytes) =>
    bytes < first || (ahead === 0 && bytes >= from && bytes < from + inStun)
}
