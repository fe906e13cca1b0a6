/**
 * The first film: sixty seconds of screen time over the story of a run, as DESIGN section 4 lays them out.
 * Each sentence stands for four seconds at least. With reduced motion each beat is one still.
 */
import { SECOND, type Nanoseconds } from '../../engine/units.ts'
import type { Summary } from '../../report/summary.ts'
import { narrate, type Segment } from '../../text/narration.ts'
import type { Sentence } from '../../text/sentence.ts'
import { STAGE_TEXT, manyPasses } from '../../text/stage.ts'
import { spanAroundStun } from './switchover.ts'

export type BeatKind = 'play' | 'freeze' | 'replay' | 'true-scale'

/** A stretch of the film: `seconds` on the screen while model time goes from `from` to `to`. */
export interface Beat {
  readonly kind: BeatKind
  readonly seconds: number
  readonly from: Nanoseconds
  readonly to: Nanoseconds
  readonly sentence: Sentence
}

const FILM_SECONDS = 60
const MIN_BEAT = 4
const PASSES_SECONDS = 13

/** How long each segment plays. The passes after the first share theirs; the first takes what is left. */
const SECONDS = { running: 4, prepare: 4, trace: 4, stun: 6, resumed: 4, decision: 4 } as const

/** The beats of a run's film: sixty seconds in all. */
export function filmOf(summary: Summary): readonly Beat[] {
  const segments = withDecisionFirst(narrate(summary))
  const opening = segments.flatMap((segment) => openingBeat(segment))
  const passes = passBeats(
    segments.filter(({ kind }) => kind === 'pass'),
    summary,
  )
  const closing = segments.flatMap((segment) => closingBeat(segment, summary))
  const first = segments.filter(({ kind }) => kind === 'copy-all' || kind === 'stale')
  const left = FILM_SECONDS - secondsOf([...opening, ...passes, ...closing])
  const copying = first.map((segment) => beat(segment, Math.max(MIN_BEAT, left / first.length)))
  return [...opening, ...copying, ...passes, ...closing]
}

/** Which beat plays after `seconds` of the film, and the model time there. */
export function filmAt(
  beats: readonly Beat[],
  seconds: number,
): { readonly beat: number; readonly time: Nanoseconds } {
  let before = 0
  for (const [index, { seconds: length, from, to }] of beats.entries()) {
    if (seconds < before + length) {
      return { beat: index, time: Math.round(from + ((to - from) * (seconds - before)) / length) }
    }
    before += length
  }
  return { beat: beats.length - 1, time: beats.at(-1)?.to ?? 0 }
}

/** Reduced motion: the beats as stills, evenly long, none of them a replay. */
export function stillsOf(beats: readonly Beat[]): readonly Beat[] {
  const kept = beats.filter(({ kind }) => kind !== 'replay')
  return kept.map((beat) => {
    const still = Math.round(beat.from + (beat.to - beat.from) * 0.6)
    return { ...beat, seconds: FILM_SECONDS / kept.length, from: still, to: still }
  })
}

export function secondsOf(beats: readonly Beat[]): number {
  return beats.reduce((sum, { seconds }) => sum + seconds, 0)
}

function beat({ from, to, sentence }: Segment, seconds: number, kind: BeatKind = 'play'): Beat {
  return { kind, seconds, from, to, sentence }
}

function openingBeat(segment: Segment): Beat[] {
  const { kind } = segment
  return kind === 'running' || kind === 'prepare' || kind === 'trace'
    ? [beat(segment, SECONDS[kind])]
    : []
}

/** One beat a pass, or the first, all in between, and the last where there are too many. */
function passBeats(passes: readonly Segment[], summary: Summary): Beat[] {
  const most = Math.floor(PASSES_SECONDS / MIN_BEAT)
  const shown =
    passes.length <= most
      ? passes
      : [passes[0], joined(passes.slice(1, -1), summary), passes.at(-1)]
  const seconds = PASSES_SECONDS / Math.max(1, shown.length)
  return shown.flatMap((segment) => (segment ? [beat(segment, seconds)] : []))
}

function joined(passes: readonly Segment[], { passes: rows }: Summary): Segment | undefined {
  const [first, last] = [passes[0], passes.at(-1)]
  if (!first || !last || first === last) return first
  const [from, to] = [first.pass ?? 0, last.pass ?? 0]
  const within = rows.filter(({ pass }) => pass >= from && pass <= to)
  const pages = within.reduce((sum, { pagesToSend }) => sum + pagesToSend, 0)
  return { ...first, to: last.to, sentence: manyPasses(from, to, pages) }
}

function closingBeat(segment: Segment, summary: Summary): Beat[] {
  switch (segment.kind) {
    case 'decision':
      return [beat(segment, SECONDS.decision, 'freeze')]
    case 'stun':
    case 'resumed':
      return [beat(segment, SECONDS[segment.kind])]
    case 'done':
    case 'failed':
      return [...replayBeat(summary), beat(segment, MIN_BEAT, 'true-scale')]
    case 'running':
    case 'prepare':
    case 'trace':
    case 'copy-all':
    case 'stale':
    case 'pass':
    case 'aside':
      return []
  }
}

/** The decision falls while the VM still runs: the film freezes a nanosecond before the VM stops. */
function withDecisionFirst(segments: readonly Segment[]): readonly Segment[] {
  const decision = segments.find(({ kind }) => kind === 'decision')
  if (!decision) return segments
  const time = Math.max(0, decision.from - 1)
  return segments.map((segment) => {
    if (segment === decision) return { ...segment, from: time, to: time }
    return segment.to === decision.from ? { ...segment, to: time } : segment
  })
}

function replayBeat(summary: Summary): Beat[] {
  const span = spanAroundStun(summary, MIN_BEAT)
  if (!span) return []
  const seconds = (span.to - span.from) / SECOND
  return [{ kind: 'replay', seconds, ...span, sentence: STAGE_TEXT.realSpeed }]
}
