/** Handles at the boundaries of the time axis: drag them, or move them by arrow keys; a button gives the run's own stretch back. */
import type { PointerEvent } from 'react'
import type { TimeLens } from '../../../report/time-lens.ts'
import { LENS_TEXT } from '../../../text/lens.ts'
import { Button } from '../../controls/Button.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'
import './lens.css'

/** The axis begins and ends so many pixels inside of the chart (race-layout.ts). */
const MARGIN = 6
/** A key moves a boundary by this share of the axis. */
const STEP = 0.005
const STEPS = 1 / STEP
/** More handles would lie on top of each other. */
const MOST = 24

export function LensHandles({ lens }: { readonly lens: TimeLens }) {
  const perform = useCommand()
  const changed = useApp((state) => state.tools.lens !== undefined)
  const { stretches } = lens
  const move = (index: number, position: number) => perform('move-boundary', index, position)
  return (
    <div className="lens">
      {stretches.slice(0, -1).map(({ phase, to }, index) => {
        const after = stretches[index + 1]
        if (!after || index >= MOST) return null
        return (
          <input
            key={`${phase.kind} ${phase.pass}`}
            type="range"
            className="lens-handle"
            style={{ left: `calc(${MARGIN}px + ${to} * (100% - ${2 * MARGIN}px))` }}
            min={0}
            max={STEPS}
            step={1}
            value={Math.round(to * STEPS)}
            aria-label={LENS_TEXT.boundary(phase, after.phase)}
            aria-valuetext={LENS_TEXT.value(phase, to - lens.position(phase.start))}
            onChange={(event) => move(index, Number(event.currentTarget.value) * STEP)}
            onPointerDown={hold}
            onPointerMove={(event) => {
              if (event.currentTarget.hasPointerCapture(event.pointerId))
                move(index, positionOf(event))
            }}
          />
        )
      })}
      {changed ? (
        <Button command="reset-lens" className="lens-reset" onClick={() => perform('reset-lens')}>
          {LENS_TEXT.reset}
        </Button>
      ) : null}
    </div>
  )
}

/** The handle follows the pointer itself: a native slider would jump to where it was touched. */
function hold(event: PointerEvent<HTMLInputElement>): void {
  event.preventDefault()
  event.currentTarget.focus({ preventScroll: true })
  event.currentTarget.setPointerCapture(event.pointerId)
}

function positionOf(event: PointerEvent<HTMLInputElement>): number {
  const box = event.currentTarget.parentElement?.getBoundingClientRect()
  if (!box) return 0
  return (event.clientX - box.left - MARGIN) / Math.max(1, box.width - 2 * MARGIN)
}
