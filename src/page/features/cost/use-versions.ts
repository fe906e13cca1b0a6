/** Runs an input in every version on an engine of its own, so that the stage never waits; a changed input starts afresh. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { GENERATION_IDS } from '../../../engine/generations/difference.ts'
import { clampScenario } from '../../../engine/scenario/validate.ts'
import type { RunInput } from '../../../engine/scenario/scenario.ts'
import { createEngineClient, type EngineClient } from '../../workers/engine-client.ts'
import type { Summary } from '../../../report/summary.ts'
import type { GenerationId } from '../../../text/generations.ts'
import { lastDeathText } from '../../../text/threads.ts'
import { spawnEngineWorker } from '../../workers/spawn.ts'

export interface Versions {
  /** A version that can't be computed has its reason. */
  readonly summaries: ReadonlyMap<GenerationId, Summary | { readonly problem: string }>
  readonly running: boolean
  /** Why the comparison has stopped before its end. */
  readonly stopped: string | undefined
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
  const [stopped, setStopped] = useState<string>()
  const client = useRef<EngineClient>(undefined)
  useEffect(() => () => client.current?.end(), [])
  const compare = useCallback(() => {
    client.current?.end()
    setRunning(true)
    setStopped(undefined)
    const note = (index: number, found: Summary | { readonly problem: string }) => {
      const generation = GENERATION_IDS[index]
      if (generation !== undefined) setSummaries((before) => new Map(before).set(generation, found))
      ask(index + 1)
    }
    const ask = (index: number) => {
      const generation = GENERATION_IDS[index]
      if (generation === undefined) {
        engine.end()
        setRunning(false)
        return
      }
      const { scenario } = clampScenario({ ...input.scenario, generation })
      engine.run(index, { ...input, scenario })
    }
    const engine = createEngineClient(
      spawnEngineWorker,
      {
        outcome: note,
        progress: () => undefined,
        error: (index, problem) => note(index, { problem }),
        restarted: () => undefined,
        gaveUp(death) {
          engine.end()
          setRunning(false)
          setStopped(lastDeathText('engine', death))
        },
      },
      () => undefined,
    )
    client.current = engine
    ask(0)
  }, [input])
  return { summaries, running, stopped, compare }
}
