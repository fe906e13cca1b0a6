/** The readable report: outcome and reason, times, parts of the stun, passes, totals. `*` marks what is inferred. */
import type { PassRow } from '../engine/facts.ts'
import { type Scenario, PARAMETER_IDS } from '../engine/scenario/scenario.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { versionNumber } from '../engine/host/versions.ts'
import { clientProgress, clientStretches } from '../report/client.ts'
import { clockBehind } from '../report/guest-clock.ts'
import { CLUSTERS, heartbeatVerdict, silentFor } from '../report/outside/heartbeat.ts'
import { reachOf } from '../report/outside/reach.ts'
import { inferredInputs } from '../report/inferred-inputs.ts'
import type { Summary } from '../report/summary.ts'
import { behindText, CLUSTER_NAMES, failsOverSentence } from '../text/after-resume.ts'
import { STAND_TEXT, stretchName, stretchText } from '../text/client.ts'
import { progressText } from '../text/failures.ts'
import {
  counted,
  formatBytes,
  formatCount,
  formatDuration,
  formatOverMemory,
  formatPages,
  formatPercent,
  formatRate,
  formatRateWithGigabits,
  formatSeconds,
  formatShare,
} from '../text/format.ts'
import { plain } from '../text/sentence.ts'
import { supportSentences } from '../text/support.ts'
import { EFFECT_TEXT, interventionLabel } from '../text/interventions.ts'
import { limitText } from '../text/outcome.ts'
import { formatValue } from '../text/parameters.ts'
import { decisionText, STUN_PART_NAMES } from '../text/terms.ts'
import { levelSentence } from '../text/verdict.ts'
import { PLAIN, table } from './columns.ts'
import { reason, whereItRuns } from './reason.ts'
import { valueText } from '../engine/scenario/validate.ts'

/** `id=value` of everything that differs from `base`. */
function changedValues(scenario: Scenario, base: Scenario): string[] {
  return PARAMETER_IDS.flatMap((id) => {
    const text = valueText(id, scenario[id])
    return text === valueText(id, base[id]) ? [] : [`${id}=${text}`]
  })
}

const INFERRED = '*'
const duration = (time: Nanoseconds) => formatDuration(time, PLAIN)

/** Where the scenario came from. */
export interface Origin {
  readonly name: string
  readonly base: Scenario
}

function heading(summary: Summary, { name, base }: Origin): string[] {
  const { input } = summary
  const { scenario, seed } = input
  const value = (id: 'vm.memory' | 'vm.vcpus' | 'generation') =>
    formatValue(id, scenario[id], PLAIN)
  const vm = `${value('vm.memory')}, ${counted(scenario['vm.vcpus'], 'vCPU', PLAIN)}`
  const changed = changedValues(scenario, base)
  return [
    `vMotion of ${name}: ${vm}, ${value('generation')}, model ${scenario.model}, seed ${seed}`,
    ...(changed.length > 0 ? [`changed: ${changed.join(' ')}`] : []),
    ...interventionLines(summary),
    '',
  ]
}

/** What was done in mid-run, and what did not take effect. */
function interventionLines({ input, effects }: Summary): string[] {
  return (input.interventions ?? []).map((intervention, index) => {
    const effect = EFFECT_TEXT[effects[index]!]
    return `at ${formatSeconds(intervention.at, PLAIN)}: ${interventionLabel(intervention)}${effect && ` (${effect})`}`
  })
}

function outcome(summary: Summary): string[] {
  const { bandwidth, pain, sdps } = summary
  const { start, end } = summary.stun
  const beforeStun =
    end > start ? `; before the stun: ${formatShare(pain.worstSecondBeforeStun)}` : ''
  const streams = `${bandwidth.streams} ${bandwidth.streams === 1 ? 'stream' : 'streams'}`
  return table([
    ['outcome', `${summary.outcome}; ${whereItRuns(summary)}`],
    ['verdict', plain(levelSentence(summary, PLAIN))],
    ['reason', reason(summary)],
    ...(summary.outcome === 'failed'
      ? [['progress', `${progressText(clientProgress(summary))} in the client ${INFERRED}`]]
      : []),
    ...supportSentences(summary.input.scenario).map((sentence) => ['support', plain(sentence)]),
    [
      'bandwidth',
      `${formatRateWithGigabits(bandwidth.bytesPerSecond, PLAIN)} in ${streams}, limited: ${limitText(bandwidth.limitedBy, summary)}`,
    ],
    [
      'guest',
      `worst second: ${formatShare(pain.worstSecondGuestSpeed)} speed, from ${formatSeconds(pain.worstSecondStart, PLAIN)} on${beforeStun}`,
    ],
    ['SDPS', sdps.engaged ? `engaged, for ${duration(sdps.duration)} ${INFERRED}` : 'not engaged'],
  ])
}

function times(summary: Summary): string[] {
  const length = (kind: string) =>
    summary.phases.reduce(
      (sum, phase) => (phase.kind === kind ? sum + phase.end - phase.start : sum),
      0,
    )
  const stun = summary.stun.end - summary.stun.start
  const parts = summary.stunParts.map((part) => [
    `  ${STUN_PART_NAMES[part.part].toLowerCase()}`,
    duration(part.end - part.start),
    part.confidence === 'published' ? '' : INFERRED,
    `from ${duration(part.start - summary.stun.start)} on`,
  ])
  return table(
    [
      ['total', duration(summary.end)],
      ['prepare', duration(length('prepare')), INFERRED],
      ...(summary.phases.some(({ kind }) => kind === 'frame-buffer')
        ? [['frame buffer', duration(length('frame-buffer')), INFERRED]]
        : []),
      ['trace install', duration(length('trace')), INFERRED],
      ['pre-copy', duration(length('pass'))],
      ...(stun > 0 ? [['stun', duration(stun), INFERRED]] : []),
      ...parts,
      ...(length('page-in') > 0 ? [['page-in', duration(length('page-in'))]] : []),
      ...(length('cleanup') > 0 ? [['cleanup', duration(length('cleanup')), INFERRED]] : []),
    ],
    [1],
  )
}

/** How the guest comes out of the stun: its clock, when it is found, which clusters fail over. Nothing without a stun. */
function afterResume(summary: Summary): string[] {
  const behind = clockBehind(summary)
  const { frames, resumed, end, lost } = reachOf(summary)
  const silent = silentFor(summary)
  if (silent === 0) return []
  return table([
    ...(behind === undefined ? [] : [['guest clock', plain(behindText(behind, PLAIN)), INFERRED]]),
    ...(frames === undefined || lost < Infinity
      ? []
      : [['found by switches', `${duration(end - resumed)} after the resume`, INFERRED]]),
    ...CLUSTERS.map((cluster) => [
      CLUSTER_NAMES[cluster.name],
      `fails over after ${duration(cluster.limit)}: ${plain(failsOverSentence(heartbeatVerdict(silent, cluster), PLAIN))}`,
      INFERRED,
    ]),
  ])
}

/** Where the client's progress bar stands, phase by phase; other hypervisors have none. */
function client(summary: Summary): string[] {
  if (versionNumber(summary.input.scenario.generation) === undefined) return []
  return table(
    clientStretches(summary).map((stretch) => [
      `client, ${stretchName(stretch).toLowerCase()}`,
      `from ${formatSeconds(stretch.start, PLAIN)} on`,
      stretchText(stretch),
      INFERRED,
      STAND_TEXT[stretch.to.stand],
    ]),
  )
}

function passLine(summary: Summary, row: PassRow): string[] {
  const ratio = row.transmitToDirtyPercent
  return [
    String(row.pass),
    formatSeconds(row.start, PLAIN),
    formatSeconds(row.end - row.start, PLAIN),
    formatCount(row.pagesToSend, PLAIN),
    formatCount(row.pagesSent, PLAIN),
    formatCount(row.pagesZero, PLAIN),
    formatBytes(row.bytesSent, PLAIN),
    formatRate(row.bytesPerSecond, PLAIN),
    formatCount(row.pagesDirtied, PLAIN),
    ratio === undefined ? '-' : formatPercent(ratio, PLAIN),
    decisionText(summary, row),
  ]
}

const PASS_TITLES = [
  'pass',
  'start',
  'time',
  'to send',
  'sent',
  'zero',
  'bytes',
  'rate',
  'dirtied',
  't2d',
  'then',
]

function totals({ totals: sum, runHash }: Summary): string[] {
  return table([
    [
      'sent',
      `${formatBytes(sum.bytesSent, PLAIN)}, ${formatPages(sum.pagesSent, PLAIN)}, ${formatOverMemory(sum.timesOver, PLAIN)}`,
    ],
    ...(sum.frameBufferBytes > 0
      ? [['frame buffer', `${formatBytes(sum.frameBufferBytes, PLAIN)} of what was sent`]]
      : []),
    [
      'memory',
      `${formatPages(sum.pagesInUse, PLAIN)} in use, ${formatCount(sum.pagesInUse - sum.pagesNonZero, PLAIN)} of them zero`,
    ],
    ['page fires', formatCount(sum.pageFires, PLAIN)],
    ['remote page faults', formatCount(sum.remotePageFaults, PLAIN)],
    ['run hash', runHash],
  ])
}

function footnotes(summary: Summary): string[] {
  const inputs = inferredInputs(summary)
  const list = inputs.length > 0 ? ` Inferred inputs: ${inputs.join(', ')}.` : ''
  const fit = summary.curveFitError
  return [
    `${INFERRED} inferred or unverified: no source publishes it.${list}`,
    ...(fit === undefined
      ? []
      : [`The measured curve is fitted with an error of at most ${formatShare(fit)} of memory.`]),
  ]
}

export function reportText(summary: Summary, origin: Origin): string {
  const sections = [
    outcome(summary),
    times(summary),
    summary.passes.length > 0
      ? table(
          [PASS_TITLES, ...summary.passes.map((row) => passLine(summary, row))],
          [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        )
      : [],
    afterResume(summary),
    client(summary),
    totals(summary),
    footnotes(summary),
  ].filter((lines) => lines.length > 0)
  return `${[...heading(summary, origin), sections.map((lines) => lines.join('\n')).join('\n\n')].join('\n')}\n`
}
