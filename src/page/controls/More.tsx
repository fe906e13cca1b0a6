/** A list that may have thousands of rows: a part of it, and a button for the next part. */
import { useMemo, useState } from 'react'
import { DRAWER_TEXT } from '../../text/drawer.ts'

export interface Part<Row> {
  readonly rows: readonly Row[]
  /** Rows that are not there yet. */
  readonly left: number
  readonly onMore: () => void
}

/** The first `page` rows, and as many again each time that a person asks for more. */
export function usePart<Row>(all: readonly Row[], page: number): Part<Row> {
  const [most, setMost] = useState(page)
  const rows = useMemo(() => all.slice(0, most), [all, most])
  return { rows, left: all.length - rows.length, onMore: () => setMost(most + page) }
}

export function MoreButton({ left, onMore }: Pick<Part<unknown>, 'left' | 'onMore'>) {
  return left > 0 ? (
    <button type="button" className="button" onClick={onMore}>
      {DRAWER_TEXT.more(left)}
    </button>
  ) : null
}
