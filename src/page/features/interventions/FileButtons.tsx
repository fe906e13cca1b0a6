/** Saves the run with its futures, opens one: by the picker or dropped onto the page. */
import { useRef } from 'react'
import { TIME_TEXT } from '../../../text/time-machine.ts'
import { Button } from '../../controls/Button.tsx'
import { useCommand } from '../../controls/session-context.ts'

export function FileButtons() {
  const perform = useCommand()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <div className="time-files">
      <Button command="save-run" onClick={() => perform('save-run')}>
        {TIME_TEXT.save}
      </Button>
      <Button command="open-file" onClick={() => picker.current?.click()}>
        {TIME_TEXT.open}
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={(event) => {
          const { files } = event.currentTarget
          const file = files?.[0]
          if (file) perform('open-file', file)
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
