/** What the parts of a lane mean. */
import { EVACUATION_TEXT } from '../../../text/evacuation.ts'

const PARTS = ['waiting', 'preparing', 'first', 'later', 'stun', 'done'] as const

export function LaneLegend() {
  return (
    <ul className="lane-legend">
      {PARTS.map((part) => (
        <li key={part}>
          <svg width="22" height="12" aria-hidden="true">
            {part === 'done' ? (
              <line className="lane-done" x1="0" x2="22" y1="6" y2="6" />
            ) : (
              <rect
                className={`lane-${part}`}
                x={part === 'stun' ? 9 : 0.5}
                y={part === 'stun' ? 0 : 1.5}
                width={part === 'stun' ? 3 : 21}
                height={part === 'stun' ? 12 : 9}
              />
            )}
          </svg>
          {EVACUATION_TEXT.legend[part]}
        </li>
      ))}
    </ul>
  )
}
