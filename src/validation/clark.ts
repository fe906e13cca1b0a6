/**
 * Rounds of Xen's first paper on live migration (Clark et al., NSDI 2005). Its workloads are not described by numbers, so
 * they are fitted to the rounds: agreement shows that the mechanism can reproduce these rounds, not that it predicts them.
 */
import type { Scenario } from '../engine/scenario/scenario.ts'
import { GIB, MIB, SECOND } from '../engine/units.ts'
import type { Summary } from '../report/summary.ts'
import type { NotModelled, Quantities, Round, ValidatedCase } from './case.ts'
import { inputOf, runOf, stunSeconds } from './engine-run.ts'
import { curveOf, fitRounds, type MeasuredRun } from './fit-rounds.ts'
import type { DataFile, ValidationGroup } from './group.ts'
import { at, listAt, numberAt, parseList, textAt } from './json.ts'

/** The paper's megabytes and megabits are of the same kind; only their ratio counts. */
const MB = 1e6
const BYTES_PER_MEGABIT = MB / 8

interface MeasuredRound extends Round {
  readonly stopped: boolean
}

export interface ClarkRow {
  readonly id: string
  readonly source: string
  readonly memoryBytes: number
  /** Given for the guest that only writes one region. */
  readonly regionBytes: number | undefined
  readonly leastMegabits: number
  readonly mostMegabits: number
  readonly totalSeconds: number | undefined
  readonly downtimeSeconds: number | undefined
  readonly rounds: readonly MeasuredRound[]
}

function readRow(row: unknown): ClarkRow {
  const milliseconds = numberAt(row, 'measured.downtimeMs')
  const region = numberAt(row, 'workload.writableWorkingSetMiB')
  return {
    id: textAt(row, 'id') ?? '?',
    source: textAt(row, 'source') ?? '',
    memoryBytes: (numberAt(row, 'vm.memoryMiB') ?? 0) * MB,
    regionBytes: region === undefined ? undefined : region * MB,
    leastMegabits: numberAt(row, 'network.minMbit') ?? 100,
    mostMegabits: numberAt(row, 'network.maxMbit') ?? 500,
    totalSeconds: numberAt(row, 'measured.totalS'),
    downtimeSeconds: milliseconds === undefined ? undefined : milliseconds / 1000,
    rounds: listAt(row, 'rounds').map((round) => ({
      bytes: (numberAt(round, 'sentMB') ?? 0) * MB,
      seconds: numberAt(round, 's') ?? 0,
      stopped: at(round, 'stopAndCopy') === true,
    })),
  }
}

function scenarioOf(row: ClarkRow, workload: Partial<Scenario>): Partial<Scenario> {
  return {
    generation: 'XEN2005',
    'vm.memory': row.memoryBytes / GIB,
    'vm.vcpus': 1,
    'vm.deviceState': 0,
    'workload.writers': 1,
    'workload.background': 0,
    'network.speed': '1',
    'network.rtt': 0,
    'hosts.pageFireCost': 0,
    'xen.leastRate': row.leastMegabits,
    'xen.mostRate': row.mostMegabits,
    ...workload,
  }
}

const FROM_FIGURES = 13

/**
 * Curves that explain the rounds. The paper prints 18.2 MB and 201 ms for the last round of its web server, and 500 Mbit/s,
 * which carry 12.6 MB: what the last round is worth lies somewhere between.
 */
function curves(row: ClarkRow): readonly Partial<Scenario>[] {
  const last = row.rounds[row.rounds.length - 1]!
  const carried = last.seconds * row.mostMegabits * BYTES_PER_MEGABIT
  return Array.from({ length: FROM_FIGURES }, (_, index) => {
    const share = index / (FROM_FIGURES - 1)
    const bytes = carried + (last.bytes - carried) * share
    const run: MeasuredRun = {
      memoryBytes: row.memoryBytes,
      rule: 'skip-redirtied',
      passes: row.rounds.map((round) => (round === last ? { ...round, bytes } : round)),
    }
    return { 'workload.pattern': 'curve', 'workload.curve': curveOf(fitRounds(run), run, 40) }
  })
}

/** Write rates that are tried, in steps of an eighth. */
const RATES_MB = Array.from({ length: 33 }, (_, index) => 15 * 1.125 ** index)

/** One region of a known size: only its write rate is open. */
function regionRates(regionBytes: number): readonly Partial<Scenario>[] {
  return (['random', 'sweep'] as const).flatMap((pattern) =>
    RATES_MB.map((rate) => ({
      'workload.pattern': pattern,
      'workload.workingSet': regionBytes / GIB,
      'workload.writeRate': (rate * MB) / MIB,
    })),
  )
}

function quantitiesOf(summary: Summary): Quantities {
  if (summary.outcome !== 'completed') return { verdict: 'never' }
  const { passes, stun, totals } = summary
  const sent = passes.reduce((sum, { bytesSent }) => sum + bytesSent, 0)
  const rounds = [
    ...passes.map(({ start, end, bytesSent }) => ({
      bytes: bytesSent,
      seconds: (end - start) / SECOND,
    })),
    { bytes: totals.bytesSent - sent, seconds: stunSeconds(summary) },
  ]
  return {
    verdict: 'completed',
    totalSeconds: (stun.end - passes[0]!.start) / SECOND,
    bytes: totals.bytesSent,
    downtimeSeconds: stunSeconds(summary),
    passes: rounds.length,
    rounds,
  }
}

function measuredOf({ rounds, totalSeconds, downtimeSeconds }: ClarkRow): Quantities {
  return {
    verdict: 'completed',
    ...(totalSeconds !== undefined && { totalSeconds }),
    ...(downtimeSeconds !== undefined && { downtimeSeconds }),
    bytes: rounds.reduce((sum, { bytes }) => sum + bytes, 0),
    passes: rounds.length,
    rounds: rounds.map(({ bytes, seconds }) => ({ bytes, seconds })),
  }
}

/** Errors of the bytes of each round, with the last beside the last; as shares. */
export function roundErrors(measured: Quantities, predicted: Quantities): readonly number[] {
  const real = measured.rounds ?? []
  const said = predicted.rounds ?? []
  return real.flatMap(({ bytes }, index) => {
    const isLast = index === real.length - 1
    const other = isLast ? said[said.length - 1] : index < said.length - 1 ? said[index] : undefined
    return other === undefined ? [] : [other.bytes / bytes - 1]
  })
}

/** A round that contradicts the others is off whatever the workload: it counts no more than this. */
const MOST_OFF = 4

/** What a candidate is worth: rounds of 25 %, total of 5 %, downtime of 10 % count alike, a round too many or few as one that is off. */
function misfit(measured: Quantities, predicted: Quantities): number {
  if (predicted.verdict !== 'completed') return Infinity
  const off = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? 0 : Math.abs(b / a - 1)
  return (
    MOST_OFF * Math.abs((predicted.passes ?? 0) - (measured.passes ?? 0)) +
    roundErrors(measured, predicted).reduce(
      (sum, error) => sum + Math.min(MOST_OFF, (error / 0.25) ** 2),
      0,
    ) +
    (off(measured.totalSeconds, predicted.totalSeconds) / 0.05) ** 2 +
    (off(measured.downtimeSeconds, predicted.downtimeSeconds) / 0.1) ** 2
  )
}

export function predictClark(row: ClarkRow): ValidatedCase | NotModelled {
  if (row.rounds.length < 2) {
    const reason = 'Computed in the paper without rounds: nothing to fit.'
    return { id: row.id, group: 'clark', part: 'no rounds', reason }
  }
  const measured = measuredOf(row)
  const workloads = row.regionBytes === undefined ? curves(row) : regionRates(row.regionBytes)
  const fits = workloads.map((workload) => {
    const run = inputOf(scenarioOf(row, workload))
    const predicted = quantitiesOf(runOf(run))
    return { run, predicted, misfit: misfit(measured, predicted) }
  })
  const best = fits.reduce((a, b) => (b.misfit < a.misfit ? b : a))
  return {
    id: row.id,
    group: 'clark',
    part: row.regionBytes === undefined ? 'curve fitted' : 'write rate fitted',
    evidence: 'fitted',
    source: row.source,
    measured,
    predicted: best.predicted,
    run: best.run,
    note: 'A fit: the workload was chosen so that the rounds come out. Rounds were read off figures, to about 5 %.',
  }
}

export const CLARK: ValidationGroup<ClarkRow> = {
  id: 'clark',
  files: ['clark2005-rounds.json'],
  data: 'own',
  read: (files: readonly DataFile[]) => files.flatMap(parseList).map(readRow),
  predict: predictClark,
}
