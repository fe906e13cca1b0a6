/** Lines of vmware.log, the log of the VMX (facts 5.2). Those without `seen` are known by name only. */
import { vmware } from './kind.ts'
import { BEFORE_7, FROM_5, FROM_7 } from './version-ranges.ts'

export const VMWARE_KINDS = {
  payload: vmware(
    'VigorTransportProcessClientPayload: opID={opId:word} seq={sequence:int}: Receiving Migrate.{method:name} request.',
    { written: FROM_7, seen: [7, 8] },
  ),
  'xdr-spec': vmware(
    'MigrateVMXdrToSpec: type: {type:int} srcIp=<{source:ip}> dstIp=<{destination:ip}> mid={id:hexid} uuid={uuid:word} priority={priority:name} checksumMemory={checksum:name} maxDowntime={maxDowntime:int} latencyAware={latencyAware:name}| diskOpFile= srcLogIp=<<unknown>> dstLogIp=<<unknown>> ftPrimaryIp=<<unknown>> ftSecondaryIp=<<unknown>>',
    { written: FROM_7, seen: [7, 8] },
  ),
  request: vmware(
    "Received migrate '{direction:name}' request for mid id {id:id}, src ip <{source:ip}>, dst ip <{destination:ip}>{invalidates=(invalidate source config)}|.",
    { seen: [7, 8] },
  ),
  info: vmware(
    'MigrateSetInfo: state={state:int} srcIp=<{source:ip}> dstIp=<{destination:ip}> mid={id:id} uuid={uuid:word} priority={priority:name}',
    { written: FROM_7, seen: [7, 8] },
  ),
  state: vmware('MigrateSetState: Transitioning from state {from:state} to {to:state}|.', {
    seen: [5, 7, 8, 9],
  }),
  stunned: vmware('Migrate: VM successfully stunned|.', {
    thread: 'vcpu',
    written: FROM_7,
    seen: [8, 9],
  }),
  unstunned: vmware('Checkpoint_Unstun: vm stopped for {microseconds:int} us', {
    thread: 'vcpu',
    seen: [5, 6],
  }),
  open: vmware('Migrate_Open: Restoring from <{source:ip}> with migration id {id:id}', {
    seen: [6],
  }),
  restoring: vmware('CPT: Restoring checkpoint {checkpoint:path}', {
    written: 'never',
    seen: [6],
  }),
  dumper: vmware('DUMPER: Restoring checkpoint version {version:int}|.', { seen: [6] }),
  'remote-wait': vmware('Migrate: Remote Log: Destination waited for {seconds:fixed2} seconds|.', {
    thread: 'worker',
    seen: [7, 8],
  }),
  'remote-log': vmware('Migrate: Remote Log: {text:text}', { thread: 'worker', seen: [7, 8] }),
  'host-log': vmware('MigrateWriteHostLog: Writing to log file took {microseconds:int} us|.', {
    written: FROM_5,
    seen: [7, 8, 9],
  }),
  finished: vmware('MigrateSetStateFinished: type={type:int} new state={state:name}', {
    seen: [7, 8, 9],
  }),
  'config-writable': vmware('ConfigDB: Setting config.readOnly = "{value:name}"', {
    notice: true,
    written: FROM_7,
    seen: [7, 8, 9],
  }),
  'failure-list': vmware('Migrate_SetFailureMsgList: {text:text}', {
    seen: [7, 8, 9],
    written: FROM_7,
  }),
  caching: vmware('Migrate: Caching migration error message list:', {
    seen: [7, 8, 9],
    written: FROM_7,
  }),
  'vob-keepalive': vmware(
    '[vob.vmotion.stream.keepalive.read.fail] vMotion migration [{address:hex}:{id:id}] failed to read stream keepalive: {why:text}',
    { thread: 'vcpu', written: FROM_5, seen: [5] },
  ),
  'chkpt-too-big': vmware(
    '[vob.vmotion.chkpt.toobig] vMotion migration [{address:hex}:{id:id}] failed. The checkpoint data length ({length:int} bytes) or the offset ({offset:int} bytes) exceeds the maximum checkpoint data length ({limit:int} byte).',
    { written: FROM_5, seen: [5] },
  ),
  // With these the VMX of the destination ends a migration that failed (KB 308477).
  'set-failure': vmware('Migrate_SetFailure: {why:text}', { written: BEFORE_7, seen: [5] }),
  'cleaning-up': vmware('Migrate: cleaning up migration state|.', {
    written: BEFORE_7,
    seen: [5],
  }),
  'msg-post': vmware('Msg_Post: {level:name}', {
    thread: 'poster',
    written: BEFORE_7,
    seen: [5, 6],
  }),
  message: vmware('[{key:key}] {text:text}', { thread: 'poster', seen: [5, 6, 7, 8, 9] }),
  rollback: vmware('Migrate: Attempting to continue running on the source|.', { seen: [7, 8] }),
  'secondary-failure': vmware('Migrate: secondary failure during migration: error {why:text}', {
    thread: 'vcpu',
    written: 'never',
    seen: [5],
  }),
  'mirror-phase': vmware('SVMotion: Enter Phase {phase:int}', {
    thread: 'worker',
    written: 'never',
    seen: [6],
  }),
} as const
