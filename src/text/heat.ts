/** The modes of the source's map in words: what each shows, what is exact and what is expected, the steps of each legend. */
import { PAGE_BYTES } from '../engine/units.ts'
import type { HeatMode } from '../saved/view.ts'
import type { SentHistogram } from '../recording/questions/sent-histogram.ts'
import { formatBytes, formatCount, formatNumber, formatSeconds, formatShare } from './format.ts'

export const HEAT_TEXT = {
  mode: 'Source’s map by',
  modes: {
    state: 'state',
    sent: 'times sent',
    fired: 'times written',
    age: 'age of the last write',
    stream: 'stream that carried it',
    difference: 'difference to the run before',
  },
  about: {
    state:
      'Both maps show the state of one page in the middle of each cell, exact at every moment. Choose another mode here or on the source’s map.',
    sent: 'How often a page of each cell has gone over the wire so far, on average. Exact: counted from the recording.',
    fired:
      'In how many passes a page of each cell was written so far, on average. Exact for the first write of a pass; further writes are known only in expectation.',
    age: 'How long ago the page in the middle of each cell was written for the first time in a pass. Writes after that one are known only in expectation and not shown.',
    stream:
      'Which stream carried the last page of each cell that was sent; or, of one stream, how often it carried a page of the cell, on average.',
    difference:
      'By how much more or less often the pages of each cell were sent in this run than in the run before, both to their end.',
  },
  /** As the map itself says it, where there is little room. */
  chooser: 'What the map shows',
  short: {
    state: 'state',
    sent: 'times sent',
    fired: 'times written',
    age: 'last write',
    stream: 'streams',
    difference: 'difference',
  },
  lastStream: 'the last one',
  stream: (stream: number) => `stream ${stream + 1}`,
  /** How pages are dealt out is not published. */
  rule: (batchPages: number) =>
    `No source says how vMotion deals pages out. Assumed here: ${formatCount(batchPages)} pages at a time go to the stream that is free next.`,
  oneStream: 'This run has one stream: it carried everything.',
  streams: 'Pages by stream, at the end of the run',
  streamColumns: ['Stream', 'Pages', 'Bytes'],
  frameBuffer: 'frame buffer',
  zeroPages: 'notes of zero pages',
  all: 'sent',
  bytes: (bytes: number) => formatBytes(bytes),
  count: (pages: number) => formatCount(pages),
  legend: 'What the colours mean',
  mapLegend: 'What the colours of the source’s map mean',
  noFormer: 'There is no run before this one: turn a dial, and the two are compared.',
  noFormerShort: 'turn a dial to compare',
  waiting: 'The recording is on its way.',
  histogram: 'Pages by times sent, at the end of the run',
  times: (times: number) => (times === 0 ? 'never' : `${formatCount(times)}×`),
  oftener: (times: number) => `${formatCount(times)}× or more`,
  bars: 'Bars grow with the square root, so that what is rare stays in sight.',
  /** Of all memory in use; what was counted in a part of it is an estimate. */
  amount: (pages: number, { counted, inUse }: SentHistogram) => {
    const share = counted > 0 ? pages / counted : 0
    return `${counted < inUse ? '≈ ' : ''}${formatBytes(share * inUse * PAGE_BYTES)} · ${formatShare(share)}`
  },
  some: ({ counted, inUse }: SentHistogram) =>
    counted < inUse
      ? `Counted page by page in ${formatShare(counted / inUse)} of memory, evenly spread: an estimate for all of it.`
      : 'Every page is counted.',
  columns: ['Sent', 'Pages'],
} as const

export interface Scale {
  /** The step of a value, 0 … 6. */
  readonly step: (value: number) => number
  readonly labels: readonly string[]
  /** What is written into the cell of a single page. */
  readonly mark: (value: number) => string
  /** The value of a cell, said of its page or of its pages. */
  readonly words: (value: number, pages: number) => string
}

const times = (value: number) => (value > 0 ? formatCount(value) : '')
const onAverage = (pages: number) => (pages === 1 ? '' : ' a page, on average')
const amount = (value: number, pages: number) =>
  pages === 1 ? formatCount(value) : formatNumber(value, 2)

/** Steps that rise with the value: at most the first bound is step 0. */
const rising =
  (bounds: readonly number[]) =>
  (value: number): number =>
    bounds.filter((bound) => value > bound).length

/** The newest write stands out most; a page that was never written, least. */
const AGES = [60, 30, 10, 3, 1]

const HEAT_SCALES: Readonly<Record<Exclude<HeatMode, 'state' | 'stream'>, Scale>> = {
  sent: {
    step: rising([0, 0.999, 1.001, 1.25, 2, 4]),
    labels: ['not yet', 'in part', 'once', 'up to 1.25×', 'up to 2×', 'up to 4×', 'more'],
    mark: times,
    words: (value, pages) =>
      value === 0 ? 'not sent yet' : `sent ${amount(value, pages)}×${onAverage(pages)}`,
  },
  fired: {
    step: rising([0, 0.1, 0.5, 1, 2, 4]),
    labels: ['never', 'up to 0.1×', 'up to 0.5×', 'up to 1×', 'up to 2×', 'up to 4×', 'more'],
    mark: times,
    words: (value, pages) =>
      value === 0
        ? 'not written yet'
        : `written in ${amount(value, pages)} ${pages === 1 && value === 1 ? 'pass' : 'passes'}${onAverage(pages)}`,
  },
  age: {
    step: (age) => (age === Infinity ? 0 : 1 + AGES.filter((bound) => age <= bound).length),
    labels: ['never', 'longer', 'up to 60 s', 'up to 30 s', 'up to 10 s', 'up to 3 s', 'up to 1 s'],
    mark: (age) => (age < 99.5 ? formatCount(Math.round(age)) : ''),
    words: (age, pages) =>
      `${pages === 1 ? '' : 'its middle page '}${age === Infinity ? 'not written yet' : `last written ${formatSeconds(age * 1e9)} ago`}`,
  },
  difference: {
    step: rising([-1, -0.25, -0.02, 0.02, 0.25, 1]),
    labels: ['1× less', 'less', 'a little less', 'the same', 'a little more', 'more', '1× more'],
    mark: (value) => (value === 0 ? '' : `${value > 0 ? '+' : '−'}${formatCount(Math.abs(value))}`),
    words: (value, pages) =>
      Math.abs(value) < 0.005
        ? 'sent as often as in the run before'
        : `sent ${amount(Math.abs(value), pages)}× ${value > 0 ? 'more' : 'less'} than in the run before${onAverage(pages)}`,
  },
}

const lastStreamScale = (streams: number): Scale => ({
  step: (stream) => Math.min(streams, stream + 1),
  labels: ['not yet', ...Array.from({ length: streams }, (_, stream) => HEAT_TEXT.stream(stream))],
  mark: (stream) => (stream < 0 ? '' : formatCount(stream + 1)),
  words: (stream, pages) =>
    stream < 0
      ? 'not sent yet'
      : `${pages === 1 ? '' : 'its last page '}carried by ${HEAT_TEXT.stream(stream)}`,
})

const oneStreamScale = (stream: number): Scale => ({
  step: HEAT_SCALES.fired.step,
  labels: HEAT_SCALES.fired.labels,
  mark: times,
  words: (value, pages) =>
    value === 0
      ? `${HEAT_TEXT.stream(stream)} carried none of it`
      : `${HEAT_TEXT.stream(stream)} carried ${pages === 1 ? 'it' : 'a page'} ${amount(value, pages)}×${pages === 1 ? '' : ', on average'}`,
})

/** `stream`: which one, from 0, of so many. */
export function heatScale(
  mode: Exclude<HeatMode, 'state'>,
  stream: number | undefined,
  streams: number,
): Scale {
  if (mode !== 'stream') return HEAT_SCALES[mode]
  return stream === undefined ? lastStreamScale(streams) : oneStreamScale(stream)
}
