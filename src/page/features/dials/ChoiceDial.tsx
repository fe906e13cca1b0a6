/** A parameter with named options. */
import { useId } from 'react'
import { PARAMETERS, type ParameterId } from '../../../engine/scenario/parameters.ts'
import type { ChoiceParameter } from '../../../engine/scenario/parameter.ts'
import { optionLabel } from '../../../text/parameters.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { DialHead } from './DialHead.tsx'

export type ChoiceId = {
  [Id in ParameterId]: (typeof PARAMETERS)[Id] extends ChoiceParameter ? Id : never
}[ParameterId]

export function ChoiceDial({ id }: { readonly id: ChoiceId }) {
  const perform = useCommand()
  const value = useApp((state) => state.input.scenario[id])
  const options: readonly string[] = PARAMETERS[id].options
  const name = useId()
  return (
    <div className="dial">
      <DialHead id={id} labelFor={name} />
      <select
        id={name}
        value={value}
        onChange={(event) => perform('set-parameter', id, event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {optionLabel(id, option)}
          </option>
        ))}
      </select>
    </div>
  )
}
