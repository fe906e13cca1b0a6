/** What the source's map can show instead of the state. */

/** sent: mean times a page was sent; fired: mean times its trace fired; age: seconds since the last recorded write of the cell's middle page. */
export const HEAT_VALUES = ['sent', 'fired', 'age'] as const
export type HeatValue = (typeof HEAT_VALUES)[number]
