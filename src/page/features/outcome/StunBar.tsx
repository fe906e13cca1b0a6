/** The stun by its parts: as a bar, and each with its time. */
import type { Summary } from '../../../report/summary.ts'
import { formatDuration } from '../../../text/format.ts'
import { OUTCOME_TEXT } from '../../../text/outcome.ts'
import { STUN_PARTS } from '../../../text/stops.ts'
import { StunParts } from './StunParts.tsx'

export function StunBar({ summary }: { readonly summary: Summary }) {
  const { stunParts, stun } = summary
  if (stun.end <= stun.start) return null
  return (
    <>
      <StunParts summary={summary} />
      <ul className="stun-parts" aria-label={OUTCOME_TEXT.parts}>
        {stunParts.map(({ part, start, end, confidence }) => (
          <li key={part} data-part={part}>
            <i className="stun-swatch" aria-hidden="true" />
            {STUN_PARTS[part]}{' '}
            <span className={confidence === 'published' ? undefined : 'inferred'}>
              {formatDuration(end - start)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
