/** A page as people name it: by its guest physical address, or by its number. */
import { PAGE_BYTES } from '../engine/units.ts'

/** Guest physical address of a page: "0x3f2a1000". */
export function pageAddress(page: number): string {
  return `0x${(page * PAGE_BYTES).toString(16)}`
}

/** A page from what a person types: a number of a page, or an address with 0x. Undefined when it is neither. */
export function pageFromText(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase()
  if (/^\d{1,12}$/.test(trimmed)) return Number(trimmed)
  if (!/^0x[0-9a-f]{1,13}$/.test(trimmed)) return undefined
  return Math.floor(Number.parseInt(trimmed, 16) / PAGE_BYTES)
}
