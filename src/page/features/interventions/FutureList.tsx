/** The futures of this run: show one, name it, keep one as the ghost, delete it. */
import type { Future } from '../../../saved/saved-run.ts'
import { formatDuration } from '../../../text/format.ts'
import { TIME_TEXT } from '../../../text/time-machine.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'

/** How deep a future hangs in the tree. */
function depthOf(future: Future, list: readonly Future[]): number {
  const parent = list.find(({ id }) => id === future.parent)
  return parent === undefined ? 0 : 1 + depthOf(parent, list)
}

export function FutureList() {
  const futures = useApp((state) => state.futures)
  return (
    <ol className="futures">
      {futures.list.map((future, index) => (
        <FutureRow
          key={future.id}
          future={future}
          place={index + 1}
          depth={depthOf(future, futures.list)}
        />
      ))}
    </ol>
  )
}

interface FutureRowProps {
  readonly future: Future
  readonly place: number
  readonly depth: number
}

function FutureRow({ future, place, depth }: FutureRowProps) {
  const perform = useCommand()
  const { id, name, parent, forkAt } = future
  const shown = useApp((state) => state.futures.shown === id)
  const compared = useApp((state) => state.futures.compared === id)
  const alone = useApp((state) => state.futures.list.length < 2)
  const end = useApp((state) => state.outcomes[id]?.summary.end)
  const called = TIME_TEXT.future(place, name)
  return (
    <li style={{ paddingLeft: `${depth}em` }} data-shown={shown || undefined}>
      <button
        type="button"
        className="button"
        aria-pressed={shown}
        aria-label={`${TIME_TEXT.show}: ${called}`}
        onClick={() => perform('show-future', id)}
      >
        {shown ? '●' : '○'}
      </button>
      <input
        type="text"
        autoComplete="off"
        aria-label={`${TIME_TEXT.name}: ${called}`}
        placeholder={called}
        value={name}
        maxLength={60}
        onChange={(event) => perform('name-future', id, event.currentTarget.value)}
      />
      <span className="future-note">
        {[
          end === undefined ? '' : formatDuration(end),
          parent === undefined ? '' : TIME_TEXT.forkedAt(forkAt),
        ]
          .filter((part) => part !== '')
          .join(', ')}
      </span>
      <button
        type="button"
        className="button"
        aria-pressed={compared}
        disabled={shown || alone}
        aria-label={`${TIME_TEXT.compare}: ${called}`}
        onClick={() => perform('compare-future', compared ? undefined : id)}
      >
        ⇄
      </button>
      <button
        type="button"
        className="button sign"
        disabled={alone}
        aria-label={`${TIME_TEXT.remove}: ${called}`}
        onClick={() => perform('delete-future', id)}
      >
        ✕
      </button>
    </li>
  )
}
