/** How much can be asked about at once; apart from the question, so that whoever checks it does not fetch the answer. */
import { PAGES_PER_GIB, type PageNumber } from '../engine/units.ts'

/** 1 GiB: more is what the maps and the table of passes show. */
export const MAX_BLOCK_PAGES: PageNumber = PAGES_PER_GIB
