/**
 * The one schedule of a run: what a person does in mid-run and what fails by itself are the same thing, an intervention,
 * and are laid out together before the run starts.
 */
import type { FaultName } from '../facts.ts'
import { lacksFeatures } from '../host/capacity.ts'
import { DESTINATION_ASKED, VCENTER_NEEDED_UNTIL } from '../host/prepare-times.ts'
import type { PaceChange } from '../guest/pace-change.ts'
import type { FitCurve } from '../guest/dirty-curve.ts'
import { createWorkload, type Workload } from '../guest/workload.ts'
import type { Generation, Timing } from '../migration/generation.ts'
import {
  takenOf,
  type Orphaned,
  type OwnFailure,
  type Schedule,
  type Scheduled,
} from '../migration/schedule.ts'
import {
  MID_RUN,
  type DialIntervention,
  type OneOffIntervention,
} from '../scenario/intervention.ts'
import type { RunInput, Scenario } from '../scenario/scenario.ts'
import { nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import { createWire } from './wire.ts'

/**
 * The failure of a scenario as the intervention that it is, and when (facts 6.2): what the checks find strikes there, a bad
 * network when the hosts connect, all else at `failure.at`. What a person can do as well is the same intervention.
 * Undefined when nothing fails.
 */
export function failureOf(
  scenario: Scenario,
  { checksEnd, prepared }: Pick<Timing, 'checksEnd' | 'prepared'>,
): OneOffIntervention | OwnFailure | undefined {
  const fault = scenario.failure
  const at = nanosecondsFromSeconds(scenario['failure.at'])
  switch (fault) {
    case 'none':
      return undefined
    case 'link-cut':
      return { kind: 'cut-cable', at }
    case 'destination-dies':
      return { kind: 'power-off-destination', at }
    case 'vcenter-down':
      return { kind: 'stop-vcenter', at }
    case 'evc-mismatch':
    case 'attached-device':
      return { kind: 'fail', at: checksEnd, fault }
    case 'no-vmotion-network':
    case 'mtu-mismatch':
      return { kind: 'fail', at: prepared, fault }
    case 'destination-memory':
    case 'destination-cpu':
      return { kind: 'fail', at: Math.max(at, prepared), fault }
    // When the destination tries to resume: not known before the stun is planned.
    case 'no-resume':
      return { kind: 'fail', at: Infinity, fault }
  }
}

type Listed = Pick<Scheduled, 'what' | 'index'>

/** By time; at the same time what fails by itself comes first, then each by its place in the list. */
function inOrder({ scenario, interventions = [] }: RunInput, { timing }: Generation): Listed[] {
  const failure = failureOf(scenario, timing)
  const own: Listed[] = failure === undefined ? [] : [{ what: failure, index: undefined }]
  const given = interventions.map((what, index): Listed => ({ what, index }))
  return [...own, ...given].sort((a, b) => a.what.at - b.what.at)
}

/** Lays out all that happens to a run. `workload`: that of its beginning. */
export function layOut(
  input: RunInput,
  generation: Generation,
  workload: Workload,
  fitCurve?: FitCurve,
): Schedule {
  const wire = createWire(input, generation)
  const paces: PaceChange[] = []
  const cancels: Nanoseconds[] = []
  const switchOvers: Nanoseconds[] = []
  let pace = writesOf(workload)
  let sourceDies = Infinity
  let destinationDies = Infinity
  let vcenterStops = Infinity

  function turnDial(dial: DialIntervention): boolean {
    if (!wire.turn(dial)) return false
    if (MID_RUN[dial.parameter] !== 'guest') return true
    const next = writesOf(createWorkload(wire.dials, fitCurve))
    if (next.every((rate, id) => rate === pace[id])) return false
    pace = next
    paces.push({ at: dial.at, writesPerSecond: next })
    return true
  }

  /** Does it to what stands above; false when it was so already. */
  function takeEffect(what: Scheduled['what']): boolean {
    const { at } = what
    switch (what.kind) {
      case 'set':
        return turnDial(what)
      case 'cut-cable':
        return wire.cut(at)
      case 'restore-cable':
        return wire.restore(at)
      case 'pull-nic':
        return wire.pullNic(at)
      case 'power-off-source':
        if (sourceDies < Infinity) return false
        sourceDies = at
        return true
      case 'power-off-destination':
        destinationDies = Math.min(destinationDies, at)
        return wire.loseDestination(at)
      case 'stop-vcenter':
        if (vcenterStops < Infinity) return false
        vcenterStops = at
        return true
      case 'cancel':
        // Nobody hears it: a task is vCenter's (VIMAPI).
        if (vcenterStops < Infinity) return false
        cancels.push(at)
        return true
      case 'switch-over':
        switchOvers.push(at)
        return true
      case 'fail':
        // A baseline that both hosts have hides the difference.
        return what.fault !== 'evc-mismatch' || lacksFeatures(input.scenario, what.fault)
    }
  }

  const interventions = inOrder(input, generation).map(({ what, index }): Scheduled => {
    const from = what.kind === 'set' ? wire.dials[what.parameter] : undefined
    const idle = !takeEffect(what)
    return { what, index, from, idle, fault: faultOf(what, wire.isBare) }
  })
  const whole = wire.conditions[wire.conditions.length - 1]!.wire
  const ownFailure = interventions
    .filter(({ idle }) => !idle)
    .map(({ what }) => what)
    .find((what) => what.kind === 'fail')
  return {
    interventions,
    conditions: wire.conditions,
    wire: whole,
    rates: takenOf(whole, ownFailure),
    paces,
    cancels,
    switchOvers,
    sourceDies,
    destinationDies,
    orphaned:
      generation.family === 'vSphere' ? orphanedBy(vcenterStops, destinationDies) : undefined,
    ownFailure,
  }
}

/**
 * Whom the calls before the copy need (`host/prepare-times.ts`): vCenter until its last, and the destination when it is
 * called. That a call to a host which is gone fails at once is inferred: no source says how long vCenter waits.
 */
function orphanedBy(vcenterStops: Nanoseconds, destinationDies: Nanoseconds): Orphaned | undefined {
  const unanswered = DESTINATION_ASKED.find((at) => at > destinationDies) ?? Infinity
  if (vcenterStops < Math.min(VCENTER_NEEDED_UNTIL, unanswered))
    return { at: vcenterStops, reason: 'vcenter-lost' }
  return unanswered < Infinity
    ? { at: unanswered, reason: 'destination-not-responding' }
    : undefined
}

function writesOf(workload: Workload): readonly number[] {
  return workload.classes.map(({ writesPerSecond }) => writesPerSecond)
}

/** Interventions that are failures in themselves. */
const FAILURES: Partial<Record<Scheduled['what']['kind'], FaultName>> = {
  'cut-cable': 'link-cut',
  'power-off-destination': 'destination-dies',
  'stop-vcenter': 'vcenter-down',
}

/** The failure that an intervention is, or brings about; `isBare`: it left no NIC. */
function faultOf(what: Scheduled['what'], isBare: boolean): FaultName | undefined {
  if (what.kind === 'fail') return what.fault
  if (what.kind === 'pull-nic') return isBare ? 'link-cut' : undefined
  return FAILURES[what.kind]
}
