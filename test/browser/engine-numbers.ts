// What the engine says in Node about the run that the page shows: every number that may stand on its screen, by kind.
import { runToEnd, startRun } from '../../src/engine/run.ts'
import { presetScenario, type ScenarioId } from '../../src/catalogue/presets.ts'
import { PAGE_BYTES, SECOND } from '../../src/engine/units.ts'
import { toEnd } from '../../src/engine/work.ts'
import { computeAlternatives } from '../../src/report/alternatives.ts'
import { clientProgress } from '../../src/report/client.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { runAndSummarize, summarize } from '../../src/report/summarize.ts'
import type { Summary } from '../../src/report/summary.ts'
import { createTimeLens } from '../../src/report/time-lens.ts'
import { blockBytesFor } from '../../src/page/features/wire/wire-blocks.ts'
import type { Scenario } from '../../src/engine/scenario/scenario.ts'

type Kind = 'bytes' | 'rate' | 'seconds' | 'percent' | 'times'

export interface Truth {
  readonly summary: Summary
  /** Base units: bytes, bytes a second, seconds, percent, times. */
  readonly numbers: Readonly<Record<Kind, readonly number[]>>
}

/** The run of a preset with changes, and its numbers at a moment in seconds. */
export function truthOf(preset: ScenarioId, changes: Partial<Scenario>, at: number): Truth {
  const scenario = { ...presetScenario(preset), ...changes }
  const record = runToEnd({ scenario, seed: 1 })
  const summary = summarize(record)
  const time = Math.min(at * SECOND, summary.end)
  const sample = createRecording(record).sampleAt(time)
  const { passes, totals, bandwidth, stun, stunParts, pain, sdps, phases, facts } = summary
  const tests = facts.filter((fact) => fact.kind === 'convergence-test')
  const seconds = (nanoseconds: number) => nanoseconds / SECOND
  const allLost = Object.values(pain.lostSeconds).reduce((sum, lost) => sum + lost, 0)
  const alternatives = toEnd(
    computeAlternatives(summary, (input) => runAndSummarize(startRun(input), () => 0)),
  )
  const { slowStretch: slow } = pain
  const stretchSeconds = slow ? [seconds(slow.end - slow.start)] : []
  const stretchPercent = slow ? [slow.speed * 100] : []
  const { stretches } = createTimeLens(phases, { linear: false })
  return {
    summary,
    numbers: {
      bytes: [
        ...passes.flatMap((row) => [
          row.pagesToSend * PAGE_BYTES,
          row.bytesSent,
          row.pagesDirtied * PAGE_BYTES,
        ]),
        ...tests.map((test) => test.pagesLeft * PAGE_BYTES),
        totals.bytesSent,
        totals.frameBufferBytes,
        ...(sample.frameBuffer ? [sample.frameBuffer.sent, sample.frameBuffer.all] : []),
        sample.pagesSentInPass * PAGE_BYTES,
        sample.pagesToSendInPass * PAGE_BYTES,
        blockBytesFor(bandwidth.bytesPerSecond),
      ],
      rate: [
        ...passes.flatMap((row) => [
          row.bytesPerSecond,
          (row.pagesDirtied * PAGE_BYTES) / seconds(row.end - row.start),
        ]),
        bandwidth.bytesPerSecond,
        bandwidth.bytesPerSecond / bandwidth.streams,
        sample.wireBytesPerSecond,
      ],
      seconds: [
        ...passes.flatMap((row) => [seconds(row.start), seconds(row.end - row.start)]),
        ...tests.flatMap((test) => [test.secondsToSend, test.goalSeconds]),
        ...stunParts.map((part) => seconds(part.end - part.start)),
        ...Object.values(pain.lostSeconds),
        allLost,
        seconds(time),
        seconds(sample.writerGuestTime),
        // How far the unmigrated twin is ahead.
        seconds(time - sample.writerGuestTime),
        seconds(summary.end),
        seconds(stun.end - stun.start),
        seconds(sdps.duration),
        ...stretchSeconds,
        pain.behind.most,
        pain.worstTenLostSeconds,
        // The same run without SDPS, and by another reading of its target.
        ...alternatives.map(({ lostSeconds }) => lostSeconds),
        // The speed's list: "20 s"; and the round trip of the link.
        20,
        scenario['network.rtt'] / 1000,
      ],
      percent: [
        ...passes.map((row) => row.transmitToDirtyPercent ?? 0),
        ...tests.map((test) => test.minimumPercent),
        pain.worstSecondGuestSpeed * 100,
        ...stretchPercent,
        scenario['Migrate.SdpsTargetRate'],
        // What each cause has of the CPU time lost.
        ...Object.values(pain.lostSeconds).map((lost) => (100 * lost) / Math.max(1e-9, allLost)),
        // Where the client's bar stood, for a run that failed.
        ...Object.values(clientProgress(summary)),
      ],
      times: [
        totals.timesOver,
        scenario['Migrate.SdpsTargetRate'] / 100,
        scenario['Migrate.PreCopyMinProgressPerc'] / 100,
        1,
        ...stretches.map(({ factor }) => 1 / factor),
        // The speed at which the page would play on: twenty seconds for the whole axis.
        ...stretches.map(({ start, end, from, to }) => seconds(end - start) / ((to - from) * 20)),
        ...stretches.map(({ start, end, from, to }) => ((to - from) * 20) / seconds(end - start)),
      ],
    },
  }
}

/** What may stand on the screen for a number of this kind, as it is read: value, unit, and how finely it is written. */
export interface Written {
  readonly text: string
  readonly kind: Kind
  readonly value: number
  /** Half of the last digit that is written, in base units. */
  readonly half: number
}

const UNITS: Readonly<Record<string, readonly [kind: Kind, factor: number]>> = {
  GiB: ['bytes', 2 ** 30],
  MiB: ['bytes', 2 ** 20],
  KiB: ['bytes', 2 ** 10],
  GB: ['bytes', 1e9],
  'GiB/s': ['rate', 2 ** 30],
  'MiB/s': ['rate', 2 ** 20],
  'Gb/s': ['rate', 125e6],
  s: ['seconds', 1],
  ms: ['seconds', 1e-3],
  µs: ['seconds', 1e-6],
  '%': ['percent', 1],
  '×': ['times', 1],
}

/** All numbers with a unit in a text. "5.1 of 9.5 GiB" are two, "36 min 53 s" and "1/4×" are one. */
export function numbersIn(text: string): readonly Written[] {
  const flat = text
    .replaceAll('\u202f', '')
    .replaceAll(/[\u2007\u00a0]/g, ' ')
    .replaceAll('−', '-')
  const shared = flat.replaceAll(
    /(\d+(?:\.\d+)?) of (\d+(?:\.\d+)?) (GiB|MiB|GB)/g,
    '$1 $3 of $2 $3',
  )
  const whole = shared.replaceAll(
    /(\d+) min (\d+) s/g,
    (_, minutes: string, seconds: string) => `${Number(minutes) * 60 + Number(seconds)} s`,
  )
  const inverse = whole.replaceAll('1/', '')
  const found = inverse.matchAll(
    /(?<![\w.])(\d+(?:\.\d+)?)\s?(GiB\/s|MiB\/s|Gb\/s|GiB|MiB|KiB|GB|ms|µs|s|%|×)(?![\w/])/g,
  )
  return [...found].map(([match, digits = '', unit = '']) => {
    const [kind, factor] = UNITS[unit] ?? ['times', NaN]
    const decimals = digits.split('.')[1]?.length ?? 0
    return {
      text: match,
      kind,
      value: Number(digits) * factor,
      half: (factor * 10 ** -decimals) / 2,
    }
  })
}

/** Numbers of a text that are none of the run's, to their last digit. */
export function strangers(text: string, { numbers }: Truth): readonly string[] {
  return numbersIn(text)
    .filter(
      ({ kind, value, half }) =>
        !numbers[kind].some((truth) => Math.abs(truth - value) <= half * 1.000001 + 1e-12),
    )
    .map(({ text: written }) => written)
}
