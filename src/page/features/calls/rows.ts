/** Calls as rows of the picture. Many passes that are alike fold into one row: the first and the last are shown in full. */
import type { PhaseKind } from '../../../engine/facts.ts'
import type { Call } from '../../../engine/host/call.ts'
import type { CallName } from '../../../engine/host/call-table.ts'

interface Fold {
  readonly first: number
  readonly last: number
  readonly calls: number
}

export interface Row {
  readonly call: Call
  readonly fold?: Fold
  /** Set on the first row of a phase. */
  readonly phase?: PhaseKind
}

/** With fewer passes than this nothing is folded; three stay at the beginning and two at the end. */
const MANY_PASSES = 8
const FIRST_SHOWN = 3
const LAST_SHOWN = 2
const ALIKE = new Set<Call['name']>(['retrace', 'copy', 'may-end', 'answer', 'sdps-sleep'])

/** The call with which a phase begins; what happens at the border itself still belongs to the phase before. */
const BEGINS: { readonly [Name in CallName]?: PhaseKind } = {
  request: 'prepare',
  'frame-buffer-copy': 'frame-buffer',
  'start-precopy': 'trace',
  copy: 'pass',
  retrace: 'pass',
  suspend: 'switchover',
  'page-in': 'page-in',
  report: 'cleanup',
  failure: 'cleanup',
}

export function rowsOf(calls: readonly Call[]): readonly Row[] {
  const passes = calls.flatMap(({ name, pass }) =>
    name === 'copy' && pass !== undefined ? [pass] : [],
  )
  const hidden = new Set(passes.length >= MANY_PASSES ? passes.slice(FIRST_SHOWN, -LAST_SHOWN) : [])
  const isHidden = ({ name, pass }: Call) =>
    ALIKE.has(name) && pass !== undefined && hidden.has(pass)
  const folded = calls.filter(isHidden)
  const [first, last] = [folded[0], folded.at(-1)]
  const begun = new Set<string>()
  return calls
    .filter((call) => !isHidden(call) || call === first)
    .map((call) => {
      if (call === first) {
        const fold = { first: call.pass ?? 0, last: last?.pass ?? 0, calls: folded.length }
        return { call, fold }
      }
      const phase = BEGINS[call.name]
      if (phase === undefined) return { call }
      const key = phase === 'pass' ? `pass ${call.pass}` : phase
      if (begun.has(key)) return { call }
      begun.add(key)
      return { call, phase }
    })
}
