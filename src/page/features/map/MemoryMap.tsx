/** The memory of the VM at one host: a map by address that zooms to single pages. Pixels go past React. */
import { useCallback, useEffect, useMemo, useRef, useState, type CSSProperties } from 'react'
import { createHeatmapPainter } from './heatmap-painter.ts'
import { follow, geometryFor, type MapPanel } from './map-navigation.ts'
import type { Readout } from '../../../recording/questions/readout.ts'
import type { MapView } from '../../session/app-state.ts'
import { MAP_TEXT, type Side } from '../../../text/pictures.ts'
import { lazyView } from '../../controls/lazy-view.tsx'
import { Picture } from '../../controls/Picture.tsx'
import { useApp, useCommand, usePage } from '../../controls/session-context.ts'
import { usePhaseName } from '../../controls/use-phase.ts'
import { MapControls } from './MapControls.tsx'
import { useMapInput } from './use-map-input.ts'
import './memory.css'

const MapMode = lazyView(() => import('./modes/MapMode.tsx').then(({ MapMode }) => MapMode), {
  apart: true,
})

export interface MemoryMapProps {
  readonly host: Side
  /** Size of text in CSS pixels. */
  readonly font: number
  /**
   * The panel whose size decides the grid of both maps, usually the source's: frames must be asked for with
   * `geometryFor(panel, map)`. Undefined until a size is known. Memoise it.
   */
  readonly panel: MapPanel | undefined
  /** Size of this map in CSS pixels, at first and whenever it changes. */
  readonly onPanelSize?: (width: number, height: number) => void
  /** Asks for the counts of the cell under the cursor; give it to one of the two maps only. */
  readonly onReadout?: (firstPage: number, pages: number) => void
  readonly readout?: Readout | undefined
  /** Buttons for zoom in, out and all. */
  readonly controls?: boolean
}

export function MemoryMap(props: MemoryMapProps) {
  const { host, font, panel, onReadout, readout } = props
  const { session, scheduler } = usePage()
  const { frames, playhead } = session
  const perform = useCommand()
  const summary = useApp((state) => state.summary)
  const theme = useApp((state) => state.theme)
  const map = useApp((state) => state.map)
  const onMap = useCallback((next: MapView) => perform('map', next), [perform])
  const onPick = useCallback(
    (page: number, cell: number) => perform('pick-page', page, cell),
    [perform],
  )
  const [painter] = useState(() => createHeatmapPainter(host))
  const [said, say] = useState<string>()
  const field = useRef<HTMLDivElement>(null)
  const cursor = useRef<HTMLInputElement>(null)
  const geometry = useMemo(() => panel && geometryFor(panel, map), [panel, map])
  const phase = usePhaseName(playhead, summary)
  const pagesPerCell = geometry?.pagesPerCell ?? 1
  const { cursorPage } = map

  useEffect(() => frames.subscribe((frame) => painter.take(frame)), [frames, painter])
  useEffect(
    () => painter.look({ theme, geometry, cursorPage }),
    [painter, theme, geometry, cursorPage],
  )
  useEffect(() => {
    if (cursorPage !== undefined)
      onReadout?.(Math.floor(cursorPage / pagesPerCell) * pagesPerCell, pagesPerCell)
  }, [cursorPage, pagesPerCell, onReadout])

  const input = useMapInput({ field, cursor, painter, frames, panel, map, onMap, onPick })
  return (
    <div className="memory-map" style={{ '--picture-font': `${font}px` } as CSSProperties}>
      <input
        ref={cursor}
        className="memory-map-cursor"
        type="range"
        aria-label={MAP_TEXT.cursor(host)}
        aria-valuetext={cursorText(cursorPage, pagesPerCell, readout, said)}
        min={0}
        max={Math.max(0, (panel?.totalPages ?? 1) - 1)}
        step={pagesPerCell}
        value={cursorPage ?? 0}
        onChange={(event) => panel && onMap(follow(panel, map, Number(event.currentTarget.value)))}
        onKeyDown={input.onKeyDown}
      />
      <div
        ref={field}
        className="memory-map-field"
        data-zoomed={map.zoom > 0 || undefined}
        {...input.pointer}
      >
        <Picture
          painter={painter}
          scheduler={scheduler}
          label={MAP_TEXT.picture(host, phase)}
          onSize={props.onPanelSize}
        />
      </div>
      {props.controls && panel && geometry ? (
        <MapControls panel={panel} map={map} onMap={onMap} pagesPerCell={pagesPerCell}>
          <MapMode painter={painter} view={geometry} cursorPage={cursorPage} onSay={say} />
        </MapControls>
      ) : null}
      {readout && geometry && cursorPage !== undefined ? (
        <MapReadout
          readout={readout}
          said={said}
          low={cursorPage - geometry.firstPage > (geometry.cells * pagesPerCell) / 2}
        />
      ) : null}
    </div>
  )
}

function cursorText(
  cursorPage: number | undefined,
  pagesPerCell: number,
  readout: Readout | undefined,
  said: string | undefined,
): string {
  if (cursorPage === undefined) return MAP_TEXT.cursorOff
  const firstPage = Math.floor(cursorPage / pagesPerCell) * pagesPerCell
  const range = `${MAP_TEXT.range(firstPage, pagesPerCell)}, ${MAP_TEXT.size(pagesPerCell)}`
  return readout?.firstPage === firstPage
    ? `${range}: ${MAP_TEXT.readout(readout, said).join(', ')}`
    : range
}

interface MapReadoutProps {
  readonly readout: Readout
  /** What the map's mode says of the cell. */
  readonly said: string | undefined
  /** The cursor is in the lower half of the map. */
  readonly low: boolean
}

/** What is in the cell under the cursor: address, states, times sent and changed. */
function MapReadout({ readout, said, low }: MapReadoutProps) {
  return (
    <div className="memory-map-readout" data-low={low || undefined}>
      <strong>
        {MAP_TEXT.range(readout.firstPage, readout.pages)} · {MAP_TEXT.size(readout.pages)}
      </strong>
      {MAP_TEXT.readout(readout, said).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  )
}
