/** The history of vMotion and the myths about it, in words: a title, what it is about, what to watch, and the source. */
import type { ClaimName, StoryId } from '../catalogue/stories.ts'
import type { SourceKey } from './sources.ts'

export interface StoryText {
  /** A title; for a myth the sentence that people say, in quotation marks. */
  readonly title: string
  /** Two to four sentences. Our own choices are said to be that. */
  readonly text: string
  readonly watch: string
  readonly sources: readonly (SourceKey | `KB ${number}`)[]
}

export const STORY_TEXT: Readonly<Record<StoryId, StoryText>> = {
  'first-demo-2003': {
    title: 'The first demo: pinball, and a pause of a second',
    text: 'Mike Nelson played pinball in a Windows VM and moved it to the machine beside it. When pre-copy was done, it “would pause for a second and then resume on the other machine”. That second is all that is reported: a wire of about 100 Mb/s, on which the devices’ state takes most of a second, is our choice and not a finding. Microsoft and Citrix copied vMotion later.',
    watch:
      'The ball rolls on while memory is copied. Then the stun: its longest part saves the devices.',
    sources: ['YB-HIST'],
  },
  'rdp-ten-times': {
    title: 'RDP, ten times over',
    text: 'Duncan Epping had an RDP session open to a Windows VM, was sure that it would drop, and saw the VM move more than ten times before he believed it. Scott Lowe tried for weeks to make vMotion fail: Citrix MetaFrame with users logged in, file copies, SSH, Telnet, Active Directory. VM and network are our choice. Another seed gives another of the ten; the same seed only repeats the run.',
    watch:
      'In “Outside”, the TCP stream: what the stun swallows is sent again, and the session goes on.',
    sources: ['YB-HIST'],
  },
  'film-no-buffer': {
    title: 'The film without a buffer',
    text: 'In the days of ESX 2 Mike Laverick saw a media server move while it played a trailer with buffering switched off, and nothing flickered. The model is stricter: a TCP stream stands still for 0.2 s, the shortest timer of the client, which is five frames of film. Whether the player held that many is not recorded. At Microsoft they called it a toy; Hyper-V has live migration now.',
    watch: 'In “Outside”: one segment is lost in the stun and gets through at the second try.',
    sources: ['YB-HIST'],
  },
  'pentium-iii-jbod': {
    title: 'Two Pentium IIIs and a shelf of disks',
    text: 'Mike Laverick once had two Pentium III servers on a shared DEC JBOD, joined by the SCSI cables of an NT 4 cluster: “1997 era equipment”, and vMotion worked. All that it asks of storage is that both hosts reach it. A small VM, a core in each host and 100 Mb/s are our choice.',
    watch: 'The memory crosses once and the disks stay. The slow wire makes the stun long.',
    sources: ['YB-HIST'],
  },
  'nested-array-2007': {
    title: 'The array inside the VM',
    text: 'Early in 2007 Chad Sakac ran EMC’s Celerra array as a VM on an ESX host that lived on a LUN of that very array, as other VMs did. He moved it under load, and no connection dropped. To vMotion an array is memory that changes; how much and how fast is our choice. ESX 3 is not among the versions here: the rules of ESX 2 held until 4.0.',
    watch: 'Passes that shrink, and clients that wait for one retransmission.',
    sources: ['YB-HIST'],
  },
  'laser-between-buildings': {
    title: 'A laser between two buildings',
    text: 'A student whose buildings were linked by a laser in line of sight asked Mike Laverick whether VMs could move across it. It would, he said, if the prerequisites were met, but without support; whether it ever ran is not recorded. That the beam loses 1 % of the packets at a round trip of 1 ms is our choice. What vMotion carries then is not published.',
    watch: 'Loss is the limit: a tenth of the line. Set it to 0 and the line is the limit.',
    sources: ['YB-HIST'],
  },
  'quick-resume-41': {
    title: 'The shadow VM of 4.1: Quick Resume',
    text: 'A shadow VM waits at the destination. The guest writes faster than the wire sends, so the rest will never fit into half a second; but it needs less than 100 s. So 4.1 stuns the VM, resumes it at the destination and lets the missing pages follow.',
    watch:
      'The glow jumps while the destination’s map has holes. Each hole that the guest touches is a remote page fault, and the guest waits.',
    sources: ['KG11', 'YB-QR'],
  },
  'quick-resume-file-41': {
    title: 'The cable is cut during page-in, and 4.1 goes on',
    text: 'The VM already runs at the destination when the network fails; pages are missing there. A file of a few megabytes on shared storage was made for this: it passes the rest from host to host. At what rate is not published; 100 MB/s is inferred.',
    watch:
      'The wire stops, and page-in goes on, slower. Try the same with 6.0: without the file the VM is lost.',
    sources: ['YB-QR'],
  },
  'round-trip-44ms': {
    title: 'The 44 ms that worked (an anecdote)',
    text: 'Before VMworld 2010 a team raised the round trip between two hosts to see where vMotion would give up; it still worked at 44 ms. In that time light in a vacuum travels 13,000 km, there and back together. VMware supported 5 ms. One laboratory, one narrow case: unsupported then, and no measurement.',
    watch: 'One socket buffer for each round trip: the wire is idle most of the time.',
    sources: ['YB-HIST'],
  },
  'round-trip-80ms': {
    title: 'The 80 ms that broke (an anecdote)',
    text: 'At 80 ms it “blew up”, the same story says, and not what broke or why; storage was stretched over that distance as well. The model does not break here: this quiet VM arrives, slowly, after a long stun. Take that as a limit of the story and of the model, not as a promise.',
    watch: 'Half the bandwidth of the run at 44 ms, and a stun that the slow wire makes long.',
    sources: ['YB-HIST'],
  },
  'old-bus-10gbe': {
    title: 'A 10 GbE NIC behind an old PCIe bus',
    text: 'A NIC is only as fast as the slot that it sits in. Four lanes of the first PCI Express carry 8 Gb/s by arithmetic, and less in practice. For full bandwidth the servers of 2011 needed the latest buses.',
    watch: 'The outcome names the bus as the limit. Set it to 0 and only the link is left.',
    sources: ['YB5'],
  },
  'metro-10ms-plus': {
    title: '10 ms, with Enterprise Plus only',
    text: 'vSphere 5.0 doubled the supported round trip from 5 to 10 ms, but only for those who had bought Enterprise Plus. A licence changes what is supported, not the mechanism. SDPS made the longer distance possible.',
    watch:
      'A round trip of 4 ms and more switches to latency-aware buffers. Pick 4.1 on the ribbon to see a run without them.',
    sources: ['YB5', 'LAM'],
  },
  'started-by-drs': {
    title: 'DRS starts it: the host is too busy',
    text: 'DRS moves VMs away from a host that is short of CPU. Sending memory takes CPU too, on that very host. With half a core to spare the wire waits for the source. Who asks for the migration changes nothing else in it.',
    watch: 'The limit is the source’s CPU, not the network, and every pass takes longer.',
    sources: ['FD-drs', 'ENC'],
  },
  'started-by-maintenance': {
    title: 'Maintenance mode starts it: eight at once',
    text: 'A host that enters maintenance mode sends its VMs away, up to eight at a time over 10 GbE. Each gets about an eighth of the wire, here taken as constant. The default VM, which needs no help alone, now writes faster than its share carries.',
    watch:
      'SDPS has to slow the guest. One after the other would have been kinder than all at once.',
    sources: ['FD-cost'],
  },
  'started-by-dpm': {
    title: 'DPM starts it: a quiet night',
    text: 'At night DPM gathers idle VMs on few hosts and switches the others off. An idle VM changes a few pages a second, so one pass is enough. Even so it is not free: someone checks, prepares and cleans up. DRS and Fault Tolerance build on vMotion as DPM does.',
    watch: 'One pass, a few hundred pages left, and a stun of fixed parts only.',
    sources: ['SEED-001', 'KB 436882'],
  },
  'largest-vm-67': {
    title: 'Why 24 TiB was out of reach before 7.0',
    text: 'Version 6.7 sends the dirty bitmap as it is: 768 MiB for 24 TiB, 2 s or more, inside a stun that should stay under 1 s. All 768 vCPUs stop again and again until every page is traced; how long that takes rests on an unverified figure. VMware supported nothing near this size.',
    watch: 'The bitmap in the stun, and how long trace install lasts. Then pick 7.0 U1.',
    sources: ['MM', 'RYAN', 'V7ENH'],
  },
  'vgpu-12gb-67': {
    title: 'A vGPU with 12 GB, on 6.7',
    text: 'The frame buffer of a vGPU is not copied beforehand, so all of it crosses while the VM stands still. For 12 GB VMware published 91.2 s over 10 GbE. It counts as success: the limit is 100 s.',
    watch: 'The pre-copy takes seconds, the stun a minute and a half.',
    sources: ['DOC67GPU'],
  },
  'vgpu-16gb-67': {
    title: 'A vGPU with 16 GB, on 6.7: too long',
    text: 'With 16 GB the same transfer needs more than the 100 s that a switchover may take. The migration fails, and the VM runs on at the source as if nothing had happened, but for the 100 s that it stood still.',
    watch:
      'The stun ends at 100 s, and the glow stays at the source. Then pick 7.0 U1, 8.0 and 9.0: the same frame buffer in ever less time.',
    sources: ['DOC67GPU', 'KB 314376'],
  },
  'no-convergence': {
    title: 'No convergence: SDPS is switched off',
    text: 'The guest dirties memory faster than the wire sends it. With Migrate.SdpsEnabled at 0 nothing slows it, and no pass gains on it. After three passes without progress (the number is inferred) vMotion gives up; the VM runs on at the source, slowed only by page fires.',
    watch: 'The two lines of the race do not close. Switch SDPS on and they do.',
    sources: ['KG11', 'YB5', 'LAM'],
  },
  'myth-suspended': {
    title: '“The VM is suspended while memory is copied”',
    text: 'Some articles say so. The VM runs while memory is copied, that is what pre-copy is for; only page fires slow it a little. It stops for the stun alone: a fraction of a second out of more than a minute.',
    watch: 'The ball rolls through every pass. Compare the guest’s clock with the model’s.',
    sources: ['KG11', 'NH19'],
  },
  'myth-layer-2': {
    title: '“Layer 2 is required”',
    text: 'vMotion is TCP between two addresses, and it does not check whether they share a subnet. In 2010 a routed vMotion network worked, but VMware had not tested it and did not support it. Since 6.0 it does. As few hops as possible are best practice all the same: each adds to the round trip.',
    watch:
      'It arrives, with a note that this was unsupported. Pick 6.0 on the ribbon: the note is gone.',
    sources: ['YB-L2', 'V60'],
  },
  'myth-any-dirty-page': {
    title: '“Any dirty page prevents the switchover”',
    text: 'If pre-copy had to end with nothing left, a running VM would never move: it always changes something. The rule is a time: what is left must cross the wire within 0.5 s. It then crosses while the VM stands still, in 6.0 to 6.7 right after it.',
    watch: 'The decision after the last pass: pages are left, and it switches over.',
    sources: ['KB 436882', 'LAM'],
  },
  'myth-vcenter': {
    title: '“vCenter carries the data”',
    text: 'vCenter checks, writes the spec and follows the task; memory goes from host to host. Here vCenter goes down in the middle of the copy. The migration completes, only the inventory learns of it later.',
    watch: 'vCenter goes dark and no number changes.',
    sources: ['OPV', 'NH19'],
  },
  'myth-disk': {
    title: '“The disk moves too”',
    text: 'With shared storage both hosts reach the same disk, so it stays where it is and only memory and device state move. Moving the disk is Storage vMotion, or a migration without shared storage from 5.1 on.',
    watch: 'Data sent: the memory of the VM once, and a little more.',
    sources: ['NH19', 'FD51'],
  },
}

/** A story without words of its own goes by its id. */
export const STORIES_TEXT = {
  intro: {
    story: 'How vMotion became what it is, as runs that you can play, stop and change.',
    myth: 'What articles and colleagues say, and a run for each that shows what happens.',
  },
  stories: 'The story',
  myths: 'Myths',
  watch: 'Watch',
  holds: 'The run shows it',
  fails: 'This run does not show it: a dial was changed',
} as const

/** What a run shows when the claim holds. */
export const CLAIM_TEXT: Readonly<Record<ClaimName, string>> = {
  completes: 'The VM runs at the destination.',
  'fails-on-source-too-long': 'The switchover takes too long; the VM runs on at the source.',
  'fails-on-source-no-progress': 'It gives up for lack of progress; the VM runs on at the source.',
  'stops-about-a-second': 'The VM stops for about a second.',
  'misses-the-second': 'The stun is longer than a second.',
  'resumes-early-and-pages-in': 'The VM resumes early and fetches missing pages.',
  'file-carries-the-rest': 'The file on shared storage carries the rest.',
  'bus-binds': 'The bus is the limit.',
  'source-cpu-binds': 'The CPU of the source is the limit.',
  'sdps-engages': 'SDPS slows the guest.',
  'one-pass-is-enough': 'One pass is enough.',
  'bitmap-takes-seconds': 'The bitmap takes two seconds of the stun.',
  'runs-while-copied': 'Until the stun no second gives the VM less than 90 %.',
  'switches-with-pages-left': 'It switches over with pages left.',
  'sends-memory-once': 'It sends the memory once, and hardly more.',
  'vcenter-was-down': 'vCenter is down, and the migration completes.',
  'outside-round-trip': 'The round trip is outside of support.',
  'outside-routed': 'The routed network is outside of support.',
  'outside-memory': 'The memory is outside of support.',
  'supported-with-plus': 'Supported, with Enterprise Plus.',
  'loss-binds': 'Packet loss is the limit.',
  'session-survives': 'A TCP connection to the VM survives.',
  'stream-stalls-briefly': 'A TCP stream stands still for less than half a second.',
}
