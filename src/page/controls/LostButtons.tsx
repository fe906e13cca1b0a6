/** What can be done where a part of the page is lost. */
import { COMMAND_TEXT } from '../../text/commands.ts'
import { LOST_TEXT } from '../../text/lost.ts'
import { useCommand, type Performer } from './session-context.ts'

export interface LostButtonsProps {
  readonly again: () => void
  readonly close?: ((perform: Performer) => void) | undefined
}

export function LostButtons({ again, close }: LostButtonsProps) {
  const perform = useCommand()
  return (
    <span className="lost-buttons">
      <button
        type="button"
        className="button"
        onClick={({ currentTarget }) => {
          // The button goes; the keyboard stays where it was.
          currentTarget.closest<HTMLElement>('[tabindex], dialog')?.focus()
          again()
        }}
      >
        {LOST_TEXT.tryAgain}
      </button>
      <button type="button" className="button" onClick={() => perform('reload')}>
        {COMMAND_TEXT.reload}
      </button>
      {close ? (
        <button type="button" className="button" onClick={() => close(perform)}>
          {LOST_TEXT.close}
        </button>
      ) : null}
    </span>
  )
}
