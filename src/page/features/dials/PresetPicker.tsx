/** Where the scenario starts from. */
import { useId } from 'react'
import { PRESETS } from '../../../catalogue/presets.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { PRESET_TEXT } from '../../../text/presets.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'

export function PresetPicker() {
  const perform = useCommand()
  const preset = useApp((state) => state.preset ?? 'default')
  const own = PRESETS.find(({ id }) => id === preset)
  const name = useId()
  return (
    <div className="dial">
      <div className="dial-head">
        <label htmlFor={name} title={own && PRESET_TEXT[own.id].description}>
          {LAYOUT_TEXT.preset}
        </label>
      </div>
      <select
        id={name}
        value={preset}
        onChange={(event) => perform('preset', event.currentTarget.value)}
      >
        {own ? null : <option value={preset}>{LAYOUT_TEXT.story}</option>}
        {PRESETS.map(({ id }) => (
          <option key={id} value={id}>
            {PRESET_TEXT[id].name}
          </option>
        ))}
      </select>
    </div>
  )
}
