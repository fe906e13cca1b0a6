/** "Pause when …": the conditions, when they come true in this run, and a form for one more. */
import { useStore } from 'zustand'
import { formatSeconds } from '../../../text/format.ts'
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { conditionText } from '../../../text/conditions.ts'
import { PAUSES_TEXT } from '../../../text/pauses.ts'
import { useApp, useCommand, useRevealed, useSession } from '../../controls/session-context.ts'
import { AddPause } from './AddPause.tsx'
import './pauses.css'

/** So many times of a condition stand beside it. */
const SHOWN = 6

export function Pauses() {
  const perform = useCommand()
  const session = useSession()
  const summary = useRevealed()
  const pauses = useApp((state) => state.tools.pauses)
  const known = useStore(session.pauses.crossings, (state) => state.known)
  if (!summary) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <>
      <p className="drawer-intro">{PAUSES_TEXT.intro}</p>
      <AddPause pauses={pauses} summary={summary} />
      {pauses.length === 0 ? <p className="drawer-empty">{PAUSES_TEXT.none}</p> : null}
      <ul className="pauses" aria-label={PAUSES_TEXT.list}>
        {pauses.map(({ condition, enabled }, index) => {
          const text = conditionText(condition)
          return (
            <li key={text} data-off={enabled ? undefined : true}>
              <label>
                <input
                  type="checkbox"
                  checked={enabled}
                  aria-label={PAUSES_TEXT.enable(text)}
                  onChange={() => perform('toggle-pause', index)}
                />{' '}
                {text}
              </label>
              <button
                type="button"
                className="button sign"
                aria-label={PAUSES_TEXT.remove(text)}
                onClick={() => perform('remove-pause', index)}
              >
                ✕
              </button>
              <Times times={known?.pauses === pauses ? known.times[index] : undefined} />
            </li>
          )
        })}
      </ul>
    </>
  )
}

function Times({ times }: { readonly times: readonly number[] | undefined }) {
  const perform = useCommand()
  if (!times) return <p className="pause-times">{PAUSES_TEXT.waiting}</p>
  if (times.length === 0) return <p className="pause-times">{PAUSES_TEXT.never}</p>
  const more = times.length - SHOWN
  return (
    <p className="pause-times">
      {PAUSES_TEXT.times(times.length)}:{' '}
      {times.slice(0, SHOWN).map((time) => (
        <button key={time} type="button" onClick={() => perform('seek', time)}>
          {formatSeconds(time)}
        </button>
      ))}{' '}
      {more > 0 ? PAUSES_TEXT.further(more) : null}
    </p>
  )
}
