/** The dials: preset, generation and the five that matter most; all of them on request. */
import { PARAMETERS, type ParameterId } from '../../../engine/scenario/parameters.ts'
import type { Parameter, ParameterGroup } from '../../../engine/scenario/parameter.ts'
import { PARAMETER_IDS } from '../../../engine/scenario/scenario.ts'
import { GROUP_TITLES } from '../../../text/parameters.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { Button } from '../../controls/Button.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { Dial } from './Dial.tsx'
import { useId } from 'react'
import { PRESETS } from '../../../catalogue/presets.ts'
import { PRESET_TEXT } from '../../../text/presets.ts'
import './dials.css'

const isMain = (id: ParameterId) => (PARAMETERS[id] as Parameter).main === true
/** In the order of the design: what the guest does first, then the network. */
const MAIN: readonly ParameterId[] = [
  'workload.writeRate',
  'workload.workingSet',
  'vm.memory',
  'network.speed',
  'network.rtt',
]
const GROUPS: readonly ParameterGroup[] = [
  'workload',
  'vm',
  'network',
  'hosts',
  'migration',
  'failure',
  'others',
  'engine',
]

export interface DialPanelProps {
  /** Every dial at once: on the phone the sheet itself is the request. */
  readonly open?: boolean
}

export function DialPanel({ open = false }: DialPanelProps) {
  const perform = useCommand()
  const dialsOpen = useApp((state) => state.dialsOpen)
  const all = open || dialsOpen
  return (
    <div className="dials">
      <PresetPicker />
      <Dial id="generation" />
      {MAIN.map((id) => (
        <Dial key={id} id={id} />
      ))}
      <div className="dials-more">
        {open ? null : (
          <Button command="dials" expanded={dialsOpen} onClick={() => perform('dials')}>
            {dialsOpen ? LAYOUT_TEXT.fewerDials : LAYOUT_TEXT.allDials}
          </Button>
        )}
        <Button command="reset" onClick={() => perform('reset')}>
          {LAYOUT_TEXT.resetAll}
        </Button>
      </div>
      {all
        ? GROUPS.map((group) => (
            <fieldset key={group} className="dial-group">
              <legend>{GROUP_TITLES[group]}</legend>
              {PARAMETER_IDS.filter((id) => PARAMETERS[id].group === group && !isMain(id)).map(
                (id) => (
                  <Dial key={id} id={id} />
                ),
              )}
              {group === 'engine' ? <SeedField /> : null}
            </fieldset>
          ))
        : null}
    </div>
  )
}

/** Where the scenario starts from. */
function PresetPicker() {
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

/** The seed: another draw of the same scenario. Reset leaves it alone. */
function SeedField() {
  const perform = useCommand()
  const seed = useApp((state) => state.input.seed)
  const name = useId()
  return (
    <div className="dial">
      <div className="dial-head">
        <label htmlFor={name}>{LAYOUT_TEXT.seed}</label>
      </div>
      <input
        // A seed from elsewhere (a link) shows up in the field.
        key={seed}
        id={name}
        type="number"
        min={0}
        max={4294967295}
        step={1}
        defaultValue={seed}
        onChange={(event) => {
          const { value } = event.currentTarget
          if (value !== '') perform('seed', Number(value))
        }}
      />
    </div>
  )
}
