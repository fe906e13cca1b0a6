/** What is said about each part of a run. At most fourteen words; the numbers are those of the run. */
import type { ConvergenceTest, UncompletedReason } from '../engine/facts.ts'
import { MILLISECOND, PAGE_BYTES, SECOND, type Nanoseconds } from '../engine/units.ts'
import type { StopRule } from '../engine/migration/generation.ts'
import { countsBytes } from '../engine/migration/bytes-left.ts'
import { stopsAnyway, type Summary } from '../report/summary.ts'
import { guestLevel, unreachableFor } from '../report/verdict.ts'
import { boundText } from './bounds.ts'
import { slowed, staysSentence, worstOf } from './aftermath.ts'
import { capital, formatBytes, formatDuration, formatPass, formatSeconds } from './format.ts'
import { inferred, type Sentence } from './sentence.ts'
import { silenceCause } from './silence.ts'

const bytesOfPages = (pages: number) => formatBytes(pages * PAGE_BYTES)

export const STAGE_TEXT = {
  running: ['This virtual machine is running. It moves while it runs.'],
  prepare: ['The destination reserves memory and waits.'],
  frameBuffer: ['The frame buffer of its vGPU goes first, while it works.'],
  trace: ['Every write is now noticed.'],
  stale: ['The guest keeps writing: what it changes is stale over there.'],
  stun: ['Now it stops: save, send the rest, resume.'],
  resumed: ['It runs here. The switch learns.'],
  unheard: ['It runs here. The switch has not noticed yet.'],
  pageIn: ['It runs here already. Its last pages follow, on demand first.'],
  changedFile: ['The network is gone. A file on shared storage carries the rest.'],
  vcenterDown: ['vCenter is down. The hosts go on without it.'],
  realSpeed: ['At real speed.'],
} as const satisfies Record<string, Sentence>

/** Why a migration ends that does not complete; what became of the VM follows. */
const FAILURE_TEXT: Readonly<Record<UncompletedReason, string>> = {
  'never-ends': 'It never ends.',
  'thirty-days': '30 days, and still copying.',
  'too-many-copies': 'It is still copying.',
  'lack-of-forward-progress': 'Lack of forward progress.',
  'maximum-switchover-time': 'The switchover timed out.',
  'encryption-not-available': 'Refused: a host cannot encrypt.',
  'vgpu-not-supported': 'Refused: this version moves no vGPU.',
  'cpu-incompatible': 'Refused: the CPUs do not match.',
  'device-attached': 'Refused: a local device is attached.',
  'insufficient-memory': 'Refused: the destination has too little memory.',
  'insufficient-cpu': 'Refused: the destination has too little CPU.',
  'vcenter-lost': 'vCenter is gone before the hosts begin.',
  'destination-not-responding': 'The destination does not answer.',
  'connection-failed': 'The vMotion networks do not meet.',
  'connection-lost': 'The connection is lost.',
  'checkpoint-too-big': 'Its device state is too large.',
  'destination-failed-to-resume': 'It cannot resume there.',
  'destination-out-of-memory': 'The destination lacks memory.',
  'vm-lost': 'It ran over there already, and its memory there is gone: lost.',
  'source-host-lost': 'Its host has no power: the VM stops with it. HA may restart it.',
  cancelled: 'It was cancelled.',
}

/** Why it did not complete, and what became of the VM. All but those that lose it leave it running where it was. */
export function failureSentence(
  failure: UncompletedReason,
  summary: Summary,
  stays = 'stays here',
): Sentence {
  // That nothing comes through has been said: the cause takes its place.
  const cause = silenceCause(summary)
  const why = cause === undefined ? FAILURE_TEXT[failure] : `${capital(cause)}.`
  return summary.vmRunsOn === 'lost' ? [why] : [`${why} `, ...staysSentence(summary, stays)]
}

/** Nothing comes through any more; the hosts wait. */
export function stalled(timeout: Nanoseconds): Sentence {
  return [`Nothing comes through. After ${formatSeconds(timeout)} of silence the hosts give up.`]
}

/** Pass −1. */
export function copyAll(pagesToSend: number, allOfMemory: boolean): Sentence {
  const size = bytesOfPages(pagesToSend)
  return allOfMemory
    ? [`Pass −1 copies all ${size}, first page to last.`]
    : [`Pass −1 copies the ${size} in use, first page to last.`]
}

/** A pass after it: what it sends, and how that compares with the pass before. */
export function copyChanged(pass: number, pagesToSend: number, before: number): Sentence {
  const size = bytesOfPages(pagesToSend)
  if (pass === 0) return [`Pass 0 sends only the ${size} that changed.`]
  if (pagesToSend < before * 0.9) return [`${size}. Less time, so fewer changes.`]
  return [`Pass ${formatPass(pass)}: ${size}. It changes as fast as it travels.`]
}

/** Xen looks at the bitmap on the way and leaves what changes again to the next pass. */
export function copyUnchanged(pass: number, pagesToSend: number): Sentence {
  const size = bytesOfPages(pagesToSend)
  return [`Pass ${formatPass(pass)} sends what holds still of the ${size} that changed.`]
}

/** A pass in which writing vCPUs sleep. */
export function slowedPass(pass: number, pagesToSend: number): Sentence {
  const size = bytesOfPages(pagesToSend)
  return [`Pass ${formatPass(pass)}: ${size}. `, inferred('SDPS'), ' slows the vCPUs that write.']
}

/** Several passes in one sentence, where the film has no time for each. */
export function manyPasses(first: number, last: number, pagesToSend: number): Sentence {
  return [`Passes ${first} to ${last}: ${bytesOfPages(pagesToSend)} in all that changed again.`]
}

export function goAhead(test: ConvergenceTest, rule: StopRule): Sentence {
  if (test.decision === 'quick-resume') {
    return [
      `${bytesOfPages(test.pagesLeft)} left. Quick Resume: switch over now, the rest follows.`,
    ]
  }
  if (stopsAnyway(test)) {
    // Xen gives up when the next round would have to be faster than it may.
    const why = rule === 'one-megabyte' ? 'the gain is under a megabyte' : 'it changes too fast'
    return [`${bytesOfPages(test.pagesLeft)} left, and ${why}: stop, send the rest.`]
  }
  // Beside the bound stands what is compared with it: bytes or seconds.
  const wire = countsBytes(rule) ? '' : ` is ${formatSeconds(test.secondsToSend * SECOND)} of wire`
  const bound = boundText(rule, test.goalSeconds)
  return [`${bytesOfPages(test.pagesLeft)} left${wire}. Under ${bound}: switch over.`]
}

/** The last sentence: how long in all, how long the VM stood still, and what else it suffered. */
export function inAll(summary: Summary): Sentence {
  const stopped = summary.stun.end - summary.stun.start
  const stun = stopped >= 100 * MILLISECOND ? formatSeconds(stopped) : formatDuration(stopped)
  const total = inferred(formatDuration(summary.end))
  if (guestLevel(summary) === 'nobody-notices')
    return [total, ' in all, stopped for ', inferred(stun), '.']
  const worst = worstOf(summary)
  if (worst === 'unreachable') {
    const unreachable = formatDuration(unreachableFor(summary))
    return [total, ' in all, but out of reach for ', inferred(unreachable), '.']
  }
  const slow = slowed(summary)
  if (slow === undefined || worst === 'stopped')
    return [total, ' in all, but frozen for ', inferred(stun), '.']
  const lost = inferred(formatDuration(summary.pain.behind.most * SECOND))
  return [
    total,
    ' in all, ',
    lost,
    ' lost. Stopped ',
    inferred(stun),
    ', but ran at ',
    slow.speed,
    ' for ',
    slow.time,
    '.',
  ]
}
