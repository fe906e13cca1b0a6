/** Times as text, for links, files and the command line: decimal seconds, exact to the nanosecond. */
import { SECOND, type Nanoseconds } from '../units.ts'

/** `12.5` for 12,500,000,000 ns. */
export function secondsText(time: Nanoseconds): string {
  const rest = String(time % SECOND)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return `${Math.floor(time / SECOND)}${rest && '.'}${rest}`
}

/** `12.5` or `12.5s` in nanoseconds; undefined for anything else, and beyond `maxSeconds`, which is a whole number. */
export function secondsFrom(text: string, maxSeconds: number): Nanoseconds | undefined {
  const match = /^(\d+)(?:\.(\d{1,9}))?s?$/.exec(text)
  if (!match?.[1] || match[1].length > String(maxSeconds).length) return undefined
  const time = Number(match[1]) * SECOND + Number((match[2] ?? '').padEnd(9, '0'))
  return time <= maxSeconds * SECOND ? time : undefined
}
