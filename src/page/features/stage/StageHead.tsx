/** Over the pictures: the sentence of what happens now, the model clock, and the speed at which it runs. */
import { useEffect, useRef } from 'react'
import { isUnending } from '../../../engine/facts.ts'
import { SECOND } from '../../../engine/units.ts'
import { formatDuration, formatNumber, isLong } from '../../../text/format.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { speedText, spokenSpeed } from '../../../text/speeds.ts'
import { plain, unbroken } from '../../../text/sentence.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import { useApp, useMoment, useSession } from '../../controls/session-context.ts'
import './head.css'

/** As wide as a digit: the clock does not move when it grows. */
const FIGURE_SPACE = '\u2007'
const DIGITS = 5
/** Characters of a sentence that a narrow place has no room for in its large letters. */
const LONG = 48

export function StageHead() {
  return (
    <header className="stage-head">
      <Headline />
      <Clock />
    </header>
  )
}

/**
 * The sentence that `refresh` of `session/transport.ts` chose for this moment: the film's, the replay's, else that of
 * `text/narration.ts`. Two lines are always kept free for it.
 */
function Headline() {
  const sentence = useMoment((moment) => moment.sentence)
  return (
    <h1 className="headline" data-long={plain(sentence).length > LONG || undefined}>
      {/* Another sentence is another element: it appears in its place, it does not move there. */}
      <span key={plain(sentence)}>
        <SentenceText sentence={unbroken(sentence)} />
      </span>
    </h1>
  )
}

/** The clock writes itself: React does not see each frame. */
function Clock() {
  const { playhead } = useSession()
  const place = useRef<HTMLSpanElement>(null)
  const speed = useMoment((moment) => moment.speed)
  const replaying = useMoment((moment) => moment.replaying)
  const atEnd = useMoment((moment) => moment.atEnd)
  const playing = useApp((state) => state.playback.playing)
  const unending = useApp(({ summary }) => isUnending(summary?.failure))

  useEffect(() => {
    let shown = ''
    const show = (time: number) => {
      const seconds = formatNumber(time / SECOND, 1, { steady: true })
      const text = isLong(time)
        ? formatDuration(time)
        : `${seconds.padStart(DIGITS, FIGURE_SPACE)} s`
      if (text !== shown && place.current) place.current.textContent = text
      shown = text
    }
    show(playhead.time)
    return playhead.subscribe(show)
  }, [playhead])

  return (
    <div className="clock" data-replaying={replaying || undefined}>
      <span ref={place} className="clock-time" role="timer" aria-label={LAYOUT_TEXT.clock}>
        {FIGURE_SPACE}
      </span>
      <span className="clock-speed">
        {playing ? (
          <>
            <span aria-hidden="true" key={speed}>
              {speedText(speed)}
            </span>
            <span className="sr-only">{spokenSpeed(speed)}</span>
          </>
        ) : (
          <span>
            {!atEnd ? LAYOUT_TEXT.paused : unending ? LAYOUT_TEXT.stops : LAYOUT_TEXT.ended}
          </span>
        )}
      </span>
    </div>
  )
}
