/** The seed: another draw of the same scenario. Reset leaves it alone. */
import { useId } from 'react'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'

export function SeedField() {
  const perform = useCommand()
  const seed = useApp((state) => state.input.seed)
  const name = useId()
  return (
    <div className="dial">
      <div className="dial-head">
        <label htmlFor={name}>{LAYOUT_TEXT.seed}</label>
      </div>
      <input
        // A seed from elsewhere (a link) shows up in the field.
        key={seed}
        id={name}
        type="number"
        min={0}
        max={4294967295}
        step={1}
        defaultValue={seed}
        onChange={(event) => {
          const { value } = event.currentTarget
          if (value !== '') perform('seed', Number(value))
        }}
      />
    </div>
  )
}
