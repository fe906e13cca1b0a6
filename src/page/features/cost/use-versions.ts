/** Runs an input in every version on an engine of its own, so that the stage never waits; a changed input starts afresh. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { GENERATION_IDS } from '../../../engine/generations/difference.ts'
import { clampScenario } from '../../../engine/scenario/validate.ts'
import type { RunInput } from '../../../engine/scenario/scenario.ts'
import type { EngineReply, EngineRequest } from '../../workers/messages.ts'
import type { Summary } from '../../../report/summary.ts'
import type { GenerationId } from '../../../text/generations.ts'
import { spawnEngineWorker } from '../../workers/spawn.ts'

export interface Versions {
  readonly summaries: ReadonlyMap<GenerationId, Summary>
  readonly running: boolean
  readonly compare: () => void
}

/** What a comparison depends on: everything but the version itself. */
export function comparedKey({ scenario, seed }: RunInput): string {
  return JSON.stringify([{ ...scenario, generation: '' }, seed])
}

/** For one input, whatever its version: use it in a component that is made anew when `comparedKey` changes. */
export function useVersions(input: RunInput): Versions {
  const [summaries, setSummaries] = useState<Versions['summaries']>(new Map())
  const [running, setRunning] = useState(false)
  const worker = useRef<Worker>(undefined)
  useEffect(() => () => worker.current?.terminate(), [])
  const compare = useCallback(() => {
    worker.current?.terminate()
    const engine = spawnEngineWorker()
    worker.current = engine
    setRunning(true)
    const ask = (index: number) => {
      const generation = GENERATION_IDS[index]
      if (generation === undefined) {
        engine.terminate()
        setRunning(false)
        return
      }
      const { scenario } = clampScenario({ ...input.scenario, generation })
      const request: EngineRequest = { kind: 'run', runId: index, input: { ...input, scenario } }
      engine.postMessage(request)
    }
    engine.addEventListener('message', ({ data }: MessageEvent<EngineReply>) => {
      if (data.kind === 'ready') return
      const generation = GENERATION_IDS[data.runId]
      if (data.kind === 'outcome' && generation !== undefined)
        setSummaries((before) => new Map(before).set(generation, data.summary))
      ask(data.runId + 1)
    })
    ask(0)
  }, [input])
  return { summaries, running, compare }
}
