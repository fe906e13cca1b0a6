/** Times in links and files: nanoseconds as decimal seconds, exact. */
const NANOSECONDS = 1_000_000_000
/** Longer than any run: 104 days. */
export const MAX_SECONDS = 9_000_000
const MAX_TIME = MAX_SECONDS * NANOSECONDS

/** `12.5` for 12,500,000,000 ns. */
export function secondsText(time: number): string {
  const rest = String(time % NANOSECONDS)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return `${Math.floor(time / NANOSECONDS)}${rest && '.'}${rest}`
}

/** `12.5` or `12.5s` in nanoseconds; undefined for anything else and beyond `MAX_SECONDS`. */
export function secondsFrom(text: string): number | undefined {
  const match = /^(\d{1,7})(?:\.(\d{1,9}))?s?$/.exec(text)
  if (!match) return undefined
  const time = Number(match[1]) * NANOSECONDS + Number((match[2] ?? '').padEnd(9, '0'))
  return time <= MAX_TIME ? time : undefined
}

/** Whether a value from JSON is a time: whole nanoseconds, 0 to `MAX_TIME`. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_TIME
}

/** The range of `isTime`, for messages. */
export const ALLOWED_TIME = `whole nanoseconds, 0 to ${MAX_TIME}`
