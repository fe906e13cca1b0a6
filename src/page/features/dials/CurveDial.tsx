/** A measured curve as text: pairs of seconds and share of memory. */
import { useId, useState } from 'react'
import { parseValue, problemLine, valueText } from '../../../engine/scenario/validate.ts'
import { PARAMETER_TEXT } from '../../../text/parameters.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { DialHead } from './DialHead.tsx'

const ID = 'workload.curve'

export function CurveDial() {
  const perform = useCommand()
  const value = useApp((state) => state.input.scenario[ID])
  const [typed, setTyped] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const name = useId()
  const commit = () => {
    if (typed === undefined) return
    const result = parseValue(ID, typed)
    if ('problem' in result)
      return setProblem(problemLine({ ...result.problem, field: PARAMETER_TEXT[ID].label }))
    setProblem(undefined)
    setTyped(undefined)
    perform('set-parameter', ID, result.ok)
  }
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
        onChange={(event) => setTyped(event.currentTarget.value)}
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
