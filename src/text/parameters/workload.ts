/** Words for what the guest does. */
import type { ParameterText } from './parameter-text.ts'

export const WORKLOAD_TEXT = {
  'workload.pattern': {
    label: 'Write pattern',
    help: 'How the guest chooses the pages that it writes. Random writes hit all pages of the working set alike; a sweep runs through it in order; hot and cold favours a small part of it; bursts come and go; a measured curve follows a real VM.',
    options: {
      random: 'Random writes',
      sweep: 'Sweep, in order',
      hotcold: 'Hot and cold',
      bursts: 'Bursts',
      curve: 'Measured curve',
    },
  },
  'workload.writeRate': {
    label: 'Guest writes',
    help: 'How fast the guest writes to memory, in MiB/s, each write counted as a whole page of 4 KiB. Only the first write to a page in each pass makes it dirty; the more the guest writes, the more pages are changed again before they are all sent. Fewer writes can mean a longer stun, where one copy fewer is enough, or a longer migration, where SDPS then engages later.',
  },
  'workload.readRate': {
    label: 'Guest reads',
    help: 'How fast the guest reads pages of its working set, at random, in MiB/s, each read counted as a whole page. Reads cost nothing while pages are copied; once the VM runs at the destination, reading a page that has not arrived stops the vCPU as a write does: in 4.1, 6.0 to 6.7 and post-copy. At 0 only writes fetch missing pages.',
  },
  'workload.workingSet': {
    label: 'Working set',
    help: 'How much memory the guest keeps writing to, in GiB. It is the most that can be dirty at a time, apart from background writes: a small set saturates and costs little, however fast it is written. A smaller set can mean a longer stun where one copy fewer is enough.',
  },
  'workload.writers': {
    label: 'Writing vCPUs',
    help: 'How many of the vCPUs write to the working set. SDPS slows only vCPUs that write; with more writers each of them is slowed less often but the sleeps at a page fire are longer.',
  },
  'workload.hotSet': {
    label: 'Hot part',
    help: 'Share of the working set that is hot, in percent. A smaller hot part is written more often, so fewer different pages are dirty, as long as it gets more than its share of the writes. Only for "hot and cold", all the time or in bursts.',
  },
  'workload.hotWrites': {
    label: 'Writes to the hot part',
    help: 'Share of the writes that go to the hot part, in percent. The more of them beyond its share of the pages, the fewer different pages are dirty. Only for "hot and cold", all the time or in bursts.',
  },
  'workload.sweepStart': {
    label: 'Sweep starts at',
    help: 'Where in the working set the sweep stands when the migration begins, in percent. It decides whether the copy meets the sweep or runs behind it. Only for "sweep", all the time or in bursts.',
  },
  'workload.burstOn': {
    label: 'Burst',
    help: 'How long each burst of writes lasts, in seconds; writes have their full rate then. A burst longer than a pass fills all of it. Only for the pattern "bursts".',
  },
  'workload.burstOff': {
    label: 'Pause between bursts',
    help: 'How long the guest rests between bursts, in seconds. A pass that falls into a pause leaves almost nothing to send. Only for the pattern "bursts".',
  },
  'workload.burstStart': {
    label: 'Bursts have run for',
    help: 'How far the rhythm of bursts and pauses has come when the migration is requested, in seconds; 0 is the start of a burst. Only for the pattern "bursts".',
  },
  'workload.burstPattern': {
    label: 'Within a burst',
    help: 'How the guest chooses its pages during a burst. A sweep goes on where the burst before left it. Only for the pattern "bursts".',
    options: { random: 'Random writes', sweep: 'Sweep, in order', hotcold: 'Hot and cold' },
  },
  'workload.start': {
    label: 'Working set begins at',
    help: 'Where in memory the working set begins, in MiB, as one run; 0 spreads it over bands. It matters where a copy and a sweep run after each other.',
  },
  'workload.cpuShare': {
    label: 'CPU need of the writers',
    help: 'How much of its time a writing vCPU needs for its writes, in percent. One that idles can be throttled for a while before it writes less. Only for auto-converge.',
  },
  'workload.background': {
    label: 'Background writes',
    help: 'New pages a second that even an idle guest writes outside of its working set. About 25 fits two genuine log lines of VMs that were nearly idle (inferred).',
  },
  'workload.curve': {
    label: 'Measured dirty curve',
    help: 'Pairs of seconds after all pages were traced and the share of memory that was dirty by then, 0 to 1. The engine fits it by at most eight classes of pages and shows the error of the fit. Only for the pattern "measured curve".',
  },
} as const satisfies Record<string, ParameterText>
