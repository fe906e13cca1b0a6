/** What the source's map can show instead of the state. */

/**
 * sent: mean times a page was sent; fired: mean times its trace fired; age: seconds since the last recorded write of the
 * cell's middle page; stream: mean times that one stream carried a page, or which stream carried the last one.
 */
export const HEAT_VALUES = ['sent', 'fired', 'age', 'stream'] as const
export type HeatValue = (typeof HEAT_VALUES)[number]
