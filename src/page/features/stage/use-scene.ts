/** Sizes and places in the scene: the panel whose grid both maps share, and where it stands beside the wire. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import { geometryFor, type MapPanel } from '../map/map-navigation.ts'
import type { MapBeside } from '../wire/wire-painter.ts'
import { regionPagesFor } from '../../../engine/memory/region-size.ts'
import { PAGES_PER_GIB } from '../../../engine/units.ts'
import { useApp, useSession } from '../../controls/session-context.ts'

export interface SceneGeometry {
  readonly panel: MapPanel | undefined
  readonly mapBeside: MapBeside | undefined
  readonly onPanelSize: (width: number, height: number) => void
}

/** `map` and `wire`: the elements whose tops are compared. */
export function useScene(
  place: () => { readonly map: Element; readonly wire: Element } | undefined,
): SceneGeometry {
  const session = useSession()
  const memory = useApp((state) => state.summary?.input.scenario['vm.memory'])
  const fluid = useApp((state) => state.summary?.input.scenario.model === 'fluid')
  const map = useApp((state) => state.map)
  const [size, setSize] = useState<{
    readonly width: number
    readonly height: number
    readonly top: number
  }>()

  const onPanelSize = useCallback(
    (width: number, height: number) => {
      const places = place()
      const top = places
        ? places.map.getBoundingClientRect().top - places.wire.getBoundingClientRect().top
        : 0
      setSize((before) =>
        before?.width === width && before.height === height && before.top === top
          ? before
          : { width, height, top },
      )
    },
    [place],
  )

  const panel = useMemo<MapPanel | undefined>(() => {
    if (!size || memory === undefined) return undefined
    const totalPages = Math.round(memory * PAGES_PER_GIB)
    return {
      width: size.width,
      height: size.height,
      totalPages,
      regionPages: regionPagesFor(totalPages, fluid),
    }
  }, [size, memory, fluid])

  const geometry = useMemo(() => panel && geometryFor(panel, map), [panel, map])
  useEffect(() => {
    if (geometry) session.showCells(geometry)
  }, [session, geometry])

  const mapBeside = useMemo(
    () =>
      geometry && size
        ? { geometry, top: size.top, width: size.width, height: size.height }
        : undefined,
    [geometry, size],
  )
  return { panel, mapBeside, onPanelSize }
}
