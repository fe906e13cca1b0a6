/** Runs an input in every version on an engine of its own, so that the stage never waits; a changed input starts afresh. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { GENERATION_IDS } from '../../engine/generations/difference.ts'
import { clampScenario } from '../../engine/scenario/validate.ts'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import type { EngineReply, EngineRequest } from '../../protocol/messages.ts'
import type { Summary } from '../../report/summary.ts'
import type { GenerationId } from '../../text/generations.ts'
import { spawnEngineWorker } from '../../worker/spawn.ts'

export interface Versions {
  readonly summaries: ReadonlyMap<GenerationId, Summary>
  readonly running: boolean
  readonly compare: () => void
}

interface Compared {
  readonly key: string
  readonly summaries: ReadonlyMap<GenerationId, Summary>
}

/** What a comparison depends on: everything but the version itself. */
function keyOf({ scenario, seed }: RunInput): string {
  return JSON.stringify([{ ...scenario, generation: '' }, seed])
}

export function useVersions(input: RunInput): Versions {
  const key = keyOf(input)
  const [compared, setCompared] = useState<Compared>()
  const [running, setRunning] = useState(false)
  const worker = useRef<Worker>(undefined)
  useEffect(
    () => () => {
      worker.current?.terminate()
      worker.current = undefined
    },
    [key],
  )
  const compare = useCallback(() => {
    worker.current?.terminate()
    const engine = spawnEngineWorker()
    worker.current = engine
    setRunning(true)
    const summaries = new Map<GenerationId, Summary>()
    const ask = (index: number) => {
      const generation = GENERATION_IDS[index]
      if (generation === undefined) {
        engine.terminate()
        setRunning(false)
        return
      }
      const { scenario } = clampScenario({ ...input.scenario, generation })
      const request: EngineRequest = {
        kind: 'run',
        runId: index,
        input: { ...input, scenario },
      }
      engine.postMessage(request)
    }
    engine.addEventListener('message', ({ data }: MessageEvent<EngineReply>) => {
      if (data.kind === 'ready') return
      const generation = GENERATION_IDS[data.runId]
      if (data.kind === 'outcome' && generation !== undefined) {
        summaries.set(generation, data.summary)
        setCompared({ key, summaries: new Map(summaries) })
      }
      ask(data.runId + 1)
    })
    ask(0)
  }, [input, key])
  const current = compared?.key === key ? compared.summaries : new Map<GenerationId, Summary>()
  return { summaries: current, running, compare }
}
