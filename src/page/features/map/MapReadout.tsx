/** What is in the cell under the cursor: address, states, times sent and changed. */
import type { Readout } from '../../../recording/recording.ts'
import { MAP_TEXT } from '../../../text/pictures.ts'

export interface MapReadoutProps {
  readonly readout: Readout
  /** What the map's mode says of the cell. */
  readonly said: string | undefined
  /** The cursor is in the lower half of the map. */
  readonly low: boolean
}

export function MapReadout({ readout, said, low }: MapReadoutProps) {
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
