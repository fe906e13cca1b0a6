/** Messages between the page and the worker that searches. One search is under way at a time. */
import type { Found, GrepRefusal } from '../../logs/grep.ts'

/** Page → worker. The lines of a log come once and stay until others come. */
export type SearchRequest =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'search'; readonly expression: RegExp }

/** Worker → page. `began` leaves before the search does its work: from then on its time counts. */
export type SearchReply = { readonly kind: 'began' } | Found | GrepRefusal
