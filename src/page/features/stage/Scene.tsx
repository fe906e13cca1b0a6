/** The two hosts, what lies between them, and which of them runs the VM. */
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Readout } from '../../../recording/questions/readout.ts'
import type { Sample } from '../../../recording/sample.ts'
import type { FrameFeed } from '../../session/frames.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { GuestConsole } from '../console/GuestConsole.tsx'
import { MemoryMap } from '../map/MemoryMap.tsx'
import { useApp, useSession } from '../../controls/session-context.ts'
import { useFound } from '../../controls/use-answer.ts'
import { Between } from './Between.tsx'
import { HostPanel } from '../host/HostPanel.tsx'
import { useScene } from './use-scene.ts'
import './scene.css'

export interface SceneProps {
  readonly font: number
  readonly phone: boolean
}

export function Scene({ font, phone }: SceneProps) {
  const { frames } = useSession()
  const summary = useApp((state) => state.summary)
  const place = useRef<HTMLDivElement>(null)
  const { panel, mapBeside, onPanelSize } = useScene(
    useCallback(() => {
      const source = place.current?.querySelector('.host[data-host="source"] canvas')
      const wire = place.current?.querySelector('.wire canvas')
      return source && wire ? { map: source, wire } : undefined
    }, []),
  )
  const { readout, onReadout } = useReadout()
  const guest = useSampled(frames, guestStateOf)
  const runsOn = useSampled(frames, (sample) => sample?.runsOn ?? 'source')
  const end = summary?.end ?? Infinity
  const sourceState = useSampled(frames, (sample) => sourceStateOf(sample, end))
  const failedAt = summary?.facts.find(({ kind }) => kind === 'migration-failed')?.at ?? Infinity
  const targetState = useSampled(frames, (sample) => destinationStateOf(sample, failedAt))
  const host = (name: 'source' | 'destination') => (
    <HostPanel
      host={name}
      runsHere={runsOn === name}
      state={runsOn === name ? guest : name === 'source' ? sourceState : targetState}
      map={
        name === 'source' ? (
          <MemoryMap
            host={name}
            font={font}
            panel={panel}
            onPanelSize={onPanelSize}
            onReadout={onReadout}
            readout={readout}
            controls
          />
        ) : (
          <MemoryMap host={name} font={font} panel={panel} />
        )
      }
      console={<GuestConsole host={name} font={font} />}
    />
  )
  return (
    <div className="scene" ref={place}>
      {host('source')}
      <Between
        font={font}
        phone={phone}
        mapBeside={useMemo(() => (phone ? undefined : mapBeside), [phone, mapBeside])}
      />
      {host('destination')}
    </div>
  )
}

/** A cell that is looked at while time goes on is read again a few times a second. */
const EVERY_MILLISECONDS = 250

/** The counts of the cell under the cursor, asked for when the cursor moves and when playback stands still. */
function useReadout(): {
  readonly readout: Readout | undefined
  readonly onReadout: (firstPage: number, pages: number) => void
} {
  const session = useSession()
  const runId = useApp((state) => state.runId)
  const [cell, setCell] = useState<{ readonly firstPage: number; readonly pages: number }>()
  const onReadout = useCallback(
    (firstPage: number, pages: number) => setCell({ firstPage, pages }),
    [],
  )
  const ask = useMemo(
    () => cell && ((time: number) => session.ask(runId, { kind: 'readout', time, ...cell })),
    [session, runId, cell],
  )
  return { readout: useFound(ask, EVERY_MILLISECONDS), onReadout }
}

/** A word about the sample of now; renders again when the word changes. */
function useSampled<Word extends string>(
  frames: FrameFeed,
  word: (sample: Sample | undefined) => Word,
): Word {
  return useSyncExternalStore(frames.subscribe, () => word(frames.latest?.sample))
}

function guestStateOf(sample: Sample | undefined): string {
  return sample?.stopped ? LAYOUT_TEXT.stoppedHere : LAYOUT_TEXT.runsHere
}

function sourceStateOf(sample: Sample | undefined, end: number): string {
  if (sample?.runsOn === 'lost') return LAYOUT_TEXT.waiting.lost
  return sample && sample.time >= end ? LAYOUT_TEXT.waiting.left : LAYOUT_TEXT.waiting.full
}

function destinationStateOf(sample: Sample | undefined, failedAt: number): string {
  if (sample?.runsOn === 'lost') return LAYOUT_TEXT.waiting.lost
  if (sample && sample.time >= failedAt) return LAYOUT_TEXT.waiting.dropped
  if (!sample || sample.time <= 0) return LAYOUT_TEXT.waiting.empty
  return LAYOUT_TEXT.waiting.masked
}
