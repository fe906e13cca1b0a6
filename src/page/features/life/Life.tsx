/** The life of one page, or of a block: found by address, by the map, or as the page that was sent most often; as a strip and as a list. */
import { formatSeconds } from '../../../text/format.ts'
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { eventText, expectedWrites, LIFE_TEXT, lifeSummary } from '../../../text/life.ts'
import type { PageLife } from '../../../recording/questions/page-life.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import { useApp, useCommand, useRevealed } from '../../controls/session-context.ts'
import { useAnswer } from '../../controls/use-answer.ts'
import { BlockDetails } from './BlockDetails.tsx'
import { LifeStrip } from './LifeStrip.tsx'
import { PageChooser } from './PageChooser.tsx'
import './life.css'

/** So many rows at most: a run has two hundred passes at most, and a page three events in each. */
const MAX_ROWS = 700

export function Life() {
  const summary = useRevealed()
  const page = useApp((state) => state.tools.life)
  const block = useApp((state) => state.tools.block)
  const alone = page !== undefined && block === undefined
  const life = useAnswer(alone ? { kind: 'pageLife', page } : undefined)?.answer
  if (!summary) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <>
      <PageChooser summary={summary} life={life} />
      {page === undefined ? (
        <p className="drawer-intro">{LIFE_TEXT.intro}</p>
      ) : block !== undefined ? (
        <BlockDetails firstPage={Math.floor(page / block) * block} pages={block} />
      ) : life ? (
        <PageDetails life={life} />
      ) : (
        <p className="drawer-empty">{LIFE_TEXT.waiting}</p>
      )}
    </>
  )
}

function PageDetails({ life }: { readonly life: PageLife }) {
  const perform = useCommand()
  const { events } = life
  return (
    <>
      <h3 className="life-title">{LIFE_TEXT.title(life.page)}</h3>
      {life.inUse ? (
        <>
          <p>{lifeSummary(life)}</p>
          <LifeStrip life={life} />
          <ol className="events" aria-label={LIFE_TEXT.events}>
            {events.slice(0, MAX_ROWS).map((event) => (
              <li key={`${event.kind} ${event.at}`}>
                <button type="button" onClick={() => perform('seek', event.at)}>
                  <time>{formatSeconds(event.at, { steady: true })}</time>
                  <span>{eventText(event)}</span>
                </button>
              </li>
            ))}
          </ol>
          {events.length === 0 ? <p className="drawer-empty">{LIFE_TEXT.nothing}</p> : null}
          <p className="drawer-intro">
            <SentenceText sentence={expectedWrites(life)} />
          </p>
        </>
      ) : (
        <p className="drawer-empty">{LIFE_TEXT.notInUse}</p>
      )}
    </>
  )
}
