/** The words around the chains of "Why?": topics, formulas, the sentence to copy. */
import type {
  Chain,
  Formula,
  StagePart,
  Term,
  TermName,
  Topic,
} from '../../report/explain/chain.ts'
import type { Summary } from '../../report/summary.ts'
import { formatPass } from '../format.ts'
import { STOP_NAMES } from '../stops.ts'
import { isInferred, plain, type Piece, type Sentence } from '../sentence.ts'
import { amountPiece } from './amounts.ts'
import { clauseText } from './clauses.ts'

export { clauseText } from './clauses.ts'

export const EXPLAIN_TEXT = {
  topics: 'Why …',
  chain: 'The chain of causes',
  hint: 'Each line is the reason for the one above. Press one: the playhead goes there, and the part that it speaks of lights up.',
  formula: 'The same as a formula',
  copy: 'Copy this sentence with its numbers and link',
  decisions: 'Every decision of this run',
  because: 'because',
} as const

const TOPIC_NAMES: Readonly<Record<Topic, string>> = {
  failure: 'it failed',
  total: 'total time',
  passes: 'passes',
  stun: 'stun',
  sent: 'data sent',
  worst: 'worst second',
  lost: 'CPU time lost',
  sdps: 'SDPS',
  limit: 'bandwidth',
}

/** What is asked about. A run that did not complete need not have failed. */
export function topicName(topic: Topic, { outcome }: Pick<Summary, 'outcome'>): string {
  if (topic !== 'failure') return TOPIC_NAMES[topic]
  switch (outcome) {
    case 'never-ends':
      return 'it never ends'
    case 'unfinished':
      return 'it is unfinished'
    case 'cancelled':
      return 'it was cancelled'
    case 'failed':
    case 'completed':
      return TOPIC_NAMES.failure
  }
}

export const PART_NAMES: Readonly<Record<StagePart, string>> = {
  vcenter: 'vCenter',
  source: 'the source host',
  destination: 'the destination host',
  'source-memory': 'memory at the source',
  'destination-memory': 'memory at the destination',
  wire: 'the wire',
  guest: 'the guest',
  race: 'the race',
}

const TERM_NAMES: Readonly<Record<TermName, string>> = {
  total: 'total',
  prepare: 'prepare',
  'frame-buffer': 'frame buffer beforehand',
  trace: 'trace install',
  pass: 'pass',
  passes: 'later passes',
  switchover: 'switchover',
  'page-in': 'page-in',
  cleanup: 'cleanup',
  quiesce: 'quiesce',
  checkpoint: 'save devices',
  lastPages: 'last pages',
  frameBuffer: 'frame buffer',
  bitmap: 'bitmap',
  resume: 'resume',
  waited: 'waiting',
  sent: 'sent',
  payload: 'pages sent × 4 KiB',
  last: 'last pages',
  times: 'times over',
  memory: 'non-zero memory',
  guest: 'guest time',
  window: 'a second',
  lost: 'lost',
  ...STOP_NAMES,
  left: 'pages left × 4 KiB',
  bandwidth: 'bandwidth',
  needed: 'time on the wire',
  goal: 'switchover time goal',
  'downtime-limit': 'downtime limit',
  'longest-downtime': 'longest downtime',
  '256-kilobytes': '256 KB',
  began: 'at its start',
  gained: 'gained',
  'one-megabyte': 'a megabyte',
  t2d: 't2d',
  dirtied: 'dirtied',
  least: 'Migrate.PreCopyMinProgressPerc',
  link: 'link',
  stream: 'streams',
  bus: 'bus',
  'window-rate': 'buffer ÷ round trip',
  loss: 'packet loss',
  'source-cpu': 'CPU at the source',
  'destination-cpu': 'CPU at the destination',
  'traffic-shaping': 'traffic shaping',
}

export function termName({ name, pass }: Term): string {
  return pass === undefined ? TERM_NAMES[name] : `pass ${formatPass(pass)}`
}

/** The rule in symbols: "stun = quiesce + max(save devices, last pages) + bitmap + resume". */
export function formulaSymbols(formula: Formula): string {
  return joined(formula.map((token) => (typeof token === 'string' ? token : termName(token))))
}

/** A value of a formula, as it stands in it. */
export function termValue({ amount }: Term): Piece {
  return amountPiece(amount)
}

/** Signs stand apart, brackets and commas stick. */
function joined(tokens: readonly string[]): string {
  return tokens.join(' ').replaceAll('( ', '(').replaceAll(' )', ')').replaceAll(' ,', ',')
}

/** The whole chain as one line: "243 ms of stun ← 187 ms for the last 0.21 GiB ← …". */
export function chainSentence({ clauses }: Chain): Sentence {
  return clauses.flatMap((clause, index): Sentence => {
    const words = clauseText(clause)
    return index > 0 ? [' ← ', ...words] : words
  })
}

/** What "copy" puts into the clipboard: the sentence, whether it rests on inferred values, and where to see it. */
export function sentenceToCopy(chain: Chain, link: string): string {
  const sentence = chainSentence(chain)
  const text = sentence
    .map((piece) => (typeof piece === 'string' ? piece : `${piece.inferred} (inferred)`))
    .join('')
  return `${isInferred(sentence) ? text : plain(sentence)}.\n${link}`
}
