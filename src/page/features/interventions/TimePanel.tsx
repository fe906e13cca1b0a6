/** The panel of the time machine: what can be done at the playhead, the futures, two of them beside each other, files, undo. */
import { useEffect, useId, useRef, useState } from 'react'
import {
  ONE_OFF_KINDS,
  MID_RUN_IDS,
  inOrder,
  type MidRunParameter,
} from '../../../engine/scenario/intervention.ts'
import type { RunInput, Scenario } from '../../../engine/scenario/scenario.ts'
import { INTERVENTION_TEXT } from '../../../text/interventions.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { PARAMETER_TEXT } from '../../../text/parameters.ts'
import { TIME_TEXT } from '../../../text/time-machine.ts'
import { Button } from '../../controls/Button.tsx'
import { useApp, useCommand, useSubscribeTime } from '../../controls/session-context.ts'
import { Comparison } from './Comparison.tsx'
import { FutureList } from './FutureList.tsx'
import { ValueField } from './ValueField.tsx'
import './panel.css'

export function TimePanel() {
  const perform = useCommand()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = panel.current
    element?.querySelector<HTMLElement>('.intervene-now button')?.focus()
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') perform('intervene-panel')
    }
    element?.addEventListener('keydown', onKeyDown)
    return () => element?.removeEventListener('keydown', onKeyDown)
  }, [perform])
  return (
    <section ref={panel} className="time-panel" aria-label={LAYOUT_TEXT.intervene}>
      <header>
        <Now />
        <span className="time-undo">
          <Button command="undo" label={TIME_TEXT.undo} onClick={() => perform('undo')}>
            ↶
          </Button>
          <Button command="redo" label={TIME_TEXT.redo} onClick={() => perform('redo')}>
            ↷
          </Button>
          <Button
            command="intervene-panel"
            className="button sign"
            label={TIME_TEXT.close}
            onClick={() => perform('intervene-panel')}
          >
            ✕
          </Button>
        </span>
      </header>
      <InterveneNow />
      <DialTurner />
      <h3>
        {TIME_TEXT.futures}
        <Button command="fork" onClick={() => perform('fork')}>
          {TIME_TEXT.fork}
        </Button>
      </h3>
      <FutureList />
      <Comparison />
      <FileButtons />
    </section>
  )
}

/** The moment at which an intervention would take effect. Written straight into the page: it changes with every frame. */
function Now() {
  const place = useRef<HTMLHeadingElement>(null)
  const subscribe = useSubscribeTime()
  useEffect(
    () =>
      subscribe((time) => {
        if (place.current) place.current.textContent = TIME_TEXT.title(time)
      }),
    [subscribe],
  )
  return <h2 ref={place}>{TIME_TEXT.title(0)}</h2>
}

function InterveneNow() {
  const perform = useCommand()
  return (
    <fieldset className="intervene-now" aria-label={TIME_TEXT.now}>
      {ONE_OFF_KINDS.map((kind) => (
        <Button key={kind} command="intervene" onClick={() => perform('intervene', { kind })}>
          {INTERVENTION_TEXT[kind].label}
        </Button>
      ))}
    </fieldset>
  )
}

/** The dials as they stand after the last intervention: what a new one starts from. */
function conditionsOf({ scenario, interventions = [] }: RunInput): Scenario {
  let now = scenario
  for (const what of inOrder(interventions))
    if (what.kind === 'set') now = { ...now, [what.parameter]: what.value }
  return now
}

function DialTurner() {
  const perform = useCommand()
  const input = useApp((state) => state.input)
  const [parameter, setParameter] = useState<MidRunParameter>('workload.writeRate')
  const [wanted, setWanted] = useState<number | string>()
  const name = useId()
  const value = wanted ?? conditionsOf(input)[parameter]
  return (
    <fieldset className="time-dial" aria-label={TIME_TEXT.dial}>
      <label htmlFor={name}>{TIME_TEXT.dial}</label>
      <select
        id={name}
        value={parameter}
        onChange={(event) => {
          setParameter(event.currentTarget.value as MidRunParameter)
          setWanted(undefined)
        }}
      >
        {MID_RUN_IDS.map((id) => (
          <option key={id} value={id}>
            {PARAMETER_TEXT[id].label}
          </option>
        ))}
      </select>
      <ValueField key={parameter} parameter={parameter} value={value} onValue={setWanted} />
      <Button
        command="intervene"
        onClick={() => {
          perform('intervene', { kind: 'set', parameter, value })
          setWanted(undefined)
        }}
      >
        {TIME_TEXT.turn}
      </Button>
    </fieldset>
  )
}

/** Saves the run with its futures, and opens one. */
function FileButtons() {
  const perform = useCommand()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <div className="time-files">
      <Button command="save-run" onClick={() => perform('save-run')}>
        {TIME_TEXT.save}
      </Button>
      <Button command="open-file" onClick={() => picker.current?.click()}>
        {TIME_TEXT.open}
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={(event) => {
          const { files } = event.currentTarget
          const file = files?.[0]
          if (file) perform('open-file', file)
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
