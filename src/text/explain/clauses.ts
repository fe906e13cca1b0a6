/** The words of "Why?": a sentence for each kind of clause. It completes the one before it: "243 ms of stun ← 187 ms for the last 0.21 GiB". */
import type {
  OneOffKind,
  UncompletedReason,
  FaultName,
  LimitName,
  PhaseKind,
} from '../../engine/facts.ts'
import type { StopCause } from '../../recording/stop-causes.ts'
import type { AboutOf, Clause, ClauseKind, ClauseShapes, Gain } from '../../report/explain/chain.ts'
import { INTERVENTION_TEXT } from '../interventions.ts'
import { FAILURE_NAMES, FAULT_NAMES, LIMIT_NAMES } from '../terms.ts'
import type { Piece, Sentence } from '../sentence.ts'
import { amountPiece } from './amounts.ts'

type Pieces<Kind extends ClauseKind> = Readonly<Record<ClauseShapes[Kind]['amounts'], Piece>>
type Words = {
  readonly [Kind in ClauseKind]: (amounts: Pieces<Kind>, about: AboutOf<Kind>) => Sentence
}

const PHASE_WORDS: Readonly<Record<PhaseKind, string>> = {
  prepare: 'to check both hosts and build the masked VM',
  'frame-buffer': 'to copy the frame buffer of the vGPU while it works',
  trace: 'to put a trace on every page',
  pass: 'for a pass',
  switchover: 'for the switchover',
  'page-in': 'for the page-in',
  cleanup: 'to clean up',
}

const TOOK: Readonly<Record<StopCause, string>> = {
  tracing: 'the installing of traces',
  fires: 'page fires',
  sdps: 'sleeps of SDPS',
  throttle: 'the throttling of its vCPUs',
  stun: 'the stun',
  remoteFaults: 'remote page faults',
  gone: 'a VM that ran nowhere',
}

const REFUSED: Readonly<Partial<Record<UncompletedReason, string>>> = {
  'encryption-not-available': 'encryption is required, and a host or this version has none',
  'vgpu-not-supported': 'the VM has a vGPU, and this version moves none',
  'cpu-incompatible': 'the destination’s CPU lacks what the VM already uses',
  'device-attached': 'a device of the source host is attached to the VM',
  'insufficient-memory': 'the VM reserves more memory than the destination has left',
  'insufficient-cpu': 'the VM reserves more CPU than the destination has left',
}

const WORDS: Words = {
  total: ({ time }) => [time, ' in all'],
  phase: ({ time }, kind) => [time, ` ${PHASE_WORDS[kind]}`],
  pass: ({ pass, time }) => [time, ' for pass ', pass],
  'later-passes': ({ count, time }) => [time, ' for the ', count, ' that followed the first'],
  'pass-sent': ({ bytes, rate }) => [bytes, ' went over the wire at ', rate],
  passes: ({ count }) => [count],
  'no-pass': () => ['it never came to copying'],
  'within-goal': ({ pass, bytes, time, goal }) => [
    'only after pass ',
    pass,
    ' was the rest small enough: ',
    bytes,
    ', ',
    time,
    ' of wire, at most ',
    goal,
    ' allowed',
  ],
  'stops-anyway': ({ pass, bytes, time }) => [
    'after pass ',
    pass,
    ' it copies no longer: the last ',
    bytes,
    ', ',
    time,
    ' of wire, go while the VM stands still',
  ],
  'nothing-left': ({ pass }) => ['pass ', pass, ' left nothing to send'],
  'rest-follows': ({ pass, bytes, time }) => [
    'after pass ',
    pass,
    ' Quick Resume goes ahead with ',
    bytes,
    ' still to come, ',
    time,
    ' of wire',
  ],
  shrinks: ({ first, last }) => [
    'what the guest changed meanwhile went from ',
    first,
    ' in the first pass to ',
    last,
    ' in the last',
  ],
  changed: ({ bytes, time, pass }) => [
    'the guest changed ',
    bytes,
    ' in the ',
    time,
    ' of pass ',
    pass,
  ],
  writes: ({ rate, bytes }) => [rate, ' of writes into a working set of ', bytes],
  curve: () => ['its writes follow the measured dirty curve'],
  background: ({ count }) => ['only background writes, ', count, ' pages a second at most'],
  limit: ({ rate }, limit) => ['the wire carries ', rate, `, limited by ${LIMIT_NAMES[limit]}`],
  'next-limit': ({ rate }, limit) => [
    'the next bound, ',
    `${LIMIT_NAMES[limit]}, would allow `,
    rate,
  ],
  stun: ({ time }) => [time, ' of stun'],
  'no-stun': () => ['the VM never stopped: it did not come to a switchover'],
  'last-pages': ({ time, bytes }) => [time, ' for the last ', bytes],
  checkpoint: ({ time, bytes }) => [time, ' to save and send ', bytes, ' of device state'],
  'frame-buffer': ({ time, bytes }) => [
    time,
    ' to copy the frame buffer of the vGPU, ',
    bytes,
    ', which this version cannot send before the stun',
  ],
  'frame-buffer-changed': ({ time, bytes, percent }) => [
    time,
    ' to resend ',
    bytes,
    ' of frame buffer: the ',
    percent,
    ' of it that keeps changing',
  ],
  'frame-buffer-rate': ({ rate }) => ['its channel carries ', rate, ' at most'],
  'frame-buffer-worst': ({ time }) => [
    'VMware’s table of 7.0 puts the worst case for this frame buffer and memory at ',
    time,
  ],
  'frame-buffer-later': () => [
    '6.7 here is U1 and U2, on a Tesla P40; from 6.7 U3 on a frame buffer crosses faster: 27.8 s for 16 GB on a V100',
  ],
  'frame-buffer-sent': ({ bytes }) => [bytes, ' of it is the frame buffer of the vGPU'],
  bitmap: ({ time, bytes }) => [time, ' for the dirty bitmap, ', bytes, ' as it is sent'],
  'all-memory': ({ bytes }) => ['it has a bit for every page of ', bytes, ', changed or not'],
  vcpus: ({ time, count }) => [
    time,
    ' to stop ',
    count,
    count === '1' ? ' vCPU and start it again' : ' vCPUs and start them again',
  ],
  waited: ({ time }) => [time, ' of waiting for a wire that carried nothing'],
  sent: ({ bytes, times }) => [bytes, ' sent, ', times, ' non-zero memory'],
  again: ({ bytes, count }) => [bytes, ' went again, in the ', count, ' after the first'],
  'again-and-rest': ({ bytes, count }) => [
    bytes,
    ' went again, in the ',
    count,
    ' after the first and as the rest',
  ],
  'rest-only': ({ bytes }) => ['after one pass ', bytes, ' had to go again'],
  once: ({ bytes }) => ['every page in use once: ', bytes],
  'sent-until': ({ bytes, pass }) => ['it broke off in pass ', pass, ', after ', bytes],
  worst: ({ share }) => ['the guest got ', share, ' of its time in its worst second'],
  unharmed: ({ share }) => ['the guest had ', share, ' of its time in every second'],
  lost: ({ time }) => [time, ' of CPU time lost, all vCPUs together'],
  took: ({ time }, cause) => [time, ` of it to ${TOOK[cause]}`],
  fires: ({ cost }) => ['each first write to a traced page stops the vCPU for ', cost, ' or more'],
  tracing: () => ['every page gets its trace before copying begins'],
  missing: ({ bytes }) => [bytes, ' were still missing at the destination when it resumed'],
  'page-in': ({ time, bytes }) => [time, ' to bring ', bytes, ' after the VM had resumed'],
  sdps: ({ time }) => ['Stun During Page Send (SDPS) slowed the writing vCPUs for ', time],
  'sdps-early': ({ time, percent, least }) => [
    'after ',
    time,
    ' of pass −1 the wire had sent only ',
    percent,
    ' of what had changed by then, ',
    least,
    ' wanted',
  ],
  'sdps-after': ({ pass, percent, least }) => [
    'pass ',
    pass,
    ' sent only ',
    percent,
    ' of what changed meanwhile, ',
    least,
    ' wanted',
  ],
  'sdps-always': () => ['Migrate.SdpsEnabled = 1 asks for it from the first pass on'],
  'no-sdps': () => ['SDPS was not engaged'],
  'enough-progress': ({ percent, least, pass }) => [
    'at its lowest where more than the goal was left, in pass ',
    pass,
    ', the wire sent ',
    percent,
    ' of what changed; below ',
    least,
    ' it would engage',
  ],
  'good-enough': ({ pass }) => ['pass ', pass, ' left so little that no progress was required'],
  'sdps-off': () => ['Migrate.SdpsEnabled = 0: nothing may slow the guest'],
  'sdps-unknown': () => ['this version has no SDPS'],
  failed: ({ time }, reason) => [`the migration fails at `, time, `: ${FAILURE_NAMES[reason]}`],
  'broke-off': ({ pass }) => ['pass ', pass, ' never came to its end'],
  'no-progress': ({ pass, percent, least, strikes }) => [
    'pass ',
    pass,
    ' sent ',
    percent,
    ' of what changed meanwhile, ',
    least,
    ' wanted: the last of ',
    strikes,
    ' in a row that gained too little',
  ],
  'no-gain': ({ pass, gained, least }, gain) => [
    'pass ',
    pass,
    ...(gain === 'as much'
      ? [' left as much as']
      : [gain === 'less' ? ' left only ' : ' left ', gained, ` ${gain} than`]),
    ' it began with; a gain below ',
    least,
    ' ends pre-copy',
  ],
  'too-fast-a-round': ({ pass, rate, most }) => [
    'after pass ',
    pass,
    ' the next round would have to carry ',
    rate,
    ', and ',
    most,
    ' is the most it may',
  ],
  'last-round': ({ pass }) => ['pass ', pass, ' was the last round that Xen copies'],
  'too-long-a-stop': ({ time, limit }) => [
    'the rest needs ',
    time,
    ' of wire, and the switchover may take ',
    limit,
  ],
  'too-much-left': ({ time, limit }) => [
    'the rest needs ',
    time,
    ' of wire, and Quick Resume may take ',
    limit,
  ],
  'left-copying': ({ time }, reason) => [
    'at ',
    time,
    ` it is still copying: ${FAILURE_NAMES[reason]}`,
  ],
  'no-less': ({ pass }) => ['pass ', pass, ' gained nothing'],
  'no-end': () => [
    'guest and wire go on at the same rates, and no rule gives up on passes like these',
  ],
  'under-way': ({ pass }) => ['pass ', pass, ' was still under way'],
  'sdps-waits': ({ percent, least }) => [
    'SDPS engages below ',
    least,
    ' of what changes, and ',
    percent,
    ' is sent',
  ],
  'throttle-off': () => ['auto-converge is off: nothing slows the guest'],
  throttled: ({ percent }) => [
    'its vCPUs already sleep for ',
    percent,
    ' of the time, the most that is allowed',
  ],
  'too-many-passes': ({ count }) => ['it was still copying after ', count],
  'state-too-large': ({ bytes, limit }) => [
    'the device state is ',
    bytes,
    ', and the checkpoint takes at most ',
    limit,
  ],
  'gave-up': ({ limit }) => ['the switchover may take ', limit, ', and it took longer'],
  stalled: ({ time }) => ['nothing came through for ', time, ' (Migrate.NetTimeout)'],
  'low-memory': ({ time }) => ['the destination had waited ', time, ' for memory'],
  fault: ({ time }, fault) => [`${FAULT_NAMES[fault]}, at `, time],
  intervened: ({ time }, kind) => [
    `by hand at `,
    time,
    `: ${INTERVENTION_TEXT[kind].label.toLowerCase()}`,
  ],
  refused: ({ time }, reason) => [
    'vCenter’s check says no at ',
    time,
    `: ${REFUSED[reason] ?? FAILURE_NAMES[reason]}`,
  ],
  resumed: ({ time }) => ['the VM ran at the destination since ', time],
}

/** A clause in words, its inferred numbers marked. */
export function clauseText(clause: Clause): Sentence {
  const pieces = Object.fromEntries(
    Object.entries(clause.amounts).map(([name, amount]) => [name, amountPiece(amount)]),
  )
  // Amounts and words belong together by `kind`; TypeScript cannot follow that through the union.
  const words = WORDS[clause.kind] as (
    amounts: Record<string, Piece>,
    about:
      | PhaseKind
      | OneOffKind
      | StopCause
      | LimitName
      | FaultName
      | UncompletedReason
      | Gain
      | undefined,
  ) => Sentence
  return words(pieces, clause.about)
}
