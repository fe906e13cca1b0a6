/** A table that may be wider than the window: it scrolls on its own, by keyboard too. */
import type { ReactNode } from 'react'
import { TRUTH_TEXT } from '../../../text/truth.ts'
import './tables.css'

export interface TableBoxProps {
  readonly label: string
  readonly children: ReactNode
}

export function TableBox({ label, children }: TableBoxProps) {
  return (
    // What scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="table-box" aria-label={TRUTH_TEXT.tableOf(label)} tabIndex={0}>
      {children}
    </section>
  )
}
