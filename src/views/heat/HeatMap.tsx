/** The map: a cell an equal stretch of memory, row by row by address, in the colour of its step. */
import { useEffect, useMemo, useRef } from 'react'
import { packed, rgbFromHex } from '../../draw/colour.ts'
import { heatRamp, type HeatRamp } from '../../draw/heat-ramps.ts'
import { PALETTES } from '../../draw/palette.ts'
import { HEAT_SCALES, HEAT_TEXT } from '../../text/heat.ts'
import { useApp } from '../session-context.ts'
import { HEAT_COLUMNS, HEAT_ROWS } from './use-heat.ts'

export interface HeatMapProps {
  readonly mode: HeatRamp
  /** By cell; undefined while nothing is known. */
  readonly values: Float32Array | undefined
}

export function HeatMap({ mode, values }: HeatMapProps) {
  const theme = useApp((state) => state.theme)
  const canvas = useRef<HTMLCanvasElement>(null)
  const words = useMemo(() => heatRamp(PALETTES[theme], mode).map(packed), [theme, mode])
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(HEAT_COLUMNS, HEAT_ROWS)
    const pixels = new Uint32Array(image.data.buffer)
    const empty = packed(rgbFromHex(PALETTES[theme].panel))
    const { step } = HEAT_SCALES[mode]
    for (let cell = 0; cell < pixels.length; cell++) {
      const value = values?.[cell]
      pixels[cell] =
        value === undefined || Number.isNaN(value) ? empty : (words[step(value)] ?? empty)
    }
    context.putImageData(image, 0, 0)
  }, [values, words, theme, mode])
  return (
    <canvas
      ref={canvas}
      className="heat-map"
      width={HEAT_COLUMNS}
      height={HEAT_ROWS}
      // A picture that is painted: there is no image file.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="img"
      aria-label={HEAT_TEXT.map(HEAT_TEXT.modes[mode])}
    />
  )
}
