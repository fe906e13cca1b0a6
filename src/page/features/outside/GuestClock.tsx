/** The guest's wall clock after the resume: by how much it is behind, and what follows. */
import { clockBehind } from '../../../report/guest-clock.ts'
import type { Summary } from '../../../report/summary.ts'
import { CLOCK_TEXT, clockSentences } from '../../../text/after-resume.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'

export function GuestClock({ summary }: { readonly summary: Summary }) {
  const behind = clockBehind(summary)
  const without = summary.vmRunsOn === 'lost' ? CLOCK_TEXT.gone : CLOCK_TEXT.right
  const sentences = behind === undefined ? [[without]] : clockSentences(behind)
  return (
    <section className="outside-clock" aria-label={CLOCK_TEXT.title}>
      <h3>{CLOCK_TEXT.title}</h3>
      {sentences.map((sentence, index) => (
        // Sentences have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <p key={index}>
          <SentenceText sentence={sentence} quiet />
        </p>
      ))}
      <p className="source">{CLOCK_TEXT.source}</p>
    </section>
  )
}
