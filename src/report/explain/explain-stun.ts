/** Why the VM stood still for so long: the longest part on the way, what made it long, and all parts as a sum. */
import type { StunPart, StunPartName } from '../../engine/facts.ts'
import { PAGE_BYTES, PAGES_PER_GIB } from '../../engine/units.ts'
import type { Summary } from '../summary.ts'
import { amount, clause, term, type Clause, type Formula, type Term } from './chain.ts'
import { changedIn, wireLimit } from './causes.ts'
import { frameBufferClauses } from './explain-frame-buffer.ts'

/** Without this beside it, a figure of the stun is as sure as its parts are. */
export function stunIsInferred({ stunParts }: Summary): boolean {
  return stunParts.some(({ confidence }) => confidence !== 'published')
}

/** Length of the stun in nanoseconds; 0 when the VM never stopped. */
function stunLength({ stun }: Summary): number {
  return stun.end - stun.start
}

function partOf({ stunParts }: Summary, name: StunPartName): StunPart | undefined {
  return stunParts.find(({ part }) => part === name)
}

const lengthOf = (part: StunPart | undefined) => (part ? part.end - part.start : 0)

/** What no part accounts for: the VM stood still and waited for a dead wire, until the connection counted as lost. */
function waitedInStun(summary: Summary): number {
  const last = summary.stunParts.reduce((end, part) => Math.max(end, part.end), summary.stun.start)
  return Math.max(0, summary.stun.end - last)
}

export function stunClauses(summary: Summary): readonly Clause[] {
  const length = stunLength(summary)
  const { start } = summary.stun
  if (length <= 0) return [clause('no-stun', 0, 'guest', {})]
  const first = clause('stun', start, 'guest', {
    time: amount('time', length, stunIsInferred(summary)),
  })
  return [first, ...longestPart(summary)]
}

/** The part that takes longest, of those that nothing longer runs beside, and its reasons. */
export function longestPart(summary: Summary): readonly Clause[] {
  const { scenario } = summary.input
  const [lastPages, checkpoint, bitmap, frameBuffer] = (
    ['lastPages', 'checkpoint', 'bitmap', 'frameBuffer'] as const
  ).map((name) => partOf(summary, name))
  const fixed = lengthOf(partOf(summary, 'quiesce')) + lengthOf(partOf(summary, 'resume'))
  const waited = waitedInStun(summary)
  const copied = Math.max(lengthOf(lastPages), lengthOf(checkpoint))
  const longest = Math.max(copied, lengthOf(frameBuffer), lengthOf(bitmap), fixed, waited)
  if (waited > 0 && waited === longest) {
    const at = summary.stun.end - waited
    return [clause('waited', at, 'wire', { time: amount('time', waited) })]
  }
  if (frameBuffer && lengthOf(frameBuffer) === longest)
    return frameBufferClauses(summary, frameBuffer)
  if (bitmap && lengthOf(bitmap) === longest) {
    return [
      clause('bitmap', bitmap.start, 'destination-memory', {
        time: amount('time', longest, bitmap.confidence !== 'published'),
        bytes: amount('bytes', bytesOf(summary, 'bitmap')),
      }),
      clause('all-memory', bitmap.start, 'source-memory', {
        bytes: amount('bytes', scenario['vm.memory'] * PAGES_PER_GIB * PAGE_BYTES),
      }),
    ]
  }
  if (fixed === longest) {
    return [
      clause('vcpus', summary.stun.start, 'guest', {
        time: amount('time', fixed, true),
        count: amount('count', scenario['vm.vcpus']),
      }),
    ]
  }
  if (lastPages && lengthOf(lastPages) === copied) return lastPagesClauses(summary, lastPages)
  return checkpoint ? checkpointClauses(summary, checkpoint) : []
}

function lastPagesClauses(summary: Summary, part: StunPart): readonly Clause[] {
  const row = summary.passes.at(-1)
  // A forced switchover takes the rest of the pass along: the fact of the part knows.
  const bytes = bytesOf(summary, 'lastPages')
  return [
    clause('last-pages', part.start, 'wire', {
      time: amount('time', lengthOf(part), part.confidence !== 'published'),
      bytes: amount('bytes', bytes),
    }),
    ...(row ? changedIn(summary, row) : [wireLimit(summary, part.start)]),
  ]
}

function checkpointClauses(summary: Summary, part: StunPart): readonly Clause[] {
  const device = summary.input.scenario['vm.deviceState'] * 1e6
  return [
    clause('checkpoint', part.start, 'guest', {
      time: amount('time', lengthOf(part), part.confidence !== 'published'),
      bytes: amount('decimal', device, true),
    }),
  ]
}

/** Bytes of a part as its fact says; a stun that was given up has no such facts. */
function bytesOf({ facts, input, passes }: Summary, name: StunPartName): number {
  const fact = facts.find((each) => each.kind === 'stun-part' && each.part === name)
  if (fact?.kind === 'stun-part') return fact.bytes
  if (name === 'lastPages') return (passes.at(-1)?.pagesDirtied ?? 0) * PAGE_BYTES
  return name === 'bitmap' ? Math.ceil((input.scenario['vm.memory'] * PAGES_PER_GIB) / 8) : 0
}

/** stun = quiesce + max(checkpoint, last pages) + frame buffer + bitmap + resume, of what took place. */
export function stunFormula(summary: Summary): Formula | undefined {
  const length = stunLength(summary)
  if (length <= 0) return undefined
  const { start, end } = summary.stun
  const termOf = (name: StunPartName, where: Term['part']): Term[] => {
    const part = partOf(summary, name)
    if (!part) return []
    return [
      term(
        name,
        amount('time', lengthOf(part), part.confidence !== 'published'),
        part.start,
        where,
      ),
    ]
  }
  const [checkpoint, lastPages] = [termOf('checkpoint', 'guest'), termOf('lastPages', 'wire')]
  const copied: Formula =
    checkpoint[0] && lastPages[0]
      ? ['max(', checkpoint[0], ',', lastPages[0], ')']
      : [...checkpoint, ...lastPages]
  const waited = waitedInStun(summary)
  const groups: readonly Formula[] = [
    termOf('quiesce', 'guest'),
    copied,
    termOf('frameBuffer', 'wire'),
    termOf('bitmap', 'destination-memory'),
    termOf('resume', 'destination'),
    waited > 0 ? [term('waited', amount('time', waited), end - waited, 'wire')] : [],
  ]
  const stun = term('stun', amount('time', length, stunIsInferred(summary)), start, 'guest')
  return [stun, '=', ...added(groups)]
}

function added(groups: readonly Formula[]): Formula {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index > 0 ? ['+' as const, ...group] : group))
}
