/** What lies outside of what VMware supported, in plain words: a sentence each, or all on one line. */
import { GENERATIONS } from '../engine/generations/list.ts'
import { TRACED_FIGURE } from '../engine/migration/trace-install.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { outOfSupport, type OutOfSupport, type SupportName } from '../report/support.ts'
import { counted, formatGigabits, formatNumber } from './format.ts'
import { inferred, valueIf, type Sentence } from './sentence.ts'

export const SUPPORT_TEXT = {
  title: 'Support',
  outside: 'Outside of what VMware supported',
  unverified: 'unverified',
  unverifiedHelp:
    'This value was recalled and not read in its source. Do not quote it as published.',
  thirdParty: 'third party',
  thirdPartyHelp: 'This value comes from a third party, not from VMware.',
} as const

/** What the limit bounds, before "up to". */
const SUBJECTS = { memory: 'a VM', vcpus: 'a VM', 'round-trip': 'a round trip' } as const

const amount = (limit: SupportName, value: number): string => {
  if (limit === 'memory') return `${formatNumber(value, 3)} GiB`
  if (limit === 'vcpus') return counted(value, 'vCPU')
  return `${formatNumber(value, 2)} ms`
}

/** "vSphere 4.1 supports a round trip up to 5 ms; this run, with 44 ms, is outside of what VMware supported." */
export function supportSentence(found: OutOfSupport, generation: Scenario['generation']): Sentence {
  const { limit, value, most, confidence } = found
  const { name } = GENERATIONS[generation]
  const doubtful = confidence === 'unverified' || confidence === 'inferred'
  const outside = 'is outside of what VMware supported.'
  switch (limit) {
    case 'memory':
    case 'vcpus':
    case 'round-trip':
      return [
        `${name} supports ${SUBJECTS[limit]} up to `,
        valueIf(doubtful, amount(limit, most)),
        `; this run, with ${amount(limit, value)}, ${outside}`,
        ...(confidence === 'unverified' ? [' That limit is unverified.'] : []),
      ]
    case 'bandwidth':
      return [
        `${name} requires ${formatNumber(most)} Mb/s of network bandwidth for each vMotion; this run, with ${formatGigabits(value * 125e3)}, ${outside}`,
      ]
    case 'nics':
      return found.gigabits === 0
        ? [
            `${name} supports 16 NICs of 1 GbE or ${formatNumber(most)} of 10 GbE for vMotion; this run, with `,
            valueIf(doubtful, `${formatNumber(value)} of both kinds`),
            `, ${outside}`,
          ]
        : [
            `${name} supports up to `,
            valueIf(doubtful, formatNumber(most)),
            ` NICs of ${nicSpeed(found)} for vMotion; this run, with ${formatNumber(value)}, ${outside}`,
          ]
    case 'congestion-control':
      return [
        value === 2
          ? `ESXi has New Reno and CUBIC, but not BBR: this run ${outside}`
          : `${name} does not let CUBIC be chosen: this run ${outside} From 5.5 on it can be.`,
      ]
    case 'routed':
      return [
        `${name} does not support a routed vMotion network; it works, and this run ${outside} From 6.0 on it is supported.`,
      ]
    case 'enterprise-plus':
      return [
        `A round trip of ${amount('round-trip', value)} needs Enterprise Plus in ${name}; other editions stay at ${amount('round-trip', most)}.`,
      ]
    case 'trace-install':
      return [
        `How long trace install takes is extrapolated here: the only figure, ${confidence}, is for 1 TiB and ${TRACED_FIGURE.vcpus} vCPUs.`,
        ...(GENERATIONS[generation].tracer === 'loose'
          ? []
          : [' For 6 TB and 256 vCPUs “up to hundreds of seconds” is all that is known.']),
      ]
    case 'idle-nics':
      return [
        `${most === 1 && GENERATIONS[generation].network.streams === 'single' ? `${name} moves a VM over one NIC` : 'A NIC needs a vmknic of its own'}: ${value - most === 1 ? 'the other one stays' : `the other ${value - most} stay`} idle.`,
      ]
    case 'unpublished-distance':
    case 'unpublished-loss':
      return [
        limit === 'unpublished-loss'
          ? `What vMotion carries where ${formatNumber(value, 3)} % of the packets are lost is not published: `
          : `What vMotion carries ${distance(found)} is not published: `,
        inferred(formatGigabits(found.gigabits! * 125e6)),
        ' follows from its socket buffers and the rules of TCP.',
      ]
  }
}

/** Beyond 10 ms on any link; where the buffers and not a link faster than 1 GbE are the limit, at this round trip too. */
const distance = ({ value, most }: OutOfSupport) =>
  most > 0
    ? `at a round trip of more than ${amount('round-trip', most)}`
    : `at a round trip of ${amount('round-trip', value)} on more than 1 GbE`

const nicSpeed = ({ gigabits }: OutOfSupport) => (gigabits === 1 ? '1 GbE' : '10 GbE or faster')

/** One sentence for each limit that is exceeded, then the notes. */
export function supportSentences(scenario: Scenario): readonly Sentence[] {
  const all = outOfSupport(scenario)
  const isFar = all.some(({ limit }) => limit === 'unpublished-distance')
  return all.map((found) =>
    isFar && found.limit === 'unpublished-loss'
      ? [
          `Nor is it published for a loss of ${formatNumber(found.value, 3)} % of the packets; that rate counts it.`,
        ]
      : supportSentence(found, scenario.generation),
  )
}

/** "a round trip of 44 ms (up to 5 ms)" */
function short(found: OutOfSupport): string {
  const { limit, value, most, confidence, gigabits } = found
  const doubt = confidence === 'unverified' || confidence === 'inferred' ? `, ${confidence}` : ''
  switch (limit) {
    case 'memory':
    case 'vcpus':
      return `${amount(limit, value)} (up to ${amount(limit, most)}${doubt})`
    case 'round-trip':
      return `a round trip of ${amount(limit, value)} (up to ${amount(limit, most)}${doubt})`
    case 'bandwidth':
      return `${formatGigabits(value * 125e3)} for a vMotion (at least ${most} Mb/s)`
    case 'nics':
      return gigabits === 0
        ? `${value} NICs of two speeds (16 of 1 GbE or ${most} of 10 GbE${doubt})`
        : `${value} NICs of ${nicSpeed(found)} (up to ${most}${doubt})`
    case 'congestion-control':
      return value === 2 ? 'BBR' : 'CUBIC'
    case 'routed':
      return 'a routed network'
    case 'enterprise-plus':
    case 'idle-nics':
    case 'unpublished-distance':
    case 'unpublished-loss':
    case 'trace-install':
      return ''
  }
}

/** A note where there is little room; the sentence where that is short already. */
function shortNote(found: OutOfSupport, generation: Scenario['generation']): Sentence {
  const { limit, value, confidence } = found
  if (limit === 'trace-install')
    return [
      `Trace install is extrapolated from 1 TiB and ${TRACED_FIGURE.vcpus} vCPUs (${confidence}).`,
    ]
  const rules = 'is not published: TCP’s rules give it.'
  if (limit === 'unpublished-loss') return [`The rate at ${formatNumber(value, 3)} % loss ${rules}`]
  if (limit === 'unpublished-distance') return [`The rate ${distance(found)} ${rules}`]
  return supportSentence(found, generation)
}

/** All of it on one line, for where there is little room; undefined when everything was supported. */
export function supportLine(scenario: Scenario): Sentence | undefined {
  const found = outOfSupport(scenario)
  const outside = found.filter(({ kind }) => kind === 'outside').map(short)
  const notes = found
    .filter(({ kind }) => kind === 'note')
    .flatMap((note, index) => [
      ...(index > 0 ? [' '] : []),
      ...shortNote(note, scenario.generation),
    ])
  if (outside.length === 0) return notes.length > 0 ? notes : undefined
  return [`${SUPPORT_TEXT.outside}: ${outside.join(', ')}. `, ...notes]
}
