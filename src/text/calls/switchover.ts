/** Switchover, page-in and hand-over: what each call means. */
import type { Call } from '../../engine/host/call.ts'
import { areLastPagesInferred, stunPartEnd } from '../../engine/host/calls-switchover.ts'
import { factOf, type FinishedRun } from '../../engine/host/finished-run.ts'
import { formatBytes, formatCount, formatDecimal, formatDuration, formatPages } from '../format.ts'
import { bitmapBytes } from '../../engine/migration/stun.ts'
import { PAGES_PER_GIB } from '../../engine/units.ts'
import { inferred, valueIf } from '../sentence.ts'
import type { CallTexts } from './call-text.ts'

type Names =
  | 'suspend'
  | 'stop-vcpus'
  | 'checkpoint'
  | 'frame-buffer'
  | 'last-pages'
  | 'wait-handshake'
  | 'bitmap'
  | 'restore'
  | 'unmask'
  | 'handshake'
  | 'resume'
  | 'announce'
  | 'page-in'
  | 'remote-fault'
  | 'changed-file'
  | 'page-in-done'
  | 'report'
  | 'report-vcenter'
  | 'complete-source'
  | 'power-off'
  | 'free-source'
  | 'complete-destination'
  | 'register'
  | 'release-config'
  | 'task-done'

/** Pages that follow the VM after its resume. */
const pagesToCome = (run: FinishedRun) => factOf(run, 'page-in-began')?.pages ?? 0

/** What is said of a part of the stun that is done; of one that is not, that it is not. */
const ifDone = ({ fact }: Call, done: string) =>
  fact ? done : ' The migration fails before that is done.'

const size = ({ bytes }: Call, otherwise: string) =>
  bytes === undefined ? otherwise : formatBytes(bytes)

const NONE_TO_COME = ': here none, because the last pages went in the stun'

export const SWITCHOVER_CALLS: CallTexts<Names> = {
  suspend: {
    label: 'Suspend now (checkpoint RPC)',
    text: ({ fact }) => {
      const pages = fact?.kind === 'stun-began' ? fact.pagesLeft : undefined
      const left = pages === undefined ? 'few pages' : formatPages(pages)
      return [
        `The VMM sends a remote procedure call to the VMX: suspend the VM. ${left} ${pages === 1 ? 'is' : 'are'} left to send. The VMX enters state CHECKPT; from here the clock of the stun runs.`,
      ]
    },
    source: 'NH19, KB1010634',
  },
  'stop-vcpus': {
    label: 'Stop all vCPUs',
    text: (call) => [
      'Every vCPU is brought to rest, and I/O on its way is finished.',
      ifDone(
        call,
        ' vmware.log says “VM successfully stunned”. Nothing in the guest moves now, not even its clock.',
      ),
    ],
    source: 'KB435078; time inferred',
  },
  checkpoint: {
    label: 'Device state to the destination',
    text: (call) => [
      `The VMX saves what is not memory: registers and virtual devices, such as network, disk controllers and the SVGA display, with their queues. ${size(call, 'It')} goes to the VMX of the destination while the last pages travel beside it.${ifDone(call, '')}`,
    ],
    source: 'NH19, LAM, SEED-001',
  },
  'frame-buffer': {
    label: 'Frame buffer of the vGPU',
    text: (call) => [
      `${call.bytes === undefined ? 'The frame buffer' : formatDecimal(call.bytes)} crosses while the VM stands still: up to 8.0 all that is in use, from 9.0 on what the GPU has written since it was copied. Before 8.0 U1 it has two connections, from then on as many as the network needs.${ifDone(call, '')}`,
    ],
    source: 'DOC67GPU, DOC70GPU, FD-8U1, FD-VCF9; time inferred',
  },
  'last-pages': {
    label: 'The last pages',
    text: (call) => [
      `${size(call, 'What is left')} crosses while the VM stands still. The rule that ends pre-copy decides how much that is.${ifDone(call, ' The source logs “Sent all modified pages to destination”.')}`,
    ],
    source: 'KB436882, SEXI',
  },
  'wait-handshake': {
    label: 'Wait: WAIT_HANDSHAKE',
    text: (_, run) => {
      const follow = pagesToCome(run)
      const sent = factOf(run, 'migration-failed')
        ? 'The VMX waits for the destination’s reply.'
        : follow > 0
          ? `Device state and bitmap are sent, and the source waits for the destination’s reply; ${formatPages(follow)} follow after the resume.`
          : 'Device state, last pages and bitmap are sent, and the source waits for the destination’s reply.'
      return [
        `${sent} It still holds everything: until that reply it can take the VM back. This is the last moment in which nothing can be lost.`,
      ]
    },
    source: 'KB1010634; moment inferred',
  },
  bitmap: {
    label: 'Dirty bitmap',
    text: (call, run) => {
      const { bytes } = call
      const raw = bitmapBytes(Math.round(run.input.scenario['vm.memory'] * PAGES_PER_GIB))
      const follow = pagesToCome(run)
      const compacted = bytes !== undefined && bytes < raw
      return [
        `One bit for each page of the VM, ${formatBytes(raw)} in all, tells the destination which pages are still to come`,
        follow > 0
          ? `: here ${formatPages(follow)}`
          : stunPartEnd(run, 'lastPages') === undefined
            ? ''
            : valueIf(areLastPagesInferred(run), NONE_TO_COME),
        '. ',
        ...(compacted
          ? ['It is sent compacted: ', inferred(formatBytes(bytes)), '.']
          : ['Before 7.0 it is not compacted, which took seconds on the largest VMs.']),
        ifDone(call, ''),
      ]
    },
    source: 'V7ENH, MM, LAM',
  },
  restore: {
    label: 'Restore the checkpoint',
    text: (call) => [
      `The VM at the destination is powered on, but its boot is interrupted: it gets the checkpoint and the copied memory instead. A device or file that cannot be restored makes the source take the VM back.${ifDone(call, '')}`,
    ],
    source: 'NH19, FLO',
  },
  unmask: {
    label: 'Unmask the VM',
    text: 'The masked VM becomes the real one. It holds memory and devices as the source left them, and lacks only permission to run.',
    source: 'NH19; moment inferred',
  },
  handshake: {
    label: 'I have it: let go',
    text: 'The destination says that it can run the VM. With this word the source goes to FINISHED and will never run this VM again. Before it, a failure falls back to the source; after it, the destination owns the VM, whatever comes.',
    source: 'KB1010634; moment inferred',
  },
  resume: {
    label: 'Run',
    text: ({ fact }) => [
      'The vCPUs run at the destination. The VM stood still for ',
      inferred(formatDuration(fact?.kind === 'resumed' ? fact.stunNanoseconds : 0)),
      '. The API counts a migration as successful exactly here; cleanup does not count.',
    ],
    source: 'NH19, VIMAPI',
  },
  announce: {
    label: 'RARP: the VM is here',
    text: ({ fact }) => [
      'The destination sends a RARP broadcast for each virtual NIC, with the MAC address of the VM. ',
      fact?.kind === 'announcement-lost'
        ? 'This one is lost: what is sent to the VM still goes to the source. '
        : 'The switches learn its new port; the IP address stays. ',
      'It is repeated in case one is lost: a capture shows six within 8 s, at most eight are documented.',
    ],
    source: 'RN, ELA, KB 343401',
  },
  'page-in': {
    label: 'Push the rest',
    text: (call) => [
      `The VM runs already, but ${size(call, 'a rest')} of its memory is still at the source. It is pushed in the background. Until it is through, the VM needs both hosts and the network between them.`,
    ],
    source: 'YB-QR, KG11, LAM',
  },
  'remote-fault': {
    label: 'Fetch missing pages first',
    text: ({ fact }, { input }) => [
      'The guest reads or writes a page that has not come yet; its vCPU waits and the page is fetched in front of all others. In this run that happens ',
      inferred(fact?.kind === 'page-in-ended' ? formatCount(fact.remotePageFaults) : '–'),
      ` times${input.scenario['workload.readRate'] > 0 ? '' : ', by writes alone: “Guest reads” is 0'}. Each costs a round trip.`,
    ],
    source: 'YB-QR, TL-PAT; count inferred',
  },
  'changed-file': {
    label: 'Use the file on shared storage',
    text: ({ fact }) => [
      `The network is gone with ${fact?.kind === 'changed-file-used' ? formatPages(fact.pages) : 'pages'} missing. In 4.1 a file of a few MB on shared storage connects both hosts as well, and the rest travels through it. Without it the VM would be lost here.`,
    ],
    source: 'YB-QR; its speed inferred',
  },
  'page-in-done': {
    label: 'All pages are here',
    text: 'Nothing is missing any more. The destination no longer needs the source, and the source may give its copy back.',
    source: 'YB-QR',
  },
  report: {
    label: 'Through, with both stun times',
    text: 'The source’s VMX tells hostd that it has finished. hostd notes what the guest lost: precopyStunTime for the traces, and the downtime of the switchover.',
    source: 'SEXI',
  },
  'report-vcenter': {
    label: 'Result with downtime',
    text: 'VPXA reports to vCenter: “vmotion result has downtime value”, in microseconds. With vCenter down it goes unread; the VM runs at the destination all the same.',
    source: 'SEXI, OPV',
  },
  'complete-source': {
    label: 'completeSource',
    text: 'vCenter tells the source that the migration is complete. The call exists for success and failure alike. If vCenter is down it does not come, and the hosts clean up by themselves.',
    source: 'GOVMOMI, OPV',
  },
  'power-off': {
    label: 'Power off what is left',
    text: 'hostd powers off the old VMX and forgets the VM. Its guest has been running elsewhere for a while: nothing is shut down in it.',
    source: 'KG11',
  },
  'free-source': {
    label: 'Free the memory',
    text: 'VMkernel gives the VM’s memory back. Only now does the source have the room for which it was perhaps evacuated.',
    source: 'KG11',
  },
  'complete-destination': {
    label: 'completeDestination',
    text: 'vCenter tells the destination that the VM is its own now. Inventory, alarms and statistics follow the VM from here.',
    source: 'GOVMOMI',
  },
  register: {
    label: 'Registered: VM_STATE_ON',
    text: 'hostd at the destination releases its lock: the VM is an ordinary powered-on VM of this host. It may be changed, or moved again.',
    source: 'KG11, BUGZERO',
  },
  'release-config': {
    label: 'Configuration file writable again',
    text: 'The destination has the .vmx file open now, for writing. The disks never moved: both hosts see the same datastore.',
    source: 'KB 321009; moment inferred',
  },
  'task-done': {
    label: 'Task complete',
    text: 'The client shows 100 %. It began before the checks and ends after the cleanup, so it is longer than the migration and much longer than the stun.',
    source: 'VIMAPI, NH19',
  },
}
