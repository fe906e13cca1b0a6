/** Lines of hostd.log and vpxa.log, the agents of host and vCenter (facts 5.2). */
import { agent } from './kind.ts'
import { FROM_5, V5, type Versions } from './version-ranges.ts'

const V5_1_TO_6: Versions = [5.1, 6.9]

/** One of the lines of a fault that hostd prints over several, as in the published one (BUGZERO). */
const fault = (continues: number) =>
  ({ level: 'info', sub: 'migration', continues, written: FROM_5, seen: V5_1_TO_6 }) as const

export const HOSTD_KINDS = {
  // The published line is cut off after the direction; so is ours.
  prepare: agent('hostd.log', "VMotionPrepare ({id:id}): Sending '{direction:name}'| ", {
    level: 'info',
    sub: 'vm',
    written: [4, 4.9],
    seen: [4.1, 4.9],
  }),
  'vm-state': agent('hostd.log', 'State Transition ({from:name} -> {to:name})', {
    level: 'info',
    sub: 'vm',
    written: FROM_5,
    seen: [5, 8.9],
  }),
  'precopy-stun': agent(
    'hostd.log',
    'Set source task result precopyStunTime to {microseconds:int}',
    { level: 'verbose', sub: 'migration', written: FROM_5, seen: V5 },
  ),
  unregister: agent(
    'hostd.log',
    'ResolveCb: VMX reports needsUnregister = {unregister:name} for migrateType {type:name}',
    { level: 'info', sub: 'migration', written: FROM_5, seen: V5_1_TO_6 },
  ),
  fault: agent('hostd.log', 'ResolveCb: Failed with fault: ({fault:word})| {', {
    level: 'info',
    sub: 'migration',
    written: FROM_5,
    seen: V5_1_TO_6,
  }),
  'fault-cause': agent('hostd.log', 'faultCause = ({fault:word}) {value:text}', fault(4)),
  'fault-key': agent('hostd.log', 'key = "{key:key}"|,', fault(10)),
  'fault-message': agent('hostd.log', 'message = {text:text}', fault(10)),
  'fault-reason': agent('hostd.log', 'reason = {text:text}', fault(4)),
  'fault-end': agent('hostd.log', '}', fault(1)),
  'bind-failed': agent('hostd.log', 'Bind: Failed to initialize VMotionWorker', {
    level: 'warning',
    sub: 'migration',
    written: 'never',
    seen: [5.1, 5.9],
  }),
} as const

export const VPXA_KINDS = {
  downtime: agent(
    'vpxa.log',
    '[MIGRATE] ({id:id}) vmotion result has downtime value {microseconds:int}',
    { level: 'verbose', sub: 'Default', written: FROM_5, seen: V5 },
  ),
  immigrating: agent(
    'vpxa.log',
    '[MIGRATE] ({id:id}) immigrating VM at path {path:path} has vmid {vmid:int}',
    { level: 'verbose', sub: 'Default', written: FROM_5, seen: V5 },
  ),
  task: agent(
    'vpxa.log',
    '[TaskInfoChannel::GetTaskInfo] task: haTask--vim.host.VMotionManager.{method:name}-{number:int} setup for async notification',
    { level: 'verbose', sub: 'Default', written: FROM_5, seen: V5 },
  ),
} as const
