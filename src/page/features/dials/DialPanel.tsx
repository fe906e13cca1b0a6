/** The dials: preset, generation and the five that matter most; all of them on request. */
import { PARAMETERS, type ParameterId } from '../../../engine/scenario/parameters.ts'
import type { Parameter, ParameterGroup } from '../../../engine/scenario/parameter.ts'
import { PARAMETER_IDS } from '../../../engine/scenario/scenario.ts'
import { GROUP_TITLES } from '../../../text/parameters.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { Button } from '../../controls/Button.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { Dial } from './Dial.tsx'
import { PresetPicker } from './PresetPicker.tsx'
import { SeedField } from './SeedField.tsx'
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
