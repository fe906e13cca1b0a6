/** What the maps show of a moment, for laws that compare moments. */
import { createHash } from 'node:crypto'
import type { Recording } from '../../src/recording/recording.ts'

/** The dots of all of memory, of so many pages a cell. */
export function dotsOf(recording: Recording, time: number, pagesPerCell = 1): Uint32Array {
  const dots = new Uint32Array(Math.ceil(recording.pages / pagesPerCell))
  recording.paintDots(time, { firstPage: 0, pagesPerCell, cells: dots.length }, dots)
  return dots
}

/** The state of every single page and how often each was sent, as one short value: equal where all of it is. */
export function everyPage(recording: Recording, time: number): string {
  const view = { firstPage: 0, pagesPerCell: 64, cells: Math.ceil(recording.pages / 64) }
  return createHash('sha1')
    .update(dotsOf(recording, time))
    .update(recording.ask({ kind: 'heat', time, value: 'sent', view }))
    .digest('hex')
}
