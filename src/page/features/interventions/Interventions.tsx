/** Interventions on the axis of the race, moved by hand or arrow keys; and where futures part. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { OneOffKind } from '../../../engine/facts.ts'
import type { AxisWindow } from '../../session/axes.ts'
import type { Intervention } from '../../../engine/scenario/intervention.ts'
import { MILLISECOND, SECOND } from '../../../engine/units.ts'
import type { Effect } from '../../../engine/scenario/intervention.ts'
import type { TimeLens } from '../../../report/time-lens.ts'
import { shownFuture } from '../../../saved/saved-run.ts'
import { EFFECT_TEXT, interventionLabel } from '../../../text/interventions.ts'
import { TIME_TEXT } from '../../../text/time-machine.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { InterventionEditor } from './InterventionEditor.tsx'
import './interventions.css'

export interface InterventionsProps {
  readonly lens: TimeLens
  readonly window: AxisWindow
}

const NONE: readonly Intervention[] = []
/** A press that moves less than this opens the editor. */
const MIN_DRAG = 4
/** An arrow key moves an intervention so far. */
const STEP = 100 * MILLISECOND
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -STEP,
  ArrowDown: -STEP,
  ArrowRight: STEP,
  ArrowUp: STEP,
  PageUp: SECOND,
  PageDown: -SECOND,
}

/** What stands on the axis: one character for each kind; the words are its name. */
const SIGNS: Readonly<Record<OneOffKind, string>> = {
  'cut-cable': '✂',
  'restore-cable': '⚯',
  'pull-nic': '⌁',
  'power-off-source': '↯',
  'power-off-destination': '↯',
  'stop-vcenter': '■',
  cancel: '✕',
  'switch-over': '⇥',
}

function interventionSign(intervention: Intervention): string {
  return intervention.kind === 'set' ? '◆' : SIGNS[intervention.kind]
}

/** Where a moment stands, as a share of the axis that is shown; undefined when it is not. */
function placeOf(time: number, { lens, window }: Pick<InterventionsProps, 'lens' | 'window'>) {
  const share = (lens.position(time) - window.from) / (window.to - window.from)
  return share >= 0 && share <= 1 ? share : undefined
}

export function Interventions(props: InterventionsProps) {
  const interventions = useApp((state) => state.input.interventions ?? NONE)
  const effects = useApp((state) => state.summary?.effects)
  const edited = useApp((state) => state.edited)
  const forkAt = useApp(({ futures }) => {
    const future = shownFuture(futures)
    return future.parent === undefined ? undefined : future.forkAt
  })
  const fork = forkAt === undefined ? undefined : placeOf(forkAt, props)
  if (interventions.length === 0 && fork === undefined) return null
  const open = edited === undefined ? undefined : interventions[edited]
  return (
    <>
      <fieldset className="interventions" aria-label={TIME_TEXT.interventions}>
        {fork === undefined ? null : (
          <i
            className="fork-mark"
            style={{ left: `${fork * 100}%` }}
            title={TIME_TEXT.forkedAt(forkAt ?? 0)}
          />
        )}
        {interventions.map((intervention, index) => (
          <Handle
            // The list keeps its order while an intervention is moved.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            index={index}
            intervention={intervention}
            effect={effects?.[index] ?? 'done'}
            {...props}
          />
        ))}
      </fieldset>
      {open === undefined || edited === undefined ? null : (
        <InterventionEditor
          key={edited}
          index={edited}
          intervention={open}
          effect={effects?.[edited] ?? 'done'}
          place={placeOf(open.at, props) ?? 0.5}
        />
      )}
    </>
  )
}

interface HandleProps extends InterventionsProps {
  readonly index: number
  readonly intervention: Intervention
  readonly effect: Effect
}

function Handle({ index, intervention, effect, lens, window }: HandleProps) {
  const perform = useCommand()
  const end = useApp((state) => state.summary?.end ?? 0)
  const expanded = useApp((state) => state.edited === index)
  const drag = useRef<{ readonly x: number; moved: boolean }>(undefined)
  const { at } = intervention
  const share = placeOf(at, { lens, window })
  if (share === undefined) return null
  const label = interventionLabel(intervention)
  const text = TIME_TEXT.intervention(label, at, EFFECT_TEXT[effect])

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, moved: false }
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const held = drag.current
    if (held === undefined) return
    event.stopPropagation()
    if (!held.moved && Math.abs(event.clientX - held.x) < MIN_DRAG) return
    held.moved = true
    // The parent is the axis, from edge to edge.
    const axis = event.currentTarget.parentElement?.getBoundingClientRect()
    if (axis === undefined) return
    const at = Math.max(0, Math.min(1, (event.clientX - axis.left) / axis.width))
    perform('move-intervention', index, lens.time(window.from + at * (window.to - window.from)))
  }
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const held = drag.current
    drag.current = undefined
    event.stopPropagation()
    if (held !== undefined && !held.moved)
      perform('open-intervention', expanded ? undefined : index)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = STEPS[event.key]
    const handled =
      step !== undefined || ['Enter', ' ', 'Delete', 'Backspace', 'Escape'].includes(event.key)
    if (!handled) return
    event.preventDefault()
    event.stopPropagation()
    if (step !== undefined)
      perform('move-intervention', index, at + (event.shiftKey ? 10 : 1) * step)
    else if (event.key === 'Delete' || event.key === 'Backspace')
      perform('remove-intervention', index)
    else perform('open-intervention', event.key === 'Escape' || expanded ? undefined : index)
  }
  return (
    <span
      className="intervention"
      data-effect={effect === 'done' ? 'done' : 'none'}
      data-open={expanded || undefined}
      style={{ left: `${share * 100}%` }}
      title={`${text}. ${TIME_TEXT.interventionHelp}`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => (drag.current = undefined)}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <input
        type="range"
        min={0}
        max={Math.ceil(Math.max(end, at) / STEP)}
        step={1}
        value={Math.round(at / STEP)}
        aria-label={label}
        aria-valuetext={text}
        onChange={(event) => {
          const steps = Number(event.currentTarget.value) - Math.round(at / STEP)
          perform('move-intervention', index, at + steps * STEP)
        }}
        onKeyDown={onKeyDown}
      />
      <b aria-hidden="true">{interventionSign(intervention)}</b>
    </span>
  )
}
