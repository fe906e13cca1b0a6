/** The keys, made from the list of commands, the ways to share the screen and to "How true is this?", and the licences. */
import { useEffect, useRef } from 'react'
import { COMMAND_IDS, keysOf } from '../../session/commands.ts'
import { COMMAND_TEXT, keyName } from '../../../text/commands.ts'
import { HELP_TEXT } from '../../../text/help.ts'
import { LICENCE_TEXT } from '../../../text/licences.ts'
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
      <p>
        {LICENCE_TEXT.lead}
        <a href={licences()} target="_blank" rel="noreferrer">
          {LICENCE_TEXT.link}
        </a>
      </p>
    </>
  )
}

let address: string | undefined

/** Where the licences are: in a file beside the page, or in the page itself, if it came as one file. */
function licences(): string {
  const within = document.getElementById(LICENCE_TEXT.file)?.textContent
  const type = 'text/plain;charset=utf-8'
  address ??= within ? URL.createObjectURL(new Blob([within], { type })) : `./${LICENCE_TEXT.file}`
  return address
}

function keyNames(id: (typeof COMMAND_IDS)[number]): readonly string[] {
  return id === 'phase' ? [HELP_TEXT.digits] : keysOf(id).map(keyName)
}
