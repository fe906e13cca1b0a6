/** Words of the drawer: its tabs, and what stands in them before there is anything to say. */
export const DRAWER_TEXT = {
  tabs: {
    why: 'Why',
    events: 'Events',
    passes: 'Passes',
    life: 'Page',
    heat: 'Heat',
    pauses: 'Pause when',
    calls: 'Calls',
    log: 'Log',
    vcpus: 'vCPUs',
    outside: 'Outside',
    cost: 'Cost',
    components: 'Components',
  },
  fetching: 'One moment …',
  hidden: 'This appears when the film ends, or as soon as you turn a dial.',
  more: (count: number) => `Show more (${count} left)`,
  passesCaption: 'A pass is one walk over memory; others call it an iteration, a round or a phase.',
  passColumns: ['Pass', 'Time', 'Sent', 'Changed', 't2d', 'Then'],
} as const
