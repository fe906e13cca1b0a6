/** Whether a run shows what a story claims: one question for each name, answered from the summary alone. */
import type { ClaimName } from '../catalogue/stories.ts'
import { MILLISECOND, SECOND } from '../engine/units.ts'
import { reachOf } from './outside/reach.ts'
import { streamStall } from './outside/stream.ts'
import type { Summary } from './summary.ts'
import { outOfSupport, type SupportName } from './support.ts'

/** "More than 90 %": of the worst second before the stun, which is stricter than of the whole pre-copy. */
const RUNS = 0.9
/** "It would pause for a second": between half a second and one and a half. */
const ABOUT_A_SECOND = { least: 500 * MILLISECOND, most: 1500 * MILLISECOND }
/** Goal for the whole stun (MM, V7ENH). */
const STUN_GOAL = SECOND
const BITMAP_SECONDS = 2 * SECOND
/** Ours: a client sends again after 0.2 s and after 0.6 s (`outside/assumptions.ts`); the first of them gets through. */
const BRIEFLY = 500 * MILLISECOND

const stunOf = ({ stun }: Summary) => stun.end - stun.start
/** How long a TCP stream to the VM stands still around the stun. */
const stallOf = (summary: Summary) => {
  const { start, end } = streamStall(reachOf(summary))
  return end - start
}
const failedOnSource = ({ failure, vmRunsOn }: Summary, reason: Summary['failure']) =>
  failure === reason && vmRunsOn === 'source'
const has = ({ facts }: Summary, kind: Summary['facts'][number]['kind']) =>
  facts.some((fact) => fact.kind === kind)
const supported = ({ input }: Summary, limit: SupportName) =>
  !outOfSupport(input.scenario).some((found) => found.limit === limit)

export const CLAIMS: Readonly<Record<ClaimName, (summary: Summary) => boolean>> = {
  completes: ({ outcome, vmRunsOn }) => outcome === 'completed' && vmRunsOn === 'destination',
  'fails-on-source-too-long': (summary) => failedOnSource(summary, 'maximum-switchover-time'),
  'fails-on-source-no-progress': (summary) => failedOnSource(summary, 'lack-of-forward-progress'),
  'stops-about-a-second': (summary) =>
    stunOf(summary) >= ABOUT_A_SECOND.least && stunOf(summary) <= ABOUT_A_SECOND.most,
  'misses-the-second': (summary) => stunOf(summary) > STUN_GOAL,
  'resumes-early-and-pages-in': (summary) =>
    summary.passes.at(-1)?.decision === 'quick-resume' && summary.totals.remotePageFaults > 0,
  'file-carries-the-rest': (summary) => has(summary, 'changed-file-used'),
  'bus-binds': ({ bandwidth }) => bandwidth.limitedBy === 'bus',
  'source-cpu-binds': ({ bandwidth }) => bandwidth.limitedBy === 'source-cpu',
  'sdps-engages': ({ sdps }) => sdps.engaged,
  'one-pass-is-enough': ({ passes }) => passes.length === 1,
  'bitmap-takes-seconds': ({ stunParts }) =>
    stunParts.some(({ part, start, end }) => part === 'bitmap' && end - start >= BITMAP_SECONDS),
  'runs-while-copied': ({ pain }) => pain.worstSecondBeforeStun > RUNS,
  'switches-with-pages-left': ({ facts }) =>
    facts.some(
      (fact) =>
        fact.kind === 'convergence-test' && fact.decision === 'switchover' && fact.pagesLeft > 0,
    ),
  'sends-memory-once': ({ totals }) => totals.timesOver > 0.99 && totals.timesOver < 1.05,
  'vcenter-was-down': (summary) =>
    has(summary, 'fault-injected') && summary.outcome === 'completed',
  'outside-round-trip': (summary) => !supported(summary, 'round-trip'),
  'outside-routed': (summary) => !supported(summary, 'routed'),
  'outside-memory': (summary) => !supported(summary, 'memory'),
  // That nobody has published what so long a link carries says nothing against its support.
  'supported-with-plus': ({ input }) => {
    const found = outOfSupport(input.scenario)
    return (
      found.every(({ kind }) => kind === 'note') &&
      found.some(({ limit }) => limit === 'enterprise-plus')
    )
  },
  'loss-binds': ({ bandwidth }) => bandwidth.limitedBy === 'loss',
  'session-survives': (summary) =>
    summary.vmRunsOn !== 'lost' && stallOf(summary) > 0 && stallOf(summary) < Infinity,
  'stream-stalls-briefly': (summary) => stallOf(summary) > 0 && stallOf(summary) < BRIEFLY,
}
