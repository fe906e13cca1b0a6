/** What to simulate: VMs, what runs in them, generation, network, limits, and who asks. */
import { useId, type ReactNode } from 'react'
import type { AdmissionLimit, Limits } from '../../../engine/host/admission.ts'
import { INITIATORS } from '../../../engine/host/evacuation-plan.ts'
import { MAX_VMS } from '../../../engine/host/fleet.ts'
import { PARAMETERS } from '../../../engine/scenario/parameters.ts'
import { EVACUATION_TEXT, ADMISSION_LIMIT_HELP, initiatorText } from '../../../text/evacuation.ts'
import { generationTitle } from '../../../text/generations.ts'
import { PRESET_TEXT } from '../../../text/presets.ts'
import { GUESTS, MIX, withGuest, type Choice, type Guest } from './choice.ts'
import './controls.css'

export interface ControlsProps {
  readonly choice: Choice
  /** In force by this choice: what the table says where the person has not changed it. */
  readonly limits: Limits
  readonly onChange: (choice: Choice) => void
}

const SET_LIMITS = [1, 2, 3, 4, 6, 8, 12, 16, 32] as const
const SHOWN_LIMITS = ['network', 'host', 'datastore'] as const

function Select<Value extends string>(props: {
  readonly label: string
  readonly help?: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly text: string }[]
  readonly onChange: (value: Value) => void
}) {
  const id = useId()
  return (
    <div className="control" title={props.help}>
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value as Value)}
      >
        {props.options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

function Slider(props: {
  readonly label: string
  readonly text: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly onChange: (value: number) => void
}): ReactNode {
  const { label, text, onChange, ...range } = props
  const id = useId()
  return (
    <div className="control">
      <label htmlFor={id}>
        {label} <output htmlFor={id}>{text}</output>
      </label>
      <input
        id={id}
        type="range"
        {...range}
        aria-valuetext={text}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
    </div>
  )
}

/** The table's own value comes first; another one takes its place. */
function LimitSelect(props: ControlsProps & { readonly limit: (typeof SHOWN_LIMITS)[number] }) {
  const { choice, limits, limit, onChange } = props
  const changed = choice.limits[limit]
  const set = (value: string) => {
    const { [limit]: _, ...others }: Partial<Record<AdmissionLimit, number>> = choice.limits
    onChange({ ...choice, limits: value === '' ? others : { ...others, [limit]: Number(value) } })
  }
  return (
    <Select
      label={EVACUATION_TEXT.limit[limit]}
      help={ADMISSION_LIMIT_HELP[limit]}
      value={changed === undefined ? '' : String(changed)}
      options={[
        {
          value: '',
          text: EVACUATION_TEXT.byTable(changed === undefined ? limits[limit] : undefined),
        },
        ...SET_LIMITS.map((most) => ({ value: String(most), text: String(most) })),
      ]}
      onChange={set}
    />
  )
}

const choose = <Value extends string>(values: readonly Value[], text: (value: Value) => string) =>
  values.map((value) => ({ value, text: text(value) }))

export function Controls(props: ControlsProps) {
  const { choice, onChange } = props
  const set = (values: Partial<Choice>) => onChange({ ...choice, ...values })
  return (
    <form
      className="evacuation-controls"
      aria-label={EVACUATION_TEXT.controls}
      onSubmit={(event) => event.preventDefault()}
    >
      <Slider
        label={EVACUATION_TEXT.vms}
        text={EVACUATION_TEXT.vmCount(choice.vms)}
        value={choice.vms}
        min={1}
        max={MAX_VMS}
        step={1}
        onChange={(vms) => set({ vms })}
      />
      <Slider
        label={EVACUATION_TEXT.spread}
        text={`± ${choice.spread} %`}
        value={choice.spread}
        min={0}
        max={90}
        step={10}
        onChange={(spread) => set({ spread })}
      />
      <Select
        label={EVACUATION_TEXT.guest}
        value={choice.guest}
        options={choose<Guest>([MIX, ...GUESTS], (id) =>
          id === MIX ? EVACUATION_TEXT.mix : PRESET_TEXT[id].name,
        )}
        onChange={(guest) => onChange(withGuest(choice, guest))}
      />
      <Select
        label={EVACUATION_TEXT.generation}
        value={choice.generation}
        options={choose(PARAMETERS.generation.options, generationTitle)}
        onChange={(generation) => set({ generation })}
      />
      <Select
        label={EVACUATION_TEXT.speed}
        value={choice.speed}
        options={choose(PARAMETERS['network.speed'].options, (speed) => `${speed} GbE`)}
        onChange={(speed) => set({ speed })}
      />
      {SHOWN_LIMITS.map((limit) => (
        <LimitSelect key={limit} {...props} limit={limit} />
      ))}
      <Select
        label={EVACUATION_TEXT.initiator}
        value={choice.initiator}
        options={choose(INITIATORS, (id) => initiatorText(id, choice.generation).name)}
        onChange={(initiator) => set({ initiator })}
      />
    </form>
  )
}
