/** "What changed in which version": all generations side by side; a cell stands out where it differs from the one before. */
import { useEffect, useRef } from 'react'
import { GENERATION_IDS, formerGeneration } from '../../../engine/generations/difference.ts'
import { GENERATIONS } from '../../../engine/generations/list.ts'
import { VERSION_DATES } from '../../../engine/host/versions.ts'
import type { Scenario } from '../../../engine/scenario/scenario.ts'
import { outOfSupport } from '../../../report/support.ts'
import { generationShort, generationTitle, type GenerationId } from '../../../text/generations.ts'
import { INFERRED_HELP, INFERRED_MARK } from '../../../text/sentence.ts'
import { SUPPORT_TEXT } from '../../../text/support.ts'
import {
  CHANGE_ROWS,
  CHANGES_TEXT,
  type ChangeCell,
  type ChangeRow,
} from '../../../text/what-changed.ts'
import './changes.css'

export interface WhatChangedProps {
  readonly generation: GenerationId
  readonly onPick: (id: GenerationId) => void
  readonly scenario: Scenario
}

export function WhatChanged({ generation, onPick, scenario }: WhatChangedProps) {
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    const [first, ...heads] = place.current?.querySelectorAll<HTMLElement>('thead th') ?? []
    const head = heads[GENERATION_IDS.indexOf(generation)]
    if (!place.current || !head || !first) return
    // The column before stays in sight: it is what this one is compared with.
    place.current.scrollLeft = head.offsetLeft - first.offsetWidth - head.offsetWidth
  }, [generation])
  return (
    // A table that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="changes" ref={place} aria-label={CHANGES_TEXT.caption} tabIndex={0}>
      <table>
        <caption>
          <p>
            <strong>{CHANGES_TEXT.caption}</strong> <span>{CHANGES_TEXT.intro}</span>
          </p>
        </caption>
        <thead>
          <tr>
            <th scope="col">{CHANGES_TEXT.feature}</th>
            {GENERATION_IDS.map((id) => (
              <th key={id} scope="col" data-current={id === generation || undefined}>
                <button
                  type="button"
                  aria-pressed={id === generation}
                  title={CHANGES_TEXT.pick(generationTitle(id))}
                  onClick={() => onPick(id)}
                >
                  {generationShort(id)}
                </button>
                <small>{VERSION_DATES[id].released}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {CHANGE_ROWS.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              {GENERATION_IDS.map((id) => (
                <Cell key={id} row={row} id={id} current={id === generation} scenario={scenario} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface CellProps {
  readonly row: ChangeRow
  readonly id: GenerationId
  readonly current: boolean
  readonly scenario: Scenario
}

function Cell({ row, id, current, scenario }: CellProps) {
  const former = formerGeneration(id)
  const cell = row.cell(GENERATIONS[id])
  const changed = former !== undefined && row.cell(former).text !== cell.text
  const exceeded =
    row.limit !== undefined &&
    outOfSupport({ ...scenario, generation: id }).some(
      ({ limit, kind }) => kind === 'outside' && limit === row.limit,
    )
  return (
    <td data-current={current || undefined} data-changed={changed || undefined}>
      {changed ? <strong>{cell.text}</strong> : cell.text}
      {changed ? <span className="sr-only">, {CHANGES_TEXT.changed}</span> : null}
      <Doubt cell={cell} />
      {exceeded ? (
        <small className="changes-exceeded">
          <span aria-hidden="true">✕</span> {CHANGES_TEXT.exceeded}
        </small>
      ) : null}
    </td>
  )
}

/** A word behind a value that is not published. */
function Doubt({ cell }: { readonly cell: ChangeCell }) {
  switch (cell.confidence) {
    case 'unverified':
      return <small title={SUPPORT_TEXT.unverifiedHelp}>{SUPPORT_TEXT.unverified}</small>
    case 'inferred':
      return <small title={INFERRED_HELP}>{INFERRED_MARK}</small>
    case 'third-party':
      return <small title={SUPPORT_TEXT.thirdPartyHelp}>{SUPPORT_TEXT.thirdParty}</small>
    case 'published':
    case 'option-default':
    case 'log':
    case 'choice':
      return null
  }
}
