/**
 * Where the client's progress bar stands when a migration ends. Only loosely documented: connection set-up until 10 %
 * (ELA, KB 321009), 14 % without a path for data (RSS2), 70 % in the switchover (KB 320352), 72 % at the resume (FLO).
 * What lies between is the mapping of facts 6.3 and inferred.
 */
import type { Summary } from './summary.ts'

/** In percent. Least and most differ where the evidence says no more than that. */
export interface ClientProgress {
  readonly least: number
  readonly most: number
}

const between = (least: number, most: number = least): ClientProgress => ({ least, most })
const FIRST_PASS = { from: 15, to: 65 }

export function clientProgress({ outcome, failure, phases, passes }: Summary): ClientProgress {
  if (outcome === 'completed') return between(100)
  const last = phases.findLast(({ kind }) => kind !== 'cleanup')
  if (failure === 'vm-lost') return between(72, 99)
  switch (last?.kind) {
    case undefined:
    case 'prepare':
      return failure === 'connection-failed' ? between(10) : between(0, 9)
    case 'trace':
      return between(10, 14)
    case 'pass': {
      const row = passes.at(-1)
      if (!row || row.pass >= 0) return between(65, 70)
      if (row.pagesSent === 0) return between(10, 14)
      const { from, to } = FIRST_PASS
      return between(Math.round(from + ((to - from) * row.pagesSent) / row.pagesToSend))
    }
    case 'switchover':
      if (failure === 'destination-failed-to-resume') return between(72)
      return between(70, 72)
    case 'page-in':
    case 'cleanup':
      return between(72, 99)
  }
}
