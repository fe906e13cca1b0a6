/** How far long work has come and how long it will still take, as the page and the command line say it. */
import { formatCount, LONG_UNITS } from './format.ts'

/** "about 8 s", "about 100 s", "about 3 h": an estimate, no more exact than it is known. */
export function roughly(seconds: number): string {
  if (seconds < 1) return 'less than 1 s'
  if (seconds < 10) return `about ${Math.round(seconds)} s`
  if (seconds < 120) return `about ${Math.round(seconds / 5) * 5} s`
  const [unit, size] = LONG_UNITS.find(([, each]) => seconds >= 2 * each)!
  return `about ${formatCount(seconds / size)} ${unit}`
}

/** "34 %": what is not yet done is not said to be. `share` 0 to 1. */
export function shareDone(share: number): string {
  return `${Math.floor(share * 100)} %`
}

/** "34 %, about 40 s left". `share` 0 to 1. */
export function paceText(share: number, secondsLeft: number): string {
  return `${shareDone(share)}, ${roughly(secondsLeft)} left`
}
