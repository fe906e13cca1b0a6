/** On the map itself: what it shows, painted over the state; the legend of it; and its value under the cursor, in words. */
import { useEffect, useMemo } from 'react'
import { heatCover } from './heat-cover.ts'
import type { HeatmapPainter } from '../heatmap-painter.ts'
import { PALETTES } from '../../../drawing/palette.ts'
import type { CellView } from '../../../../recording/cell.ts'
import { HEAT_TEXT } from '../../../../text/heat.ts'
import { useApp, useSession } from '../../../controls/session-context.ts'
import { HeatLegend } from './HeatLegend.tsx'
import { ModeSelect } from './ModeSelect.tsx'
import { useHeat } from './use-heat.ts'
import { useScale } from './use-scale.ts'
import './map-mode.css'

export interface MapModeProps {
  readonly painter: HeatmapPainter
  readonly view: CellView
  readonly cursorPage: number | undefined
  /** The value under the cursor; undefined where the map shows the state. */
  readonly onSay: (words: string | undefined) => void
}

export function MapMode({ painter, view, cursorPage, onSay }: MapModeProps) {
  const session = useSession()
  const mode = useApp((state) => state.tools.heat)
  const theme = useApp((state) => state.theme)
  const scale = useScale()
  const answer = useHeat(mode, view)
  const heat = answer === 'no-former' ? undefined : answer

  useEffect(() => {
    if (scale === undefined || answer === 'no-former') {
      painter.cover(undefined)
      session.requestFrame()
    } else if (heat)
      painter.cover(heatCover(heat.view, heat.values, scale.colours, scale, PALETTES[theme]))
  }, [painter, session, answer, heat, scale, theme])
  useEffect(
    () => () => {
      painter.cover(undefined)
      session.requestFrame()
    },
    [painter, session],
  )

  const words = useMemo(() => {
    if (heat === undefined || scale === undefined || cursorPage === undefined) return undefined
    const { firstPage, pagesPerCell } = heat.view
    const value = heat.values[Math.floor((cursorPage - firstPage) / pagesPerCell)]
    return value === undefined || Number.isNaN(value) ? undefined : scale.words(value, pagesPerCell)
  }, [heat, scale, cursorPage])
  useEffect(() => onSay(words), [onSay, words])

  return (
    <>
      <ModeSelect names={HEAT_TEXT.short} label={HEAT_TEXT.chooser} />
      {scale === undefined ? null : (
        <div className="heat-key">
          {answer === 'no-former' ? (
            <p>{HEAT_TEXT.noFormerShort}</p>
          ) : (
            <HeatLegend scale={scale} label={HEAT_TEXT.mapLegend} />
          )}
        </div>
      )}
    </>
  )
}
