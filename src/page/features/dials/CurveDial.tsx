/** A measured curve as text: pairs of seconds and share of memory. */
import { useId } from 'react'
import { valueText } from '../../../engine/scenario/validate.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { useTyped } from '../../controls/use-typed.ts'
import { DialHead } from './DialHead.tsx'

const ID = 'workload.curve'

export function CurveDial() {
  const perform = useCommand()
  const value = useApp((state) => state.input.scenario[ID])
  const name = useId()
  const { typed, problem, type, commit } = useTyped(ID, (next) =>
    perform('set-parameter', ID, next),
  )
  return (
    <div className="dial" data-wrong={problem !== undefined || undefined}>
      <DialHead id={ID} labelFor={name} />
      <textarea
        id={name}
        rows={2}
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `${name}-problem` : undefined}
        value={typed ?? valueText(ID, value)}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={commit}
      />
      {problem ? (
        <p className="dial-problem" id={`${name}-problem`} role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
