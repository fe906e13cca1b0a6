/** The spoken summary: the sentence of the moment, said when the story moves on, and the outcome of a changed run. */
import { useMemo } from 'react'
import { verdict } from '../../text/outcome.ts'
import { spokenSentence } from '../../text/sentence.ts'
import { useApp, useMoment } from '../controls/session-context.ts'

export function LiveRegion() {
  const sentence = useMoment((moment) => moment.sentence)
  const summary = useApp((state) => state.summary)
  const film = useApp((state) => state.film)
  const outcome = useMemo(() => {
    if (!summary || film === 'running') return ''
    const { title, why } = verdict(summary)
    return `${title}. ${spokenSentence(why)}`
  }, [summary, film])
  return (
    <div className="sr-only">
      <p aria-live="polite">{spokenSentence(sentence)}</p>
      <p aria-live="polite">{outcome}</p>
    </div>
  )
}
