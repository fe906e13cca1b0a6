/** The form for one more condition: a list, and a number where the condition needs one. */
import { useState, type FormEvent } from 'react'
import { GIB, PAGES_PER_GIB } from '../../../engine/units.ts'
import type { Pause } from '../../../saved/pauses.ts'
import { PAUSE_FACTS, type PauseCondition } from '../../../recording/pause-condition.ts'
import type { Summary } from '../../../report/summary.ts'
import { pageFromText } from '../../../text/address.ts'
import { conditionText, FACT_CONDITIONS } from '../../../text/conditions.ts'
import { PAUSES_TEXT } from '../../../text/pauses.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'

const DIRTY = 'dirty-above-bandwidth'
const LEFT = 'left-below'
const PAGE = 'page-sent'

export interface AddPauseProps {
  readonly pauses: readonly Pause[]
  readonly summary: Summary
}

export function AddPause({ pauses, summary }: AddPauseProps) {
  const perform = useCommand()
  const life = useApp((state) => state.tools.life)
  const [kind, setKind] = useState<string>('pass-began')
  const [amount, setAmount] = useState('1')
  const [page, setPage] = useState(life === undefined ? '0' : String(life))
  const [problem, setProblem] = useState('')

  const conditionOf = (): PauseCondition | string => {
    if (kind === DIRTY) return { kind }
    if (kind === LEFT) {
      const gib = /^\d{1,5}(\.\d{1,6})?$/.test(amount.trim()) ? Number(amount) : 0
      return gib >= 0.001 && gib <= 24576
        ? { kind, bytes: Math.round(gib * GIB) }
        : PAUSES_TEXT.wrongAmount
    }
    if (kind === PAGE) {
      const wanted = pageFromText(page)
      const last = Math.round(summary.input.scenario['vm.memory'] * PAGES_PER_GIB) - 1
      return wanted !== undefined && wanted <= last
        ? { kind, page: wanted }
        : PAUSES_TEXT.wrongPage(last)
    }
    const fact = PAUSE_FACTS.find((each) => each === kind)
    return fact ? { kind: 'fact', fact } : ''
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const condition = conditionOf()
    if (typeof condition === 'string') return setProblem(condition)
    const text = conditionText(condition)
    if (pauses.some((each) => conditionText(each.condition) === text))
      return setProblem(PAUSES_TEXT.known)
    setProblem('')
    return perform('add-pause', condition)
  }
  return (
    <form className="pause-form" onSubmit={onSubmit}>
      <label>
        {PAUSES_TEXT.condition}{' '}
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
          <option value={DIRTY}>{conditionText({ kind: DIRTY })}</option>
          <option value={LEFT}>{PAUSES_TEXT.leftOption}</option>
          <option value={PAGE}>{PAUSES_TEXT.pageOption}</option>
          {PAUSE_FACTS.map((fact) => (
            <option key={fact} value={fact}>
              {FACT_CONDITIONS[fact]}
            </option>
          ))}
        </select>
      </label>
      {kind === LEFT ? (
        <Field
          label={PAUSES_TEXT.amount}
          value={amount}
          onValue={setAmount}
          wrong={problem !== ''}
        />
      ) : null}
      {kind === PAGE ? (
        <Field label={PAUSES_TEXT.page} value={page} onValue={setPage} wrong={problem !== ''} />
      ) : null}
      <button type="submit" className="button">
        {PAUSES_TEXT.add}
      </button>
      {problem ? <p role="alert">{problem}</p> : null}
    </form>
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly wrong: boolean
}

function Field({ label, value, onValue, wrong }: FieldProps) {
  return (
    <label>
      {label}{' '}
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={value}
        aria-invalid={wrong}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    </label>
  )
}
