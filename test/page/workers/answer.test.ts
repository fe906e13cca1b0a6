// The player's replies: each question as the recording answers it, its columns given away, and none without a reply.
import { expect, test } from 'vitest'
import { runToEnd } from '../../../src/engine/run.ts'
import { DEFAULT_SCENARIO } from '../../../src/engine/scenario/scenario.ts'
import { clampScenario } from '../../../src/engine/scenario/validate.ts'
import type { AnyQuestion, QuestionKind, QuestionOf } from '../../../src/recording/ask.ts'
import { createRecording } from '../../../src/recording/recording.ts'
import { answer } from '../../../src/page/workers/answer.ts'
import type { PlayerReply } from '../../../src/page/workers/messages.ts'

const { scenario } = clampScenario({
  ...DEFAULT_SCENARIO,
  'vm.memory': 0.25,
  'workload.workingSet': 0.125,
})
const recording = createRecording(runToEnd({ scenario, seed: 7 }))
const view = { firstPage: 0, pagesPerCell: 64, cells: 1024 }
const time = recording.end / 2

/** One of each kind; what moves a column is looked at below. */
const QUESTIONS: { readonly [Kind in QuestionKind]: QuestionOf<Kind> } = {
  blockLife: { kind: 'blockLife', firstPage: 0, pages: 512 },
  crossings: { kind: 'crossings', conditions: [{ kind: 'fact', fact: 'pass-began' }] },
  guestTimes: { kind: 'guestTimes' },
  heat: { kind: 'heat', time, value: 'sent', view },
  mostSent: { kind: 'mostSent' },
  pageFires: { kind: 'pageFires', firstPage: 0, pages: 512 },
  pageLife: { kind: 'pageLife', page: 3 },
  readout: { kind: 'readout', time, firstPage: 0, pages: 512 },
  sentHistogram: { kind: 'sentHistogram' },
  series: { kind: 'series', times: Float64Array.of(0, time, recording.end) },
  streamShares: { kind: 'streamShares' },
}

const ask = (question: AnyQuestion) =>
  answer({ kind: 'question', requestId: 1, runId: 1, question }, recording)

/** A reply as it arrives: what was transferred is gone here. */
const post = ({ reply, transfer }: ReturnType<typeof answer>): PlayerReply =>
  structuredClone(reply, { transfer })

test.each(Object.values(QUESTIONS))(
  '$kind is answered as the recording answers it, however often it is asked',
  (question) => {
    const expected = { kind: 'answer', requestId: 1, answer: recording.ask(question) }
    expect(post(ask(question))).toEqual(expected)
    expect(post(ask(question))).toEqual(expected)
  },
)

test('columns change hands instead of being copied', () => {
  const moved = (question: AnyQuestion) =>
    ask(question).transfer.map(({ byteLength }) => byteLength)
  expect(moved(QUESTIONS.heat)).toEqual([1024 * 4])
  expect(moved(QUESTIONS.series)).toEqual(Array.from({ length: 11 }, () => 3 * 8))
  expect(moved(QUESTIONS.readout)).toEqual([])
})

test('a frame brings its buffer back', () => {
  const cells = new ArrayBuffer(view.cells * 4)
  const frame = { kind: 'frame', frameId: 3, runId: 1, time, view, cells } as const
  const { reply, transfer } = answer(frame, recording)
  expect(transfer).toEqual([cells])
  expect(reply).toEqual({ ...frame, sample: recording.sampleAt(time) })
  const painted = new Uint32Array(view.cells)
  recording.paintDots(time, view, painted)
  expect(new Uint32Array(cells)).toEqual(painted)
})

test('what throws is refused with what it says', () => {
  const fail = () => {
    throw new RangeError('no such pass')
  }
  const broken = { ...recording, ask: fail, paintDots: fail }
  const question = { kind: 'question', requestId: 4, runId: 1, question: QUESTIONS.heat } as const
  expect(answer(question, broken)).toEqual({
    reply: { kind: 'refused', requestId: 4, reason: 'no such pass' },
    transfer: [],
  })
  const cells = new ArrayBuffer(view.cells * 4)
  expect(answer({ kind: 'frame', frameId: 3, runId: 1, time, view, cells }, broken)).toEqual({
    reply: { kind: 'frame-refused', runId: 1, reason: 'no such pass' },
    transfer: [],
  })
})

test('a recording that was dropped is missing, whatever is asked of it', () => {
  const { reply } = answer(
    { kind: 'question', requestId: 4, runId: 9, question: QUESTIONS.mostSent },
    undefined,
  )
  expect(reply).toEqual({ kind: 'missing', runId: 9, request: 'question' })
})
