/** A session whose workers live on the same thread: the engine answers when the test says so. */
import { createRecording, type Recording } from '../../../src/recording/recording.ts'
import type { AnswerTo, QuestionKind, QuestionOf } from '../../../src/recording/ask.ts'
import type { RunRecord } from '../../../src/engine/run-record.ts'
import { startRun } from '../../../src/engine/run.ts'
import type { RunInput } from '../../../src/engine/scenario/scenario.ts'
import { summarize } from '../../../src/report/summarize.ts'
import type { AppState } from '../../../src/page/session/app-state.ts'
import { initialState } from '../../../src/page/session/initial-state.ts'
import { createSession, type Session } from '../../../src/page/session/session.ts'
import { FRESH_RUN } from '../../../src/saved/link.ts'
import type { EngineListener } from '../../../src/page/workers/engine-client.ts'
import type { PlayerListener } from '../../../src/page/workers/player-client.ts'

export interface FakeSession {
  readonly session: Session
  readonly state: () => AppState
  /** Runs that the engine was asked for and has not answered. */
  readonly asked: { readonly runId: number; readonly input: RunInput }[]
  /** Answers the latest run, as the engine does. */
  readonly answer: () => void
  /** Times and runs of the frames that were asked for. */
  readonly frames: { readonly runId: number; readonly time: number }[]
  /** Runs whose questions the page has refused. */
  readonly refused: number[]
  readonly engine: () => EngineListener
  readonly player: () => PlayerListener
  readonly clock: { now: number }
  /** Does the page wait for its workers? */
  readonly busy: () => boolean
}

function recordOf(input: RunInput): RunRecord {
  const run = startRun(input)
  let step = run.next()
  while (!step.done) step = run.next()
  return step.value
}

export function fakeSession(fresh = false, reducedMotion = false): FakeSession {
  const asked: { runId: number; input: RunInput }[] = []
  const frames: { runId: number; time: number }[] = []
  const refused: number[] = []
  const recordings = new Map<number, Recording>()
  const clock = { now: 0 }
  let busy = false
  let engine: EngineListener | undefined
  let player: PlayerListener | undefined
  const session = createSession({
    state: initialState(FRESH_RUN, [], fresh, { theme: 'dark', reducedMotion }),
    time: 0,
    now: () => clock.now,
    onBusy: (now) => {
      busy = now
    },
    engine(listener) {
      engine = listener
      return {
        run: (runId, input) => void asked.push({ runId, input }),
        cancel: () => void asked.splice(0),
        delivered: () => {},
        connect: () => {},
        end: () => {},
      }
    },
    player(listener) {
      player = listener
      return {
        want: (runId, time) => void frames.push({ runId, time }),
        expect: () => {},
        refuse: (runId) => void refused.push(runId),
        connect: () => {},
        revive: () => {},
        // What is asked of a recording before it is there waits for it. Nothing here looks at curves.
        ask: <Kind extends QuestionKind>(runId: number, question: QuestionOf<Kind>) =>
          new Promise<AnswerTo<Kind>>((resolve) => {
            const recording = question.kind === 'series' ? undefined : recordings.get(runId)
            if (recording) resolve(recording.ask(question))
          }),
      }
    },
  })
  return {
    session,
    state: () => session.store.getState(),
    asked,
    frames,
    refused,
    clock,
    busy: () => busy,
    engine() {
      if (!engine) throw new Error('no engine')
      return engine
    },
    player() {
      if (!player) throw new Error('no player')
      return player
    },
    answer() {
      const latest = asked.at(-1)
      if (!latest) throw new Error('nothing was asked')
      asked.length = 0
      const record = recordOf(latest.input)
      recordings.set(latest.runId, createRecording(record))
      engine?.outcome(latest.runId, summarize(record), 1)
      player?.recorded(latest.runId)
    },
  }
}
