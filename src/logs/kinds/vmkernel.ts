/** Lines of vmkernel.log (facts 5.2). Those without `seen` are known by name only. */
import { vmkernel } from './kind.ts'
import { BEFORE_5, FROM_5, FROM_8 } from './version-ranges.ts'

export const VMKERNEL_KINDS = {
  start: vmkernel(
    'Setting VMOTION info: {role:name} ts = {id:id}, src ip = <{source:ip}> dest ip = <{destination:ip}> Dest wid = {world:int} using {swap:name} swap',
    {
      module: 'Migrate',
      vm: true,
      anonymous: true,
      written: [0, 7.9],
      seen: [5, 6],
      sourceLines: [[5, 3284]],
    },
  ),
  'start-8': vmkernel(
    'vmotion: {role:name} vmmLeaderID = {leader:int}, ts = {id:id}, srcIP = <{source:ip}> dstIP = <{destination:ip}> Dest wid = {world:int} using {swap:name} swap{encrypted=, encrypted}',
    {
      module: 'Migrate',
      anonymous: true,
      written: FROM_8,
      seen: [8],
      sourceLines: [[8, 314]],
    },
  ),
  affinity: vmkernel('Affinitizing {address:path} to world {world:int}, {status:name}', {
    module: 'Tcpip_Vmk',
    anonymous: true,
    written: FROM_5,
    seen: [5, 6],
    sourceLines: [[5, 1288]],
  }),
  'stream-world': vmkernel(
    "Set ip address '{address:quoted}' worldlet affinity to {direction:name} World ID {world:int}",
    { module: 'VMotion', written: FROM_5, seen: [5, 6], sourceLines: [[5, 2734]] },
  ),
  // The published line is cut off after the event; so is ours.
  replication: vmkernel(
    'Migration {what:name} received (worldID={world:int}) (migrateType={type:int}) (event={event:int})',
    { module: 'Hbr', anonymous: true, written: FROM_5, seen: [5, 6], sourceLines: [[5, 3340]] },
  ),
  accepted: vmkernel('Accepted connection from <{address:ip}>|', {
    module: 'MigrateNet',
    vm: true,
    anonymous: true,
  }),
  bound: vmkernel('Successfully bound connection to vmknic {vmknic:text}', {
    module: 'MigrateNet',
    written: [6.5, Infinity],
  }),
  'stream-added': vmkernel('Stream connection {stream:int} added|.', {
    module: 'VMotionUtil',
    world: 'helper',
  }),
  'stop-modified': vmkernel('Stopping pre-copy: only {pages:int} pages were modified', {
    module: 'VMotion',
    world: 'helper',
    written: BEFORE_5,
  }),
  'stop-goal': vmkernel(
    'Stopping pre-copy: only {pages:int} pages left to send, which can be sent within the switchover time goal of {goalSeconds:fixed3} seconds (network bandwidth ~{megabytesPerSecond:fixed3} MB/s, {percent:int}% t2d)',
    {
      module: 'VMotion',
      world: 'helper',
      written: FROM_5,
      seen: [5, 6],
      sourceLines: [
        [5, 3878],
        [6, 4650],
      ],
    },
  ),
  'sent-all': vmkernel(
    'Sent all modified pages to destination (network bandwidth ~{megabytesPerSecond:fixed3} MB/s)',
    {
      module: 'VMotionSend',
      world: 'helper',
      written: FROM_5,
      seen: [5],
      sourceLines: [
        [5, 3508],
        [6, 4156],
      ],
    },
  ),
  bandwidth: vmkernel(
    'Estimated network bandwidth {megabytesPerSecond:fixed3} MB/s during {phase:word}',
    { module: 'VMotionRecv', world: 'helper' },
  ),
  'paged-in': vmkernel('DONE paging in', { module: 'VMotionRecv', world: 'helper' }),
  'low-memory': vmkernel(
    'World {world:int} waited {seconds:fixed3} seconds to leave low memory state on dest host during pre-copy.| May cause unexpected VMotion failures!',
    {
      module: 'VMotionRecv',
      warning: true,
      world: 'helper',
      seen: [5, 9],
      sourceLines: [
        [5, 2618],
        [9, 3902],
      ],
    },
  ),
  // A genuine line with these words is known from vmware.log only.
  keepalive: vmkernel('failed to read stream keepalive: {why:text}', {
    module: 'VMotionUtil',
    warning: true,
    world: 'helper',
  }),
  'transmit-timeout': vmkernel('timed out waiting {milliseconds:int} ms to transmit data', {
    module: 'VMotionUtil',
    warning: true,
    world: 'helper',
  }),
  'stream-end-failed': vmkernel('failed to end preCopy stream: {why:text}', {
    module: 'VMotion',
    warning: true,
    world: 'helper',
    written: FROM_5,
    seen: [5],
    sourceLines: [[5, 3680]],
  }),
  failed: vmkernel('Failed: {why:why}{spaced= }({code:code}){place:place}', {
    module: 'Migrate',
    warning: true,
    world: 'helper',
    seen: [4, 5],
    sourceLines: [
      [4, 296],
      [5, 269],
    ],
  }),
  'vmx-failure': vmkernel(
    'Migration considered a failure by the VMX.| It is most likely a timeout, but check the VMX log for the true error.',
    {
      module: 'Migrate',
      warning: true,
      written: FROM_5,
      seen: [5, 6],
      sourceLines: [
        [5, 5289],
        [6, 5454],
      ],
    },
  ),
  // The genuine lines come from a fast suspend and resume, the switchover of Storage vMotion (KB 307365).
  'limit-source': vmkernel(
    'Maximum switchover time ({seconds:int} seconds) reached.| Failing migration; VM should resume on source.',
    { module: 'FSR', warning: true, written: BEFORE_5, seen: [4], sourceLines: [[4, 690]] },
  ),
  'limit-destination': vmkernel(
    'The migration exceeded the maximum switchover time of {seconds:int} second|(s). ESX has preemptively failed the migration to allow the VM to continue running on the source host.',
    { module: 'FSR', warning: true, written: BEFORE_5, seen: [4], sourceLines: [[4, 3281]] },
  ),
  'mirror-made': vmkernel('SVM_MakeDev.{number:int}: Creating device {device:why}: {status:name}', {
    module: 'SVM',
    anonymous: true,
    written: 'never',
    seen: [6],
  }),
  'mirror-created': vmkernel(
    'Created device {device:word}, primary {primary:word}, secondary {secondary:word}',
    { module: 'SVM', anonymous: true, written: 'never', seen: [6] },
  ),
  'mirror-destroyed': vmkernel('Destroyed device {device:word}', {
    module: 'SVM',
    anonymous: true,
    written: 'never',
    seen: [6],
  }),
} as const
