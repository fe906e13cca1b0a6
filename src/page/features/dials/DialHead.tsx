/** Name of a dial, its help, the mark of a doubtful default, and the way back to it. */
import { PARAMETERS, type ParameterId } from '../../../engine/scenario/parameters.ts'
import { baseOf } from '../../session/base.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { PARAMETER_TEXT, parameterHelp } from '../../../text/parameters.ts'
import { INFERRED_HELP, INFERRED_MARK } from '../../../text/sentence.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'
import './dial.css'

export interface DialHeadProps {
  readonly id: ParameterId
  readonly labelFor: string
  readonly resets?: boolean
}

export function DialHead({ id, labelFor, resets = true }: DialHeadProps) {
  const perform = useCommand()
  const changed = useApp((state) => state.input.scenario[id] !== baseOf(state)[id])
  const { confidence } = PARAMETERS[id]
  const { label } = PARAMETER_TEXT[id]
  const doubtful = confidence === 'inferred' || confidence === 'unverified'
  return (
    <div className="dial-head">
      <label htmlFor={labelFor} title={parameterHelp(id)}>
        {label}
      </label>
      {doubtful ? (
        <small className="inferred-mark" title={INFERRED_HELP}>
          {INFERRED_MARK}
        </small>
      ) : null}
      {resets ? (
        <button
          type="button"
          className="dial-reset"
          aria-label={`${LAYOUT_TEXT.reset}: ${label}`}
          title={LAYOUT_TEXT.reset}
          disabled={!changed}
          onClick={() => perform('reset-parameter', id)}
        >
          ↺
        </button>
      ) : null}
    </div>
  )
}
