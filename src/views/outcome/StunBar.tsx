/** The stun by its parts, side by side in time; what overlaps lies on two lines. */
import type { Summary } from '../../report/summary.ts'
import { formatDuration } from '../../text/format.ts'
import { OUTCOME_TEXT, STUN_PARTS } from '../../text/outcome.ts'

export function StunBar({ summary }: { readonly summary: Summary }) {
  const { stunParts, stun } = summary
  const length = stun.end - stun.start
  if (length <= 0) return null
  const percent = (time: number) => `${(100 * (time - stun.start)) / length}%`
  return (
    <>
      <div className="stun-bar" aria-hidden="true">
        {stunParts.map(({ part, start, end }) => (
          <i
            key={part}
            data-part={part}
            style={{ left: percent(start), right: `calc(100% - ${percent(end)})` }}
          />
        ))}
      </div>
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
