/** How long something takes on the command line, how far it is, and that it was cancelled: lines of their own, with a word in front. */
import { roughly, shareDone } from './pace.ts'

const MINUTE = 60

/** "1 row", "12 rows". */
const countOf = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

export const PROGRESS_TEXT = {
  takes: (what: string, seconds: number) => `progress: ${what} takes ${roughly(seconds)}`,
  goesOn: (share: number, secondsLeft: number) =>
    `progress: ${shareDone(share)} done, ${roughly(secondsLeft)} left`,
  cancelled: (what: string, share: number) =>
    `Cancelled ${what} at ${shareDone(share)}; there is no result.`,
  cancelledReading: (source: string) => `Cancelled reading ${source}; there is no result.`,
  cancelledOutput: 'Cancelled: the output is incomplete.',
  tooLong: (what: string, seconds: number) => `${what} would take ${roughly(seconds)}`,
  allowed: (seconds: number, flag: string) => `up to ${seconds / MINUTE} min; longer with ${flag}`,
  run: 'the simulation',
  checking: (scenarios: number) => `the check of ${countOf(scenarios, 'scenario')}`,
  estimate: (what: string) => `the estimate of ${what}`,
  sweep: (scenarios: number) => `the sweep of ${countOf(scenarios, 'scenario')}`,
  evacuation: (vms: number) => `the evacuation of ${countOf(vms, 'VM')}`,
  validation: (rows: number) => `the validation of ${countOf(rows, 'row')}`,
} as const
