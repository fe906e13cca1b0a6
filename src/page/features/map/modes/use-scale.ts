/** The steps of the mode that is chosen, with their colours. */
import { useMemo } from 'react'
import { heatRamp, streamShades } from './heat-ramps.ts'
import { PALETTES } from '../../../drawing/palette.ts'
import type { Summary } from '../../../../report/summary.ts'
import { heatScale, type Scale } from '../../../../text/heat.ts'
import { useApp } from '../../../controls/session-context.ts'

export interface ShownScale extends Scale {
  readonly colours: readonly string[]
}

/** The most streams that a run has at one time: interventions may open more. */
export function streamCount({ bandwidth, facts }: Summary): number {
  return facts.reduce(
    (most, fact) => (fact.kind === 'bandwidth-limited' ? Math.max(most, fact.streams) : most),
    bandwidth.streams,
  )
}

/** Undefined where the map shows the state. */
export function useScale(): ShownScale | undefined {
  const mode = useApp((state) => state.tools.heat)
  const stream = useApp((state) => state.tools.stream)
  const theme = useApp((state) => state.theme)
  const streams = useApp((state) => (state.summary ? streamCount(state.summary) : 1))
  return useMemo(() => {
    if (mode === 'state') return undefined
    const palette = PALETTES[theme]
    const shades = mode === 'stream' && stream === undefined
    return {
      ...heatScale(mode, stream, streams),
      colours: shades ? streamShades(palette, streams) : heatRamp(palette, mode),
    }
  }, [mode, stream, theme, streams])
}
