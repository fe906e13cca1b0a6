/** The page's side of the engine worker: one run at a time, remembered until its recording has reached the player. */
import type { RunInput } from '../../engine/scenario/scenario.ts'
import type { Alternative } from '../../report/alternatives.ts'
import type { Summary } from '../../report/summary.ts'
import type { Death } from '../../text/threads.ts'
import { createKeeper, type KeeperClock } from './keeper.ts'
import type { EngineReply, EngineRequest } from './messages.ts'
import type { Pace } from './pace.ts'

export interface EngineListener {
  outcome(runId: number, summary: Summary, milliseconds: number): void
  /** A run that takes long is so far. */
  progress(runId: number, pace: Pace): void
  /** What a run that is through would have come to otherwise; not computed where nobody listens. */
  alternatives?(runId: number, alternatives: readonly Alternative[]): void
  /** The run can't be computed: what its engine said. */
  error(runId: number, message: string): void
  /** The worker died and was started anew, with the run that was asked. */
  restarted(death: Death): void
  /** Workers die one after the other: what was asked is given up. */
  gaveUp(death: Death): void
}

export interface EngineClient {
  /** Starts a run; every earlier one becomes stale. */
  run(runId: number, input: RunInput): void
  /** Stops the run that is under way, if any. */
  cancel(): void
  /** The player has the recording of a run. */
  delivered(runId: number): void
  /** Hands over a port that leads to the player, in the place of the one before. */
  connect(port: MessagePort): void
  /** Ends the worker. */
  end(): void
}

interface Job {
  readonly runId: number
  readonly input: RunInput
  /** Its outcome has come: the engine has done its part, the recording is on its way to the player. */
  readonly told: boolean
}

/** `joined` is called when a worker is there that has no port to the player. */
export function createEngineClient(
  spawn: () => Worker,
  listener: EngineListener,
  joined: () => void,
  clock?: KeeperClock,
): EngineClient {
  let job: Job | undefined
  /** What it was when the engine was pinged. */
  let pingedJob: Job | undefined

  const setJob = (next: Job | undefined) => {
    job = next
    keeper.owes(job !== undefined && !job.told)
  }
  const begin = ({ runId, input }: Job) => {
    setJob({ runId, input, told: false })
    const otherwise = listener.alternatives !== undefined
    keeper.send({ kind: 'run', runId, input, otherwise })
  }

  const keeper = createKeeper<EngineRequest, EngineReply>({
    spawn,
    receive(reply) {
      switch (reply.kind) {
        case 'outcome':
          if (job?.runId === reply.runId) setJob({ ...job, told: true })
          keeper.thrives()
          return listener.outcome(reply.runId, reply.summary, reply.milliseconds)
        case 'progress':
          return listener.progress(reply.runId, reply.pace)
        case 'alternatives':
          return listener.alternatives?.(reply.runId, reply.alternatives)
        case 'run-error':
          if (job?.runId === reply.runId) setJob(undefined)
          return listener.error(reply.runId, reply.message)
      }
    },
    pinged() {
      pingedJob = job
    },
    alive({ job: atWork }) {
      if (job && job === pingedJob && !job.told && atWork !== job.runId)
        keeper.fail({ kind: 'forgetful' })
    },
    renewed(death) {
      const unfinished = job
      job = undefined
      joined()
      if (unfinished) begin(unfinished)
      listener.restarted(death)
    },
    gaveUp(death) {
      setJob(undefined)
      listener.gaveUp(death)
    },
    clock,
  })

  return {
    run(runId, input) {
      if (keeper.revive()) joined()
      begin({ runId, input, told: false })
    },
    cancel() {
      if (!job) return
      setJob(undefined)
      keeper.send({ kind: 'cancel' })
    },
    delivered(runId) {
      if (job?.runId === runId) setJob(undefined)
    },
    connect(port) {
      keeper.send({ kind: 'connect' }, [port])
      // The recording takes, or has taken, the way that there was before.
      if (job) begin(job)
    },
    end: () => keeper.end(),
  }
}
