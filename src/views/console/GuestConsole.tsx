/** The console of the guest at one host: a ball on guest time beside its twin on wall time, or an empty screen. */
import { useEffect, useRef, useState, type CSSProperties } from 'react'
import { createConsolePainter } from '../../draw/console-painter.ts'
import type { FrameScheduler } from '../../draw/frame-scheduler.ts'
import { SLOWED_BELOW } from '../../draw/race-lines.ts'
import type { Sample } from '../../recording/recording.ts'
import type { Theme } from '../../store/app-state.ts'
import type { FrameFeed } from '../../store/frames.ts'
import { CONSOLE_TEXT, type Side } from '../../text/pictures.ts'
import { Picture } from '../picture/Picture.tsx'
import './console.css'

export interface GuestConsoleProps {
  readonly host: Side
  readonly frames: FrameFeed
  readonly scheduler: FrameScheduler
  readonly theme: Theme
  /** Size of text in CSS pixels. */
  readonly font: number
}

type ConsoleState = 'running' | 'slowed' | 'stopped' | 'noGuestYet' | 'guestLeft' | 'lost'

export function GuestConsole({ host, frames, scheduler, theme, font }: GuestConsoleProps) {
  const clock = useRef<HTMLSpanElement>(null)
  const [painter] = useState(() => createConsolePainter(host))
  const [state, setState] = useState<ConsoleState>(host === 'source' ? 'running' : 'noGuestYet')

  useEffect(() => {
    let tenth = -1
    const take = (sample: Sample) => {
      painter.take(sample)
      // React hears only of changes: setState of an equal value does nothing.
      setState(stateOf(sample, host))
      const now = Math.floor(sample.writerGuestTime / 1e8)
      if (now === tenth || clock.current === null) return
      tenth = now
      clock.current.textContent = CONSOLE_TEXT.guestClock(now * 1e8)
    }
    if (frames.latest) take(frames.latest.sample)
    return frames.subscribe((frame) => take(frame.sample))
  }, [host, frames, painter])
  useEffect(() => painter.look({ theme, foot: font * 1.5 }), [painter, theme, font])

  const vacant = state === 'noGuestYet' || state === 'guestLeft' || state === 'lost'
  return (
    <div
      className="console"
      data-state={state}
      style={{ '--picture-font': `${font}px` } as CSSProperties}
    >
      <Picture
        painter={painter}
        scheduler={scheduler}
        label={CONSOLE_TEXT.picture(CONSOLE_TEXT[state])}
      />
      {vacant ? <span className="console-vacant">{CONSOLE_TEXT[state]}</span> : null}
      <span className="console-clocks" hidden={vacant}>
        <span ref={clock}>{CONSOLE_TEXT.guestClock(0)}</span>
        {' · ○ '}
        {CONSOLE_TEXT.twin}
      </span>
    </div>
  )
}

function stateOf(sample: Sample, host: Side): ConsoleState {
  if (sample.runsOn === 'lost' && host === 'destination') return 'lost'
  if (sample.runsOn !== host) return host === 'destination' ? 'noGuestYet' : 'guestLeft'
  if (sample.stopped) return 'stopped'
  return sample.writerSpeed < SLOWED_BELOW ? 'slowed' : 'running'
}
