/** The keys, made from the list of commands. */
import { useEffect, useRef } from 'react'
import { COMMAND_IDS, keysOf } from '../../store/commands.ts'
import { COMMAND_TEXT, HELP_TEXT, keyName } from '../../text/commands.ts'
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { useApp, useCommand } from '../session-context.ts'

export function HelpDialog() {
  const perform = useCommand()
  const open = useApp((state) => state.helpOpen)
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])

  const close = () => {
    if (open) perform('help')
  }
  const openTruth = () => {
    close()
    perform('truth')
  }
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={close}>
      <header>
        <h2 id="help-title">{HELP_TEXT.title}</h2>
        <button type="button" className="button sign" aria-label={HELP_TEXT.close} onClick={close}>
          ✕
        </button>
      </header>
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
      <p>
        <button type="button" className="button" onClick={openTruth}>
          {LAYOUT_TEXT.truth}
        </button>
      </p>
      <p>{HELP_TEXT.note}</p>
      <p>{HELP_TEXT.words}</p>
      <p>{HELP_TEXT.marks}</p>
      <p>{HELP_TEXT.independent}</p>
    </dialog>
  )
}

function keyNames(id: (typeof COMMAND_IDS)[number]): readonly string[] {
  return id === 'phase' ? [HELP_TEXT.digits] : keysOf(id).map(keyName)
}
