/** The headline of a run: which sentence belongs to which stretch of model time. The film and a replay put theirs before it. */
import type { Decision, Phase } from '../engine/facts.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import { PAGES_PER_GIB, type Nanoseconds } from '../engine/units.ts'
import type { Summary } from '../report/summary.ts'
import type { Sentence } from './sentence.ts'
import {
  STAGE_TEXT,
  copyAll,
  copyChanged,
  copyUnchanged,
  failureSentence,
  goAhead,
  inAll,
  slowedPass,
  stalled,
} from './stage.ts'

export type SegmentKind =
  | 'running'
  | 'prepare'
  | 'trace'
  | 'copy-all'
  | 'stale'
  | 'pass'
  | 'decision'
  | 'stun'
  | 'resumed'
  | 'aside'
  | 'failed'
  | 'done'

/** From `from` up to `to`; a segment without length is the moment itself. */
export interface Segment {
  readonly kind: SegmentKind
  readonly from: Nanoseconds
  readonly to: Nanoseconds
  readonly sentence: Sentence
  readonly pass?: number
}

/** Decisions after which the VM stops. */
const switches: readonly Decision[] = ['switchover', 'quick-resume']

/** Share of pass −1 after which the story turns to what the guest changes. */
const TURN = 0.45

/** All segments, in order of time, from 0 to the end of the run. */
export function narrate(summary: Summary): readonly Segment[] {
  const passes = passesOf(summary)
  const segments = withAsides(
    summary.phases.flatMap((phase) => segmentsOf(phase, summary, passes)),
    summary,
  )
  const { end } = summary
  const kind = summary.outcome === 'completed' ? 'done' : 'failed'
  return [...segments, { kind, from: end, to: end, sentence: lastSentence(summary) }]
}

/** What the sentences of passes are made of: looked up once, for there may be a thousand. */
interface Passes {
  readonly toSend: ReadonlyMap<number, number>
  readonly slowedFrom: Nanoseconds
}

const passesOf = ({ passes, facts }: Summary): Passes => ({
  toSend: new Map(passes.map(({ pass, pagesToSend }) => [pass, pagesToSend])),
  slowedFrom: facts.find((fact) => fact.kind === 'sdps-engaged')?.at ?? Infinity,
})

/** What goes wrong is said from the moment on at which it does, until the story goes on. */
function withAsides(segments: readonly Segment[], summary: Summary): readonly Segment[] {
  return asidesOf(summary).reduce((before, aside) => {
    const kept = before.filter(({ from }) => from <= aside.from || from >= aside.to)
    const place = kept.findIndex(({ from }) => from > aside.from)
    // Where it is over before its phase is, the story goes on where it would have been.
    const last = before.findLast(({ from }) => from < aside.to)
    const goesOn = last && last.to > aside.to ? [{ ...last, from: aside.to }] : []
    return kept.toSpliced(place < 0 ? kept.length : place, 0, aside, ...goesOn)
  }, segments)
}

function asidesOf({ facts, phases, end, failure }: Summary): readonly Segment[] {
  const goesOn = failure !== 'vcenter-lost'
  return facts.flatMap((fact): Segment[] => {
    const { at: from } = fact
    const after = () => phases.find((phase) => phase.end > from)?.end ?? end
    const aside = (sentence: Sentence, to = after()): Segment[] => [
      { kind: 'aside', from, to, sentence },
    ]
    if (fact.kind === 'wire-stalled') {
      // A cable may be put in again before the hosts give up.
      const acted = facts.find(({ kind, at }) => kind === 'intervened' && at > from)?.at ?? Infinity
      const to = Math.min(after(), from + fact.timeoutNanoseconds, acted)
      return aside(stalled(fact.timeoutNanoseconds), to)
    }
    if (fact.kind === 'changed-file-used') return aside(STAGE_TEXT.changedFile)
    if (fact.kind === 'fault-injected' && fact.fault === 'vcenter-down' && from < end && goesOn)
      return aside(STAGE_TEXT.vcenterDown)
    return []
  })
}

/** The segment in which `time` lies; of several, the last that has begun. */
export function segmentAt(segments: readonly Segment[], time: Nanoseconds): number {
  let found = 0
  for (const [index, segment] of segments.entries()) if (segment.from <= time) found = index
  return found
}

function segmentsOf(phase: Phase, summary: Summary, passes: Passes): Segment[] {
  const { start: from, end: to } = phase
  switch (phase.kind) {
    case 'prepare': {
      const sent = summary.facts.find((fact) => fact.kind === 'spec-sent')?.at ?? from
      const turn = Math.min(Math.max(sent, from), to)
      return [
        { kind: 'running', from, to: turn, sentence: STAGE_TEXT.running },
        { kind: 'prepare', from: turn, to, sentence: STAGE_TEXT.prepare },
      ]
    }
    case 'frame-buffer':
      return [{ kind: 'prepare', from, to, sentence: STAGE_TEXT.frameBuffer }]
    case 'trace':
      return [{ kind: 'trace', from, to, sentence: STAGE_TEXT.trace }]
    case 'pass':
      return passSegments(phase, summary, passes)
    case 'switchover':
      return switchoverSegments(phase, summary)
    case 'page-in':
      return [{ kind: 'resumed', from, to, sentence: STAGE_TEXT.pageIn }]
    case 'cleanup':
      return [{ kind: 'resumed', from, to, sentence: lastPhaseSentence(summary) }]
  }
}

function passSegments(
  { start: from, end: to, pass = -1 }: Phase,
  summary: Summary,
  passes: Passes,
): Segment[] {
  const toSend = passes.toSend.get(pass) ?? 0
  if (pass === -1) {
    const turn = Math.round(from + (to - from) * TURN)
    const all = toSend >= summary.input.scenario['vm.memory'] * PAGES_PER_GIB * 0.995
    return [
      { kind: 'copy-all', from, to: turn, sentence: copyAll(toSend, all), pass },
      { kind: 'stale', from: turn, to, sentence: STAGE_TEXT.stale, pass },
    ]
  }
  const sentence =
    passes.slowedFrom <= from
      ? slowedPass(pass, toSend)
      : summary.input.scenario.generation === 'XEN2005'
        ? copyUnchanged(pass, toSend)
        : copyChanged(pass, toSend, passes.toSend.get(pass - 1) ?? 0)
  return [{ kind: 'pass', from, to, sentence, pass }]
}

function switchoverSegments({ start: from, end: to }: Phase, summary: Summary): Segment[] {
  const test = summary.facts.findLast(
    (fact) => fact.kind === 'convergence-test' && switches.includes(fact.decision),
  )
  const { stopRule } = GENERATIONS[summary.input.scenario.generation]
  const stun: Segment = { kind: 'stun', from, to, sentence: STAGE_TEXT.stun }
  if (test?.kind !== 'convergence-test') return [stun]
  // The moment of the decision: shown when the playhead stands exactly on it, and by the film.
  const decision: Segment = { kind: 'decision', from, to: from, sentence: goAhead(test, stopRule) }
  return [decision, { ...stun, from: from + 1 }]
}

function lastPhaseSentence(summary: Summary): Sentence {
  const heard = summary.facts.some(({ kind }) => kind === 'network-announced')
  return whyNot(summary) ?? (heard ? STAGE_TEXT.resumed : STAGE_TEXT.unheard)
}

function lastSentence(summary: Summary): Sentence {
  return whyNot(summary) ?? inAll(summary)
}

function whyNot(summary: Summary): Sentence | undefined {
  const { failure } = summary
  return failure && failureSentence(failure, summary)
}
