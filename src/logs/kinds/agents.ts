/** Lines of hostd.log and vpxa.log, the agents of host and vCenter (facts 5.2). */
import { agent } from './kind.ts'
import { FROM_5, type Major } from './version-ranges.ts'

/** One of the lines of a fault that hostd prints over several, as in the published one (BUGZERO). */
const fault = <const Seen extends readonly Major[]>(continues: number, seen: Seen) =>
  ({ level: 'info', sub: 'migration', continues, written: FROM_5, seen }) as const

export const HOSTD_KINDS = {
  // The published line is cut off after the direction; so is ours.
  prepare: agent('hostd.log', "VMotionPrepare ({id:id}): Sending '{direction:name}'| ", {
    level: 'info',
    sub: 'vm',
    written: [4, 4.9],
    seen: [4],
  }),
  'vm-state': agent('hostd.log', 'State Transition ({from:name} -> {to:name})', {
    level: 'info',
    sub: 'vm',
    written: FROM_5,
    seen: [6],
  }),
  'precopy-stun': agent(
    'hostd.log',
    'Set source task result precopyStunTime to {microseconds:int}',
    { level: 'verbose', sub: 'migration', written: FROM_5, seen: [5] },
  ),
  unregister: agent(
    'hostd.log',
    'ResolveCb: VMX reports needsUnregister = {unregister:name} for migrateType {type:name}',
    { level: 'info', sub: 'migration', written: FROM_5, seen: [5, 6] },
  ),
  fault: agent('hostd.log', 'ResolveCb: Failed with fault: ({fault:word})| {', {
    level: 'info',
    sub: 'migration',
    written: FROM_5,
    seen: [6],
  }),
  'fault-cause': agent('hostd.log', 'faultCause = ({fault:word}) {value:text}', fault(4, [6])),
  'fault-key': agent('hostd.log', 'key = "{key:key}"|,', fault(10, [5, 6])),
  'fault-message': agent('hostd.log', 'message = {text:text}', fault(10, [6])),
  'fault-reason': agent('hostd.log', 'reason = {text:text}', fault(4, [4, 6])),
  'fault-end': agent('hostd.log', '}', fault(1, [6])),
  /** Of a `Hostlog_Dump`, what hostd keeps on disk of a migration. */
  'hostlog-id': agent('hostd.log', 'MigID: {id:id}', {
    level: 'info',
    sub: 'Default',
    written: 'never',
    seen: [6],
  }),
  'bind-failed': agent('hostd.log', 'Bind: Failed to initialize VMotionWorker', {
    level: 'warning',
    sub: 'migration',
    written: 'never',
    seen: [5],
  }),
} as const

export const VPXA_KINDS = {
  downtime: agent(
    'vpxa.log',
    '[MIGRATE] ({id:id}) vmotion result has downtime value {microseconds:int}',
    { level: 'verbose', sub: 'Default', written: FROM_5, seen: [5] },
  ),
  immigrating: agent(
    'vpxa.log',
    '[MIGRATE] ({id:id}) immigrating VM at path {path:path} has vmid {vmid:int}',
    { level: 'verbose', sub: 'Default', written: FROM_5, seen: [5] },
  ),
  'vpx-failed': agent('vpxa.log', '[MIGRATE] ({id:id}) vMotion failed: {fault:word}', {
    level: 'error',
    sub: 'Default',
    written: 'never',
    seen: [4],
  }),
  'vpx-throw': agent('vpxa.log', '[VpxVmomi] Throw {fault:word} with:', {
    level: 'verbose',
    sub: 'Default',
    written: 'never',
    seen: [4],
  }),
  task: agent(
    'vpxa.log',
    '[TaskInfoChannel::GetTaskInfo] task: haTask--vim.host.VMotionManager.{method:name}-{number:int} setup for async notification',
    { level: 'verbose', sub: 'Default', written: FROM_5, seen: [5] },
  ),
} as const
