/** The keys, made from the list of commands, and the ways to share the screen and to "How true is this?". */
import { useEffect, useRef } from 'react'
import { COMMAND_IDS, keysOf } from '../../session/commands.ts'
import { COMMAND_TEXT, keyName } from '../../../text/commands.ts'
import { HELP_TEXT } from '../../../text/help.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { useCommand } from '../../controls/session-context.ts'
import './keys.css'

export function Keys({ onClose }: { readonly onClose: () => void }) {
  const perform = useCommand()
  const close = useRef<HTMLButtonElement>(null)
  // The dialog opens before its content is there.
  useEffect(() => close.current?.focus(), [])
  const instead = (command: 'truth' | 'copy-link') => () => {
    onClose()
    perform(command)
  }
  return (
    <>
      <header>
        <h2 id="help-title">{HELP_TEXT.title}</h2>
        <button
          type="button"
          className="button sign"
          aria-label={HELP_TEXT.close}
          onClick={onClose}
          ref={close}
        >
          ✕
        </button>
      </header>
      <p className="help-ways">
        <button type="button" className="button" onClick={instead('copy-link')}>
          {LAYOUT_TEXT.copyLink}
        </button>
        <button type="button" className="button" onClick={instead('truth')}>
          {LAYOUT_TEXT.truth}
        </button>
      </p>
      <dl className="keys">
        {COMMAND_IDS.filter((id) => keysOf(id).length > 0).map((id) => (
          <div key={id}>
            <dt>
              {keyNames(id).map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{COMMAND_TEXT[id]}</dd>
          </div>
        ))}
      </dl>
      <p>{HELP_TEXT.note}</p>
      <p>{HELP_TEXT.words}</p>
      <p>{HELP_TEXT.marks}</p>
      <p>{HELP_TEXT.independent}</p>
    </>
  )
}

function keyNames(id: (typeof COMMAND_IDS)[number]): readonly string[] {
  return id === 'phase' ? [HELP_TEXT.digits] : keysOf(id).map(keyName)
}
