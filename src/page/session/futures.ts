/**
 * The futures of a run: a tree whose branches are whole inputs, each run from its start. A fork keeps the past because the
 * engine looks at no intervention before its time (`conditionsAt` and `ratesKnownAt` of `engine/migration/schedule.ts`; held by
 * `test/engine/interventions.test.ts`): two branches are the same until the first intervention in which they differ. `forkAt` only says when it was forked.
 */
import type { Nanoseconds } from '../../engine/units.ts'
import {
  type Future,
  futureOf,
  type Futures,
  MAX_FUTURES,
  MAX_NAME_LENGTH,
  shownFuture,
} from '../../saved/saved-run.ts'

/** A second future from `forkAt` on, on the screen; the first stays as its ghost. The same tree when it is full. */
export function forked(futures: Futures, forkAt: Nanoseconds): Futures {
  if (futures.list.length >= MAX_FUTURES) return futures
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
  const short = name.slice(0, MAX_NAME_LENGTH)
  const list = futures.list.map((future) =>
    future.id === id ? { ...future, name: short } : future,
  )
  return { ...futures, list }
}
