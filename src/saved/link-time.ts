/** Times in links: nanoseconds as decimal seconds, exact. */
const NANOSECONDS = 1_000_000_000
export const LONGEST_SECONDS = 9_000_000

export function secondsText(time: number): string {
  const rest = String(time % NANOSECONDS)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return `${Math.floor(time / NANOSECONDS)}${rest && '.'}${rest}s`
}

export function secondsFrom(text: string): number | undefined {
  const match = /^(\d{1,7})(?:\.(\d{1,9}))?s?$/.exec(text)
  if (!match || Number(match[1]) > LONGEST_SECONDS) return undefined
  return Number(match[1]) * NANOSECONDS + Number((match[2] ?? '').padEnd(9, '0'))
}
