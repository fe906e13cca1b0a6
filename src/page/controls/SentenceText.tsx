/** A sentence; values that rest on something inferred are dotted, and a mark says so. */
import { INFERRED_HELP, INFERRED_MARK, isInferred, type Sentence } from '../../text/sentence.ts'

export interface SentenceTextProps {
  readonly sentence: Sentence
  /** Without the word: the dots alone, where a mark stands nearby. */
  readonly quiet?: boolean
}

export function SentenceText({ sentence, quiet = false }: SentenceTextProps) {
  return (
    <>
      {sentence.map((piece, index) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          // Pieces have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className="inferred" title={INFERRED_HELP}>
            {piece.inferred}
          </span>
        ),
      )}
      {!quiet && isInferred(sentence) ? (
        <>
          {' '}
          <small className="inferred-mark" title={INFERRED_HELP}>
            {INFERRED_MARK}
          </small>
        </>
      ) : null}
    </>
  )
}
