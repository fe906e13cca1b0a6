/** The right control for a parameter, and what VMware did not support of its value. */
import { useId } from 'react'
import { PARAMETERS, type ParameterId } from '../../../engine/scenario/parameters.ts'
import { LIMITS_OF_DIALS } from './limits.ts'
import { NumberDial, type NumberId } from './NumberDial.tsx'
import type { ChoiceParameter } from '../../../engine/scenario/parameter.ts'
import { valueText } from '../../../engine/scenario/validate.ts'
import { optionLabel } from '../../../text/parameters.ts'
import { lazyView } from '../../controls/lazy-view.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { TypedProblem } from '../../controls/TypedProblem.tsx'
import { useTyped } from '../../controls/use-typed.ts'
import { DialHead } from './DialHead.tsx'

const SupportNote = lazyView(
  () => import('./SupportNote.tsx').then(({ SupportNote }) => SupportNote),
  { apart: true },
)

export function Dial({ id }: { readonly id: ParameterId }) {
  if (LIMITS_OF_DIALS[id] === undefined) return <Control id={id} />
  return (
    <div>
      <Control id={id} />
      <SupportNote id={id} />
    </div>
  )
}

function Control({ id }: { readonly id: ParameterId }) {
  switch (PARAMETERS[id].kind) {
    case 'number':
      return <NumberDial id={id as NumberId} />
    case 'choice':
      return <ChoiceDial id={id as ChoiceId} />
    case 'curve':
      return <CurveDial />
  }
}

/** A parameter with named options. */
type ChoiceId = {
  [Id in ParameterId]: (typeof PARAMETERS)[Id] extends ChoiceParameter ? Id : never
}[ParameterId]

function ChoiceDial({ id }: { readonly id: ChoiceId }) {
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

const CURVE = 'workload.curve'

/** A measured curve as text: pairs of seconds and share of memory. */
function CurveDial() {
  const perform = useCommand()
  const value = useApp((state) => state.input.scenario[CURVE])
  const name = useId()
  const { typed, problem, type, commit } = useTyped(CURVE, value, (next) =>
    perform('set-parameter', CURVE, next),
  )
  return (
    <div className="dial" data-wrong={problem !== undefined || undefined}>
      <DialHead id={CURVE} labelFor={name} />
      <textarea
        id={name}
        rows={2}
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `${name}-problem` : undefined}
        value={typed ?? valueText(CURVE, value)}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={commit}
      />
      <TypedProblem id={`${name}-problem`} problem={problem} />
    </div>
  )
}
