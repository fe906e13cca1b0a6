/** The legend, in these words and this order. */

export type LegendColour = 'not-sent' | 'in-sync' | 'changed' | 'wire' | 'slowed'

export const LEGEND: readonly { readonly colour: LegendColour; readonly label: string }[] = [
  { colour: 'not-sent', label: 'Not sent' },
  { colour: 'in-sync', label: 'In sync' },
  { colour: 'changed', label: 'Changed since it was sent' },
  { colour: 'wire', label: 'On the wire' },
  { colour: 'slowed', label: 'Guest slowed or stopped' },
]

export const LEGEND_TITLE = 'Legend'
