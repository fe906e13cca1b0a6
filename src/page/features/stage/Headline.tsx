/** The sentence of what happens now. Two lines are always kept free for it. */
import { plain, unbroken } from '../../../text/sentence.ts'
import { useMoment } from '../../controls/session-context.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import './head.css'

export function Headline() {
  const sentence = useMoment((moment) => moment.sentence)
  return (
    <h1 className="headline">
      {/* Another sentence is another element: it appears in its place, it does not move there. */}
      <span key={plain(sentence)}>
        <SentenceText sentence={unbroken(sentence)} />
      </span>
    </h1>
  )
}
