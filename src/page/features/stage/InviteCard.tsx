/** The dial that asks to be touched: fetched when the film is over, for it is all that the stage has of dials. */
import type { Summary } from '../../../report/summary.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { verdict } from '../../../text/outcome.ts'
import { NumberDial } from '../dials/NumberDial.tsx'
import './invite.css'

const DIAL = 'workload.writeRate'

export interface InviteCardProps {
  readonly summary: Summary
  /** The film has just ended and nothing was touched yet. */
  readonly invites: boolean
}

export function InviteCard({ summary, invites }: InviteCardProps) {
  return (
    <div className="invite" data-pulse={invites || undefined}>
      <p>{invites ? LAYOUT_TEXT.invite : verdict(summary).title}</p>
      <NumberDial id={DIAL} compact />
    </div>
  )
}
