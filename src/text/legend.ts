/** The legend, in these words and this order. */

type LegendColour = 'not-sent' | 'in-sync' | 'changed' | 'wire' | 'slowed'

export interface LegendEntry {
  readonly colour: LegendColour
  readonly label: string
  /** What the parts of a swatch mean. */
  readonly help?: string
}

export const LEGEND: readonly LegendEntry[] = [
  { colour: 'not-sent', label: 'Not sent' },
  { colour: 'in-sync', label: 'In sync' },
  {
    colour: 'changed',
    label: 'Changed since it was sent',
    help: 'Once, again, often; the faint one is its old copy at the destination. A dot is one page.',
  },
  { colour: 'wire', label: 'On the wire' },
  { colour: 'slowed', label: 'Guest slowed or stopped' },
]

export const LEGEND_TITLE = 'Legend'
