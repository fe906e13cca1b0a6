/** Ways to a page: its address or number, the neighbours, the one that was sent most often. */
import { useState, type FormEvent } from 'react'
import { PAGES_PER_GIB, PAGES_PER_MIB } from '../../../engine/units.ts'
import { MAX_BLOCK_PAGES } from '../../../recording/block-limit.ts'
import type { PageLife } from '../../../recording/questions/page-life.ts'
import type { Summary } from '../../../report/summary.ts'
import { pageAddress, pageFromText } from '../../../text/address.ts'
import { LIFE_TEXT } from '../../../text/life.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'

export interface PageChooserProps {
  readonly summary: Summary
  readonly life: PageLife | undefined
}

export function PageChooser({ summary, life }: PageChooserProps) {
  const perform = useCommand()
  const page = useApp((state) => state.tools.life)
  const [problem, setProblem] = useState('')
  const last = Math.round(summary.input.scenario['vm.memory'] * PAGES_PER_GIB) - 1
  const block = useApp((state) => state.tools.block)
  const shown = life?.page ?? page
  const stride = block ?? 1

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const value = new FormData(event.currentTarget).get('page')
    const text = typeof value === 'string' ? value : ''
    const wanted = pageFromText(text)
    if (wanted === undefined || wanted > last) return setProblem(LIFE_TEXT.wrong(text, last))
    setProblem('')
    return perform('life', wanted)
  }
  const step = (by: number) => {
    if (shown !== undefined) perform('life', Math.max(0, Math.min(last, shown + by * stride)))
  }
  return (
    <form className="life-chooser" onSubmit={onSubmit}>
      <label>
        {LIFE_TEXT.field}{' '}
        <input
          key={shown}
          name="page"
          className="field"
          type="text"
          autoComplete="off"
          spellCheck={false}
          title={LIFE_TEXT.fieldHelp}
          aria-invalid={problem !== ''}
          aria-describedby={problem ? 'life-problem' : undefined}
          defaultValue={shown === undefined ? '' : pageAddress(shown)}
        />
      </label>
      <button type="submit" className="button">
        {LIFE_TEXT.show}
      </button>
      <button
        type="button"
        className="button sign"
        aria-label={block ? LIFE_TEXT.formerBlock : LIFE_TEXT.former}
        disabled={shown === undefined || shown <= 0}
        onClick={() => step(-1)}
      >
        ‹
      </button>
      <button
        type="button"
        className="button sign"
        aria-label={block ? LIFE_TEXT.nextBlock : LIFE_TEXT.next}
        disabled={shown === undefined || shown >= last}
        onClick={() => step(1)}
      >
        ›
      </button>
      <button type="button" className="button" onClick={() => perform('life', 'most-sent')}>
        {LIFE_TEXT.mostSent}
      </button>
      <select
        className="field"
        aria-label={LIFE_TEXT.size}
        title={LIFE_TEXT.blockHelp}
        value={block ?? ''}
        onChange={(event) => perform('life-block', Number(event.currentTarget.value) || undefined)}
      >
        <option value="">{LIFE_TEXT.onePage}</option>
        {blockSizes(block, last).map((pages) => (
          <option key={pages} value={pages}>
            {LIFE_TEXT.block(pages)}
          </option>
        ))}
      </select>
      {problem ? (
        <p id="life-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </form>
  )
}

/** Pages of a batch, 2 MiB, 16 MiB, 256 MiB, 1 GiB. */
const SIZES = [32, 2 * PAGES_PER_MIB, 16 * PAGES_PER_MIB, 256 * PAGES_PER_MIB, MAX_BLOCK_PAGES]

/** Sizes that fit into memory, with the one that is chosen. */
function blockSizes(chosen: number | undefined, lastPage: number): readonly number[] {
  const sizes = SIZES.filter((size) => size <= lastPage + 1)
  return [...new Set([...sizes, ...(chosen === undefined ? [] : [chosen])])].toSorted(
    (a, b) => a - b,
  )
}
