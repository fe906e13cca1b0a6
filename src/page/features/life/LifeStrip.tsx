/** The strip (the list below it says the same in words): the copy's state, writes and sends of one page on the time axis that all charts share, with the playhead. */
import type { PageLife, PageStretch } from '../../../recording/questions/page-life.ts'
import { isSending } from '../../../recording/questions/page-life.ts'
import { STATE_WORDS } from '../../../text/life.ts'
import { StripFrame, percent, useLens } from './StripFrame.tsx'

/** Once, again, often: as on the maps. */
function severityOf({ state, fires }: PageStretch): number | undefined {
  return state === 'changed' ? Math.min(3, Math.max(1, fires)) : undefined
}

export function LifeStrip({ life }: { readonly life: PageLife }) {
  const lens = useLens()
  if (!lens) return null
  const marks = (wanted: (event: PageLife['events'][number]) => boolean) =>
    life.events
      .filter(wanted)
      .map(({ kind, at }) => (
        <i key={`${kind} ${at}`} style={{ left: percent(lens.position(at)) }} />
      ))
  return (
    <StripFrame lens={lens}>
      <div className="life-lane" data-lane="state">
        {life.stretches.map((stretch) => {
          const [from, to] = [lens.position(stretch.from), lens.position(stretch.to)]
          return (
            <i
              key={stretch.from}
              data-state={stretch.state}
              data-severity={severityOf(stretch)}
              title={STATE_WORDS[stretch.state]}
              style={{ left: percent(from), width: percent(to - from) }}
            />
          )
        })}
      </div>
      <div className="life-lane" data-lane="fired">
        {marks(({ kind }) => kind === 'fired')}
      </div>
      <div className="life-lane" data-lane="sent">
        {marks(isSending)}
      </div>
    </StripFrame>
  )
}
