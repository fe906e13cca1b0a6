/** The life of a block: what became of its pages, as a strip and pass by pass. */
import { formatSeconds } from '../../../text/format.ts'
import { blockCopyText, blockSummary, LIFE_TEXT } from '../../../text/life.ts'
import { useCommand } from '../../controls/session-context.ts'
import { useAnswer } from '../../controls/use-answer.ts'
import { BlockStrip } from './BlockStrip.tsx'

/** So many passes at most are listed. */
const MAX_ROWS = 700

export interface BlockDetailsProps {
  readonly firstPage: number
  readonly pages: number
}

export function BlockDetails({ firstPage, pages }: BlockDetailsProps) {
  const perform = useCommand()
  const life = useAnswer({ kind: 'blockLife', firstPage, pages })?.answer
  if (!life) return <p className="drawer-empty">{LIFE_TEXT.waiting}</p>
  return (
    <>
      <h3 className="life-title">{LIFE_TEXT.blockTitle(life.firstPage, life.pages)}</h3>
      {life.inUse > 0 ? (
        <>
          <p>{blockSummary(life)}</p>
          <BlockStrip life={life} />
          <ol className="events" aria-label={LIFE_TEXT.blockEvents}>
            {life.copies.slice(0, MAX_ROWS).map((copy) => (
              <li key={copy.from}>
                <button type="button" onClick={() => perform('seek', copy.from)}>
                  <time>{formatSeconds(copy.from, { steady: true })}</time>
                  <span>{blockCopyText(copy, life)}</span>
                </button>
              </li>
            ))}
          </ol>
        </>
      ) : (
        <p className="drawer-empty">{LIFE_TEXT.blockUnused}</p>
      )}
    </>
  )
}
