/** The console of the guest at one host: its screen beside what runs there and how far it fell behind, or an empty screen. */
import { useEffect, useMemo, useRef, useState, type CSSProperties } from 'react'
import type { ConsoleMoment } from './program.ts'
import { SLOWED_BELOW } from '../../../report/slow-stretch.ts'
import type { Sample } from '../../../recording/sample.ts'
import type { Frame } from '../../session/frames.ts'
import { CONSOLE_TEXT, PROGRAM_NAMES, vcpuText } from '../../../text/console.ts'
import type { Side } from '../../../text/pictures.ts'
import { usePart } from '../../controls/lost-places.tsx'
import { Picture } from '../../controls/Picture.tsx'
import { useApp, useCommand, usePage } from '../../controls/session-context.ts'
import { Flippers } from './Flippers.tsx'
import { useGuestTimes } from '../../controls/use-guest-times.ts'
import { PROGRAMS, type Program } from '../../../saved/console-choice.ts'
import { Button } from '../../controls/Button.tsx'
import { loadPart } from '../../loading/load-part.ts'
import type { ConsolePainter } from './console-painter.ts'
import './console.css'

export interface GuestConsoleProps {
  readonly host: Side
  /** Size of text in CSS pixels. */
  readonly font: number
}

type ConsoleState = 'running' | 'slowed' | 'stopped' | 'noGuestYet' | 'guestLeft' | 'lost'

/** With reduced motion the picture of a running guest changes once in so many milliseconds. */
const STILL_MILLISECONDS = 1000

export function GuestConsole({ host, font }: GuestConsoleProps) {
  const { session, scheduler } = usePage()
  const { frames } = session
  const theme = useApp((now) => now.theme)
  const clock = useRef<HTMLSpanElement>(null)
  const lead = useRef<HTMLSpanElement>(null)
  const painter = useConsolePainter()
  const [state, setState] = useState<ConsoleState>(host === 'source' ? 'running' : 'noGuestYet')
  const choice = useApp((now) => now.console)
  const scenario = useApp((now) => (now.summary?.input ?? now.input).scenario)
  const seed = useApp((now) => (now.summary?.input ?? now.input).seed)
  const still = useApp((now) => now.reducedMotion)
  const playing = useApp((now) => now.playback.playing)
  const writers = Math.min(scenario['workload.writers'], scenario['vm.vcpus'])
  const writes = choice.vcpu === 'writer' || writers >= scenario['vm.vcpus']
  const vcpu = writes ? 0 : writers
  const times = useGuestTimes(choice.program !== 'pinball')

  useEffect(() => {
    painter?.look({
      theme,
      font,
      program: choice.program,
      vcpu,
      seed,
      flips: choice.flips,
      times,
      still,
    })
  }, [painter, theme, font, choice, vcpu, seed, times, still])

  useEffect(() => {
    let shown = ''
    let painted = -Infinity
    const take = (frame: Frame) => {
      const { sample } = frame
      const here = sample.runsOn === host
      const next = stateOf(sample, host, writes)
      // React hears only of changes: setState of an equal value does nothing.
      setState(next)
      const now = performance.now()
      if (!still || !playing || now - painted >= STILL_MILLISECONDS || next === 'stopped') {
        painter?.take(here ? momentOf(frame, writes, next) : undefined)
        painted = now
      }
      if (!here || clock.current === null || lead.current === null) return
      const guest = writes ? sample.writerGuestTime : sample.otherGuestTime
      const text = CONSOLE_TEXT.guestClock(guest)
      if (text !== shown) clock.current.textContent = text
      shown = text
      const ahead = CONSOLE_TEXT.lead(sample.time - guest)
      if (lead.current.textContent !== ahead) lead.current.textContent = ahead
    }
    if (frames.latest) take(frames.latest)
    return frames.subscribe(take)
  }, [host, frames, painter, writes, still, playing])

  const vacant = state === 'noGuestYet' || state === 'guestLeft' || state === 'lost'
  return (
    <section
      className="console"
      data-state={state}
      aria-label={CONSOLE_TEXT.name(host)}
      style={{ '--picture-font': `${font}px` } as CSSProperties}
    >
      <div className="console-info" hidden={vacant}>
        <ConsoleSwitch vcpu={vcpu} writes={writes} />
        <span ref={clock}>{CONSOLE_TEXT.guestClock(0)}</span>
        <span className="console-lead" title={CONSOLE_TEXT.twinHelp}>
          <span className="sr-only">{CONSOLE_TEXT.leadOf} </span>
          <span ref={lead}>{CONSOLE_TEXT.lead(0)}</span>
        </span>
      </div>
      <div className="console-screen">
        {painter ? (
          <Picture
            painter={painter}
            scheduler={scheduler}
            label={
              vacant
                ? CONSOLE_TEXT[state]
                : CONSOLE_TEXT.picture(choice.program, vcpu, writes, CONSOLE_TEXT[state])
            }
          />
        ) : null}
        {!vacant && choice.program === 'pinball' ? <Flippers /> : null}
      </div>
      {vacant ? <span className="console-vacant">{CONSOLE_TEXT[state]}</span> : null}
    </section>
  )
}

function speedOf(sample: Sample, writes: boolean): number {
  return writes ? sample.writerSpeed : sample.otherSpeed
}

function stateOf(sample: Sample, host: Side, writes: boolean): ConsoleState {
  if (sample.runsOn === 'lost' && host === 'destination') return 'lost'
  if (sample.runsOn !== host) return host === 'destination' ? 'noGuestYet' : 'guestLeft'
  if (sample.stopped) return 'stopped'
  return speedOf(sample, writes) < SLOWED_BELOW ? 'slowed' : 'running'
}

function momentOf({ runId, sample }: Frame, writes: boolean, state: ConsoleState): ConsoleMoment {
  return {
    runId,
    time: sample.time,
    guest: (writes ? sample.writerGuestTime : sample.otherGuestTime) / 1e9,
    wall: sample.time / 1e9,
    stopped: state === 'stopped' || speedOf(sample, writes) === 0,
    slowed: state === 'slowed',
  }
}

interface ConsoleSwitchProps {
  readonly vcpu: number
  readonly writes: boolean
}

/** Which program the console runs, and on which vCPU: whether that one writes decides how much it suffers. */
function ConsoleSwitch({ vcpu, writes }: ConsoleSwitchProps) {
  const perform = useCommand()
  const program = useApp((state) => state.console.program)
  return (
    <>
      <select
        aria-label={CONSOLE_TEXT.program}
        value={program}
        onChange={(event) => perform('console-program', event.target.value as Program)}
      >
        {PROGRAMS.map((id) => (
          <option key={id} value={id}>
            {PROGRAM_NAMES[id]}
          </option>
        ))}
      </select>
      <Button
        command="console-vcpu"
        className="console-vcpu"
        label={CONSOLE_TEXT.switchVcpu(vcpu, writes)}
        onClick={() => perform('console-vcpu')}
      >
        {vcpuText(vcpu, writes)}
      </Button>
    </>
  )
}

const loadPainter = () =>
  loadPart(() =>
    import('./console-painter.ts').then(({ createConsolePainter }) => createConsolePainter),
  )

/** The painter of the console and its programs: fetched once the page stands; the empty frame is there before it. */
function useConsolePainter(): ConsolePainter | undefined {
  const create = usePart(loadPainter)
  return useMemo(() => create?.(), [create])
}
