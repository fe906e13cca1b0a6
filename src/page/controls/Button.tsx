/** A button for a command: label and tooltip with its key come from the list. */
import type { ReactNode } from 'react'
import { isEnabled, keysOf } from '../session/commands.ts'
import { COMMAND_TEXT, keyName, type CommandId } from '../../text/commands.ts'
import { useApp } from './session-context.ts'

export interface ButtonProps {
  readonly command: CommandId
  readonly onClick: () => void
  readonly children: ReactNode
  /** Spoken instead of the children, where they are a sign. */
  readonly label?: string
  readonly pressed?: boolean
  readonly expanded?: boolean
  readonly className?: string
}

export function Button(props: ButtonProps) {
  const { command, onClick, children, label, pressed, expanded, className } = props
  const enabled = useApp((state) => isEnabled(command, state))
  const [key] = keysOf(command)
  return (
    <button
      type="button"
      className={className ?? 'button'}
      title={key ? `${COMMAND_TEXT[command]} (${keyName(key)})` : COMMAND_TEXT[command]}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-keyshortcuts={key === ' ' ? 'Space' : key}
      disabled={!enabled}
      onClick={onClick}
    >
      {children}
    </button>
  )
}
