/** The editor of one intervention: when, and with which value; or take it back. */
import { useEffect, useId, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import { secondsFromText } from '../../../engine/scenario/intervention-text.ts'
import { secondsText } from '../../../engine/scenario/seconds.ts'
import type { Effect, Intervention } from '../../../engine/scenario/intervention.ts'
import { EFFECT_TEXT, interventionLabel } from '../../../text/interventions.ts'
import { TIME_TEXT } from '../../../text/time-machine.ts'
import { useCommand } from '../../controls/session-context.ts'
import { ValueField } from './ValueField.tsx'

export interface InterventionEditorProps {
  readonly index: number
  readonly intervention: Intervention
  readonly effect: Effect
  /** Where it stands on the axis, 0 … 1. */
  readonly place: number
}

export function InterventionEditor({
  index,
  intervention,
  effect,
  place,
}: InterventionEditorProps) {
  const perform = useCommand()
  const time = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string>()
  const name = useId()
  useEffect(() => time.current?.focus(), [])

  const close = () => perform('open-intervention', undefined)
  const commit = () => {
    const at = typed === undefined ? undefined : secondsFromText(typed.trim())
    setTyped(undefined)
    if (at !== undefined && at !== intervention.at) perform('move-intervention', index, at)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') close()
  }
  const style = { '--place': `${place * 100}%` } as CSSProperties
  return (
    <section
      className="intervention-editor"
      style={style}
      aria-label={interventionLabel(intervention)}
    >
      <header>
        <b>{interventionLabel(intervention)}</b>
        <button type="button" className="button sign" aria-label={TIME_TEXT.close} onClick={close}>
          ✕
        </button>
      </header>
      {effect === 'done' ? null : <p className="intervention-idle">{EFFECT_TEXT[effect]}</p>}
      <div className="intervention-fields">
        <label htmlFor={name}>{TIME_TEXT.when}</label>
        <input
          ref={time}
          id={name}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={typed ?? secondsText(intervention.at)}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={onKeyDown}
        />
        {intervention.kind === 'set' ? (
          <ValueField
            parameter={intervention.parameter}
            value={intervention.value}
            onValue={(value) => perform('edit-intervention', index, value)}
          />
        ) : null}
        <button
          type="button"
          className="button"
          onClick={() => perform('remove-intervention', index)}
        >
          {TIME_TEXT.remove}
        </button>
      </div>
    </section>
  )
}
