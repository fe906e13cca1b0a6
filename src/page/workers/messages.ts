/**
 * Messages between the page and its two workers. One union a direction; buffers are transferred, never copied.
 * With `connect` the port between the two workers travels as the only transferred port of the event.
 */
import type { RunInput } from '../../engine/scenario/scenario.ts'
import type { AnyQuestion, AnswerTo, QuestionKind } from '../../recording/ask.ts'
import type { CellView } from '../../recording/cell.ts'
import type { Sample } from '../../recording/sample.ts'
import type { Alternative } from '../../report/alternatives.ts'
import type { Summary } from '../../report/summary.ts'
import type { Pace } from './pace.ts'

/** Page → engine worker. The latest run wins: a `run` makes every earlier one stale. */
export type EngineRequest =
  | { readonly kind: 'connect' }
  | {
      readonly kind: 'run'
      readonly runId: number
      readonly input: RunInput
      /** `alternatives` are wanted after it. */
      readonly otherwise: boolean
    }
  /** The latest run is no longer wanted. */
  | { readonly kind: 'cancel' }

/** Engine worker → page. The recording itself goes over the port to the player. */
export type EngineReply =
  | {
      readonly kind: 'outcome'
      readonly runId: number
      readonly summary: Summary
      readonly milliseconds: number
    }
  /** A run that takes long is so far. */
  | { readonly kind: 'progress'; readonly runId: number; readonly pace: Pace }
  /** What the run would have come to otherwise: computed after it, as long as nothing else is asked for. */
  | {
      readonly kind: 'alternatives'
      readonly runId: number
      readonly alternatives: readonly Alternative[]
    }
  | { readonly kind: 'run-error'; readonly runId: number; readonly message: string }

/** A picture of a moment. */
export interface FrameRequest {
  readonly kind: 'frame'
  readonly frameId: number
  readonly runId: number
  readonly time: number
  readonly view: CellView
  /** Recycled; room for view.cells words. */
  readonly cells: ArrayBuffer
}

/** Anything else: a file of `recording/questions/` each. */
export interface QuestionRequest {
  readonly kind: 'question'
  readonly requestId: number
  readonly runId: number
  readonly question: AnyQuestion
}

/** What the page asks of the player. `runId` names a recording that it holds. */
export type PlayerRequest = { readonly kind: 'connect' } | FrameRequest | QuestionRequest

/** Player → page. Each question is answered, refused with a reason, or asked again after `missing`. */
export type PlayerReply =
  | { readonly kind: 'recorded'; readonly runId: number }
  | (FrameRequest & { readonly sample: Sample })
  | { readonly kind: 'frame-refused'; readonly runId: number; readonly reason: string }
  | {
      readonly kind: 'answer'
      readonly requestId: number
      readonly answer: AnswerTo<QuestionKind>
    }
  | { readonly kind: 'refused'; readonly requestId: number; readonly reason: string }
  /** The recording was dropped from the cache; the page asks the engine to run again. */
  | {
      readonly kind: 'missing'
      readonly runId: number
      readonly request: 'frame' | 'question'
    }
