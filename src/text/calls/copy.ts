/** Trace install and pre-copy: what each call means, with the numbers of its pass. */
import type { ConvergenceTest } from '../../engine/facts.ts'
import { GENERATIONS } from '../../engine/generations/list.ts'
import type { Call } from '../../engine/host/call.ts'
import type { FinishedRun } from '../../engine/host/finished-run.ts'
import { sdpsPollEvery } from '../../engine/migration/sdps.ts'
import type { StopRule } from '../../engine/migration/generation.ts'
import { PAGE_BYTES, SECOND } from '../../engine/units.ts'
import { stopsAnyway } from '../../report/summary.ts'
import { boundText, namedBound } from '../bounds.ts'
import {
  formatBytes,
  formatCount,
  formatDecimal,
  formatDuration,
  formatPages,
  formatPass,
  formatPercent,
  formatSeconds,
} from '../format.ts'
import { inferred, type Sentence } from '../sentence.ts'
import { DECISION_NAMES } from '../terms.ts'
import type { CallTexts } from './call-text.ts'

type Names =
  | 'start-precopy'
  | 'frame-buffer-copy'
  | 'frame-buffer-there'
  | 'install-traces'
  | 'traces-installed'
  | 'retrace'
  | 'copy'
  | 'may-end'
  | 'answer'
  | 'sdps-check'
  | 'sdps-engage'
  | 'sdps-sleep'
  | 'no-answer'
  | 'low-memory'

const passOf = ({ pass }: Call) => formatPass(pass ?? 0)

const AFTER = {
  switchover: 'What is left is little enough, so the VM may be stopped now.',
  'next-pass': 'It is still too much, but the pass gained on the guest: another pass.',
  sdps: 'The guest dirties too fast, so its vCPUs will be slowed down (SDPS).',
  'quick-resume':
    'It will not get better: resume at the destination and fetch the rest there (Quick Resume).',
  fail: 'It does not get better and nothing is left to try: the migration gives up.',
} as const

const GIVES_UP =
  'It will not get better: the VM stops now, and the rest is sent while it is stopped.'

/** What counts as progress; rules that ask for none have no such sentence. */
function progressText(rule: StopRule, test: ConvergenceTest): string {
  if (rule === 'one-megabyte')
    return ` A pass that gains less than ${boundText(rule, test.goalSeconds)} is the last.`
  if (rule !== 'time-goal') return ''
  const { transmitToDirtyPercent: percent, minimumPercent } = test
  return percent === undefined
    ? ' Nothing was dirtied.'
    : ` Sent to dirtied is ${formatPercent(percent)}; at least ${formatPercent(minimumPercent)} counts as progress.`
}

function answerText({ fact }: Call, { input }: FinishedRun): Sentence {
  if (fact?.kind !== 'convergence-test') return []
  const { pagesLeft, secondsToSend, goalSeconds, decision } = fact
  const { stopRule } = GENERATIONS[input.scenario.generation]
  return [
    `${formatPages(pagesLeft)}, ${formatBytes(pagesLeft * PAGE_BYTES)}, would take ${formatDuration(secondsToSend * SECOND)} of wire; at most ${namedBound(stopRule, goalSeconds)} is allowed.${progressText(stopRule, fact)} ${stopsAnyway(fact) ? GIVES_UP : AFTER[decision]}`,
  ]
}

export const COPY_CALLS: CallTexts<Names> = {
  'start-precopy': {
    label: 'Begin pre-copy: PRECOPY',
    text: 'The VMX goes to state PRECOPY and leaves the work to the migration module of VMkernel. The VM keeps running through all that follows, until the switchover.',
    source: 'KB1010634, NH19',
  },
  'frame-buffer-copy': {
    label: 'Copy the frame buffer',
    text: ({ bytes = 0 }) => [
      `The frame buffer, ${formatDecimal(bytes)}, crosses while the VM and its vGPU work. That it goes ahead of memory is inferred.`,
    ],
    source: 'VCF9GPU, FD-VCF9; order inferred',
  },
  'frame-buffer-there': {
    label: 'The frame buffer is copied',
    text: ({ bytes = 0 }) => [
      `The GPU has gone on writing: ${formatDecimal(bytes)} of it has changed, and would change again after every copy. That part crosses in the stun.`,
    ],
    source: 'FD-VCF9, FD-8U1; moment inferred',
  },
  'install-traces': {
    label: 'Install traces on all memory',
    text: ({ fact }) => {
      const loose = fact?.kind === 'trace-install-began' && fact.tracer === 'loose'
      return [
        'VMkernel asks the VMM, which owns the guest’s page tables, to write-protect all memory. From then on the first write to a page is noticed: a page fire. ',
        loose
          ? 'One vCPU does it, in steps of 1 GB, while the others run.'
          : 'All vCPUs stop for it and share the work; on the largest VMs this takes long.',
      ]
    },
    source: 'NH19, STARW, PAT',
  },
  'traces-installed': {
    label: 'Every write is noticed now',
    text: ({ fact }) => [
      'Traces lie on every page, so the dirty bitmap will miss nothing. ',
      ...(fact?.kind === 'trace-install-ended' && fact.stoppedNanoseconds > 0
        ? [
            'All vCPUs together stood still for ',
            inferred(formatDuration(fact.stoppedNanoseconds)),
            '. ',
          ]
        : []),
      'A page fire costs its vCPU a few microseconds; after it the page is free until it is traced again.',
    ],
    source: 'NH19; cost inferred',
  },
  retrace: {
    label: (call) => `Trace again for pass ${passOf(call)}`,
    text: 'The dirty bitmap of the last pass becomes the list of pages to send. Those pages are traced again first, or a write after the copy would go unseen. So each pass begins with a burst of page fires.',
    source: 'NH19',
  },
  copy: {
    label: (call) => `Copy pass ${passOf(call)}`,
    text: ({ fact, bytes = 0, pass }) => {
      const zero =
        fact?.kind === 'pass-began' && fact.pagesZero > 0
          ? ` ${formatPages(fact.pagesZero)} ${fact.pagesZero === 1 ? 'is' : 'are'} zero and only counted.`
          : ''
      const what =
        pass === -1
          ? 'All memory in use goes over once, first page to last.'
          : 'Only pages that changed in the pass before go over.'
      return [
        `${what}${zero} ${formatBytes(bytes)} travel from VMkernel to VMkernel over the vMotion network; vCenter never sees a byte of it. The guest runs and dirties pages behind the line.`,
      ]
    },
    source: 'NH19, LAM',
  },
  'may-end': {
    label: 'May pre-copy end?',
    text: (call) => {
      const left = call.fact?.kind === 'convergence-test' ? call.fact.pagesLeft : 0
      return [
        `Pass ${passOf(call)} is through. The VMM asks the VMkernel whether that was the last one. ${formatPages(left)} fired meanwhile and ${left === 1 ? 'is' : 'are'} stale at the destination.`,
      ]
    },
    source: 'NH19',
  },
  answer: {
    label: ({ fact }) =>
      fact?.kind === 'convergence-test' ? `Answer: ${DECISION_NAMES[fact.decision]}` : 'Answer',
    text: answerText,
    source: 'LAM, KB 436882, KG11',
  },
  'sdps-check': {
    label: 'Is the guest too fast?',
    text: (_, { input: { scenario } }) => [
      `Pass −1 may last minutes, so the VMkernel does not wait for its end. Every ${formatSeconds(sdpsPollEvery(scenario))} (Migrate.SdpsDynamicDelaySec) it looks whether sending outruns dirtying, and engages SDPS early if not.`,
    ],
    source: 'LAM; that it is polled so is inferred',
  },
  'sdps-engage': {
    label: 'Slow the vCPUs down (SDPS)',
    text: ({ fact }) => [
      'Stun (or Slowdown) During Page Send: the VMM makes the writing vCPUs sleep, so that sending outruns dirtying. Together they may cause ',
      inferred(formatCount(fact?.kind === 'sdps-engaged' ? fact.wantedFiresPerSecond : 0)),
      ' page fires a second. The guest becomes slower, so that each pass leaves less to send.',
    ],
    source: 'YB5, LAM; rate inferred',
  },
  'sdps-sleep': {
    label: (call) => `vCPUs sleep in pass ${passOf(call)}`,
    text: ({ fact }) => {
      if (fact?.kind !== 'sdps-sleep') return []
      return [
        'A vCPU that fires a page sleeps: ',
        inferred(formatDuration(fact.sleepPerFireNanoseconds)),
        ' for each, paid in pieces of ',
        inferred(formatDuration(fact.quantumNanoseconds)),
        '. No single sleep is longer than a few milliseconds. vCPUs that only read are not slowed down.',
      ]
    },
    source: 'YB5; amounts inferred',
  },
  'no-answer': {
    label: 'Nothing comes through',
    text: ({ fact }) => {
      const wait =
        fact?.kind === 'wire-stalled' ? formatDuration(fact.timeoutNanoseconds) : 'a while'
      return [
        `The source sends and hears nothing. It waits for Migrate.NetTimeout, ${wait}, before it calls the connection lost. TCP itself would wait much longer.`,
      ]
    },
    source: 'LAM, KB 417889',
  },
  'low-memory': {
    label: 'Waiting for memory',
    text: ({ fact }) => {
      const waited =
        fact?.kind === 'destination-low-on-memory' ? formatDuration(fact.waitedNanoseconds) : 'long'
      return [
        `The destination cannot take a page and has waited ${waited}. vmkernel.log says so: “waited … to leave low memory state on dest host”. If it lasts, the source’s connection times out.`,
      ]
    },
    source: 'ELA, REL9',
  },
}
