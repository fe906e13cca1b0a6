/** What filled, hollow and crossed dots mean; only those that are there. */
import { TRUTH_TEXT } from '../../../text/truth.ts'
import type { Evidence } from '../../../validation/case.ts'
import type { Mark } from './marks.ts'

const ORDER: readonly Evidence[] = ['measured', 'prediction', 'published', 'fitted']

export function ScatterKey({ marks }: { readonly marks: readonly Mark[] }) {
  const there = ORDER.filter((evidence) =>
    marks.some((mark) => mark.kind === 'case' && mark.one.evidence === evidence),
  )
  return (
    <ul className="scatter-key">
      <li>
        <svg width="28" height="14" aria-hidden="true">
          <rect className="scatter-band" width="28" height="14" />
          <line className="diagonal" x1="0" x2="28" y1="7" y2="7" />
        </svg>
        {`${TRUTH_TEXT.exact}, ${TRUTH_TEXT.band}`}
      </li>
      {there.map((evidence) => (
        <li key={evidence}>
          <svg width="14" height="14" aria-hidden="true">
            <circle className="case-mark" data-evidence={evidence} cx="7" cy="7" r="5" />
          </svg>
          {TRUTH_TEXT.keys[evidence]}
        </li>
      ))}
    </ul>
  )
}
