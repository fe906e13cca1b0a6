/**
 * The futures of a run: a tree whose branches are whole inputs. A fork keeps the branch that it came from; both run from
 * the start with their own interventions, and up to the fork they are the same.
 */
import type { ScenarioId } from '../../catalogue/presets.ts'
import type { Nanoseconds } from '../../engine/units.ts'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import { LONGEST_NAME, MOST_FUTURES, type Future, type Futures } from '../../saved/futures.ts'

export type { Future, Futures } from '../../saved/futures.ts'
export { LONGEST_NAME, MOST_FUTURES } from '../../saved/futures.ts'

export function oneFuture(input: RunInput, preset: ScenarioId | undefined): Futures {
  const only = { id: 1, name: '', input, preset, parent: undefined, forkAt: 0 }
  return { list: [only], shown: 1, compared: undefined }
}

export function futureOf({ list }: Futures, id: number | undefined): Future | undefined {
  return list.find((future) => future.id === id)
}

export function shownFuture(futures: Futures): Future {
  return futureOf(futures, futures.shown) ?? futures.list[0]!
}

/** The same tree with another input for the branch on the screen. */
export function withInput(
  futures: Futures,
  input: RunInput,
  preset: ScenarioId | undefined,
): Futures {
  const list = futures.list.map((future) =>
    future.id === futures.shown ? { ...future, input, preset } : future,
  )
  return { ...futures, list }
}

/** A second future from `forkAt` on, on the screen; the first stays as its ghost. The same tree when it is full. */
export function forked(futures: Futures, forkAt: Nanoseconds): Futures {
  if (futures.list.length >= MOST_FUTURES) return futures
  const parent = shownFuture(futures)
  const id = Math.max(...futures.list.map((future) => future.id)) + 1
  const child: Future = { ...parent, id, name: '', parent: parent.id, forkAt }
  return { list: [...futures.list, child], shown: id, compared: parent.id }
}

/** Without a branch; its children hang on to its parent. The last one stays. */
export function without(futures: Futures, id: number): Futures {
  const gone = futureOf(futures, id)
  if (gone === undefined || futures.list.length < 2) return futures
  const rest = futures.list.filter((future) => future !== gone)
  const heir = gone.parent ?? rest[0]!.id
  const list = rest.map((future) =>
    future.parent === id ? { ...future, parent: heir === future.id ? undefined : heir } : future,
  )
  const shown = futures.shown === id ? heir : futures.shown
  const { compared } = futures
  return { list, shown, compared: compared === id || compared === shown ? undefined : compared }
}

export function named(futures: Futures, id: number, name: string): Futures {
  const short = name.slice(0, LONGEST_NAME)
  const list = futures.list.map((future) =>
    future.id === id ? { ...future, name: short } : future,
  )
  return { ...futures, list }
}
