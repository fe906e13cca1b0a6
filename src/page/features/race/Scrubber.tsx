/** The playhead as a native slider on the stretched axis. It moves by itself without React; the keys are the browser's own. */
import { useEffect, type KeyboardEvent, type RefObject } from 'react'
import type { Summary } from '../../../report/summary.ts'
import type { TimeLens } from '../../../report/time-lens.ts'
import type { Playhead } from '../../session/playhead.ts'
import { phaseName, RACE_TEXT } from '../../../text/pictures.ts'
import { phaseAt } from '../../controls/use-phase.ts'

export interface ScrubberProps {
  readonly slider: RefObject<HTMLInputElement | null>
  readonly playhead: Playhead
  readonly summary: Summary
  readonly lens: TimeLens
  readonly onSeek: (time: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const STEPS = 1000
/** The spoken value is renewed this often while the run plays, in milliseconds: a reader would never finish it otherwise. */
const SPEAK_EVERY = 1000

export function Scrubber({ slider, playhead, summary, lens, onSeek, onKeyDown }: ScrubberProps) {
  useEffect(() => {
    let spoken = -Infinity
    const show = (time: number, speak: boolean) => {
      const element = slider.current
      if (element === null) return
      const value = String(Math.round(lens.position(time) * STEPS))
      if (element.value !== value) element.value = value
      if (!speak) return
      speakValue(element, summary, time)
    }
    show(playhead.time, true)
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = playhead.subscribe((time) => {
      const due = performance.now() - spoken >= SPEAK_EVERY
      show(time, due)
      if (due) spoken = performance.now()
      // The last value of a movement is always spoken.
      else
        timer ??= setTimeout(() => {
          timer = undefined
          spoken = performance.now()
          show(playhead.time, true)
        }, SPEAK_EVERY)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [slider, playhead, summary, lens])

  return (
    <input
      ref={slider}
      className="race-scrubber"
      type="range"
      min={0}
      max={STEPS}
      step={1}
      defaultValue={0}
      aria-label={RACE_TEXT.slider}
      onInput={(event) => {
        const time = lens.time(Number(event.currentTarget.value) / STEPS)
        // Said at once: whoever pressed the key waits for the answer.
        speakValue(event.currentTarget, summary, time)
        onSeek(time)
      }}
      onKeyDown={onKeyDown}
    />
  )
}

function speakValue(slider: HTMLInputElement, summary: Summary, time: number): void {
  const phase = phaseAt(summary.phases, time)
  slider.setAttribute('aria-valuetext', RACE_TEXT.at(time, phase ? phaseName(phase) : ''))
}
