/** The parts of the stun, each where it lies in time; what runs side by side lies on two lines. */
import type { Summary } from '../../../report/summary.ts'
import './stun.css'

export function StunParts({ summary }: { readonly summary: Summary }) {
  const { stunParts, stun } = summary
  const length = stun.end - stun.start
  if (length <= 0) return null
  const percent = (time: number) => `${(100 * (time - stun.start)) / length}%`
  return (
    <span className="stun-bar" aria-hidden="true">
      {stunParts.map(({ part, start, end }) => (
        <i
          key={part}
          data-part={part}
          style={{ left: percent(start), right: `calc(100% - ${percent(end)})` }}
        />
      ))}
    </span>
  )
}
