/** A sentence with its doubts: words, and values that rest on inferred or unverified parameters. */

export type Piece = string | { readonly inferred: string }
export type Sentence = readonly Piece[]

export function inferred(value: string): Piece {
  return { inferred: value }
}

/** `value`, marked if it is doubtful. */
export function valueIf(doubtful: boolean, value: string): Piece {
  return doubtful ? { inferred: value } : value
}

export function isInferred(sentence: Sentence): boolean {
  return sentence.some((piece) => typeof piece !== 'string')
}

/** For large letters: no line ends between a number and its unit. */
export function unbroken(sentence: Sentence): Sentence {
  const join = (text: string) => text.replace(/(\d) (?=(?:[KMGT]iB|min|[mµ]?s)\b)/g, '$1\u00a0')
  return sentence.map((piece) =>
    typeof piece === 'string' ? join(piece) : { inferred: join(piece.inferred) },
  )
}

/** The words alone. */
export function plain(sentence: Sentence): string {
  return sentence.map((piece) => (typeof piece === 'string' ? piece : piece.inferred)).join('')
}

/** For the ear: the mark is a word. */
export function spokenSentence(sentence: Sentence): string {
  return isInferred(sentence)
    ? `${plain(sentence)} This rests on an inferred value.`
    : plain(sentence)
}

export const INFERRED_MARK = 'inferred'
export const INFERRED_HELP =
  'No published source gives this value. It was inferred, and the model says so wherever it counts.'
