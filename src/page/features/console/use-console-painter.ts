/** The painter of the console and its programs: fetched once the page stands; the empty frame is there before it. */
import { useEffect, useState } from 'react'
import type { ConsolePainter } from './console-painter.ts'

export function useConsolePainter(): ConsolePainter | undefined {
  const [painter, setPainter] = useState<ConsolePainter>()
  useEffect(() => {
    let current = true
    void import('./console-painter.ts').then(({ createConsolePainter }) => {
      if (current) setPainter(createConsolePainter())
    })
    return () => {
      current = false
    }
  }, [])
  return painter
}
