/** A value of a parameter as it is typed: text until it is committed, by Enter or by leaving the field, and what is wrong with it. */
import { useState } from 'react'
import type { ParameterId } from '../../engine/scenario/parameters.ts'
import type { Scenario } from '../../engine/scenario/scenario.ts'
import { parseValue, problemLine } from '../../engine/scenario/validate.ts'
import { PARAMETER_TEXT } from '../../text/parameters.ts'

export interface TypedValue {
  /** Undefined: the field shows the value. */
  readonly typed: string | undefined
  readonly problem: string | undefined
  readonly type: (text: string) => void
  readonly commit: () => void
  readonly discard: () => void
}

/**
 * `onValue` is called with a value that was typed and is valid, be it the one that holds already. Where `value` changes otherwise
 * (a reset, a link, undo), what was typed goes.
 */
export function useTyped<Id extends ParameterId>(
  id: Id,
  value: Scenario[Id] | string,
  onValue: (value: Scenario[Id]) => void,
): TypedValue {
  const [typed, setTyped] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const discard = () => {
    setTyped(undefined)
    setProblem(undefined)
  }
  const [shown, setShown] = useState(value)
  if (shown !== value) {
    setShown(value)
    discard()
  }
  const commit = () => {
    if (typed === undefined) return
    const result = parseValue(id, typed)
    if ('problem' in result)
      return setProblem(problemLine({ ...result.problem, field: PARAMETER_TEXT[id].label }))
    discard()
    onValue(result.ok)
  }
  return { typed, problem, type: setTyped, commit, discard }
}
