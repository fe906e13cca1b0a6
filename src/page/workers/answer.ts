/** The player's replies: a pure function of a request and a recording, and the buffers to transfer with each. */
import { columnsOf } from '../../recording/ask.ts'
import type { Recording } from '../../recording/recording.ts'
import type { FrameRequest, PlayerReply, QuestionRequest } from './messages.ts'

export interface Answer {
  readonly reply: PlayerReply
  readonly transfer: ArrayBuffer[]
}

/** Replies to a request whatever happens: what throws is refused with what it says. */
export function answer(
  request: FrameRequest | QuestionRequest,
  recording: Recording | undefined,
): Answer {
  const { kind, runId } = request
  if (!recording) return { reply: { kind: 'missing', runId, request: kind }, transfer: [] }
  try {
    return kind === 'frame' ? paint(request, recording) : answerQuestion(request, recording)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      reply:
        kind === 'frame'
          ? { kind: 'frame-refused', runId, reason }
          : { kind: 'refused', requestId: request.requestId, reason },
      transfer: [],
    }
  }
}

function paint(request: FrameRequest, recording: Recording): Answer {
  const { time, view, cells } = request
  recording.paintDots(time, view, new Uint32Array(cells, 0, view.cells))
  return { reply: { ...request, sample: recording.sampleAt(time) }, transfer: [cells] }
}

function answerQuestion({ requestId, question }: QuestionRequest, recording: Recording): Answer {
  const answered = recording.ask(question)
  const columns = columnsOf(question.kind, answered)
  return {
    reply: { kind: 'answer', requestId, answer: answered },
    transfer: columns.map(({ buffer }) => buffer as ArrayBuffer),
  }
}
