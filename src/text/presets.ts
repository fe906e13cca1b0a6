/** Names of the presets, and one sentence for each. */
import type { PresetId } from '../catalogue/presets.ts'

export interface PresetText {
  readonly name: string
  readonly description: string
}

export const PRESET_TEXT: Readonly<Record<PresetId, PresetText>> = {
  default: {
    name: 'The default VM',
    description:
      'A 64 GiB VM that writes steadily: a few passes, each much shorter than the one before.',
  },
  'idle-web': {
    name: 'Idle web server',
    description: 'A small VM that changes almost nothing: one pass, and it switches over.',
  },
  'file-server': {
    name: 'File server',
    description: 'A page cache that is filled in order: the writes sweep through the working set.',
  },
  oltp: {
    name: 'OLTP database',
    description: 'A database with a hot set: few pages take most of the writes.',
  },
  'in-memory-db': {
    name: 'In-memory database',
    description: 'A large working set that is written all over: each pass has much to send again.',
  },
  memtest: {
    name: 'Dirtier than the wire',
    description:
      'A memory test that writes faster than the network sends: only SDPS lets it converge.',
  },
  'monster-1tib': {
    name: 'Monster VM, 1 TiB',
    description: 'A terabyte of memory: trace install and the dirty bitmap begin to matter.',
  },
  'monster-24tib': {
    name: 'Monster VM, 24 TiB',
    description: 'The largest VM there is: its dirty bitmap alone is 768 MiB.',
  },
  'long-distance': {
    name: 'Long distance',
    description: 'To a site 100 ms away: the round trip and not the wire sets the pace.',
  },
  'branch-office': {
    name: 'Branch office',
    description: 'A small VM on vSphere 5.0 and 1 GbE: every byte takes its time.',
  },
  'worked-example': {
    name: 'Worked example',
    description:
      'The textbook case by hand: each pass finds a quarter of what it sent changed. 16 s, 4 s, 1 s, then switch over.',
  },
}
