/** The strip of a block (the list below it says the same in words): pages by state over time; written and sent by pass, as shares of its pages. */
import type { BlockCopy, BlockLife } from '../../../recording/questions/block-life.ts'
import { LIFE_TEXT, STATE_WORDS } from '../../../text/life.ts'
import { StripFrame, percent, useLens } from './StripFrame.tsx'

const STATES = ['in-sync', 'changed', 'not-sent'] as const

export function BlockStrip({ life }: { readonly life: BlockLife }) {
  const lens = useLens()
  if (!lens) return null
  const { moments, inUse, copies } = life
  const bars = (count: (copy: BlockCopy) => number) =>
    copies.map((copy) => {
      const [from, to] = [lens.position(copy.from), lens.position(copy.to)]
      return (
        <i
          key={copy.from}
          title={LIFE_TEXT.share(count(copy), inUse)}
          style={{
            left: percent(from),
            width: percent(to - from),
            height: percent(Math.min(1, count(copy) / inUse)),
          }}
        />
      )
    })
  return (
    <StripFrame lens={lens} tall>
      <div className="life-lane" data-lane="shares">
        {moments.map((moment, index) => {
          const from = lens.position(moment.at)
          const to = lens.position(moments[index + 1]?.at ?? Infinity)
          const counts = {
            'in-sync': moment.inSync,
            changed: moment.changed,
            'not-sent': moment.notSent,
          }
          return (
            <span key={moment.at} style={{ left: percent(from), width: percent(to - from) }}>
              {STATES.map((state) => (
                <i
                  key={state}
                  data-state={state}
                  data-severity={state === 'changed' ? 1 : undefined}
                  title={`${STATE_WORDS[state]}: ${LIFE_TEXT.share(counts[state], inUse)}`}
                  style={{ height: percent(counts[state] / inUse) }}
                />
              ))}
            </span>
          )
        })}
      </div>
      <div className="life-lane" data-lane="fired">
        {bars(({ fired }) => fired)}
      </div>
      <div className="life-lane" data-lane="sent">
        {bars(({ sent }) => sent)}
      </div>
    </StripFrame>
  )
}
