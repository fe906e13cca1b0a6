/** Words of the pictures: memory maps, wire, race. Numbers come formatted by `format.ts`. */
import type { Host, Phase } from '../engine/facts.ts'
import { GIB, MIB, PAGE_BYTES } from '../engine/units.ts'
import type { Readout } from '../recording/questions/readout.ts'
import { boundLabel } from './bounds.ts'
import {
  counted,
  formatBytes,
  formatCount,
  formatNumber,
  formatPages,
  formatPass,
  formatQuantity,
  formatRate,
  formatSeconds,
  formatShare,
} from './format.ts'

/** "pass −1", "switchover": a phase inside of a sentence. */
export function phaseName(phase: Phase): string {
  switch (phase.kind) {
    case 'prepare':
      return 'prepare'
    case 'frame-buffer':
      return 'frame buffer'
    case 'trace':
      return 'trace install'
    case 'pass':
      return `pass ${formatPass(phase.pass ?? 0)}`
    case 'switchover':
      return 'switchover'
    case 'page-in':
      return 'page-in'
    case 'cleanup':
      return 'cleanup'
  }
}

/** Wordings of a phase over its band, the longest first. `stretch`: how many times wider than true. */
export function phaseLabels(phase: Phase, stretch: number, failed: boolean): readonly string[] {
  switch (phase.kind) {
    case 'prepare':
      return ['prepare']
    case 'frame-buffer':
      return ['frame buffer', 'vGPU']
    case 'trace':
      return ['trace']
    case 'pass': {
      const pass = formatPass(phase.pass ?? 0)
      return (phase.pass ?? 0) <= 0 ? [`pass ${pass}`, pass] : [pass]
    }
    case 'switchover':
      return stretch >= 1.5
        ? [`switchover ×1/${formatNumber(stretch)}`, 'switchover', '‖']
        : ['switchover', '‖']
    case 'page-in':
      return ['page-in']
    case 'cleanup':
      return failed ? ['✕ failed', '✕'] : ['done']
  }
}

function address(page: number): string {
  return `0x${(page * PAGE_BYTES).toString(16).toUpperCase()}`
}

/** A host that is drawn: a VM that is lost runs at neither. */
export type Side = Exclude<Host, 'lost'>

const HOST_NAME: { readonly [Name in Side]: string } = {
  source: 'source',
  destination: 'destination',
}

export const MAP_TEXT = {
  name: (host: Side) => `Memory at the ${HOST_NAME[host]}`,
  picture: (host: Side, phase: string) =>
    `Memory of the virtual machine at the ${HOST_NAME[host]}, row by row by address. Now: ${phase}.`,
  cursor: (host: Side) => `Memory cursor at the ${HOST_NAME[host]}`,
  cursorOff: 'No page chosen. Arrow keys choose one.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomAll: 'Show all of memory',
  dots: (pagesPerCell: number) =>
    pagesPerCell === 1 ? '1 dot = 1 page' : `1 dot = 1 page in ${formatCount(pagesPerCell)}`,
  range: (firstPage: number, pages: number) =>
    pages === 1 ? address(firstPage) : `${address(firstPage)} – ${address(firstPage + pages)}`,
  size: (pages: number) => formatPages(pages),
  /** `said`: by the mode of the map. */
  readout: (readout: Readout, said?: string): readonly string[] => [
    ...(said ? [said] : []),
    MAP_TEXT.counts(readout),
    MAP_TEXT.history(readout),
    ...(readout.missingAtDestination > 0
      ? [`${formatCount(readout.missingAtDestination)} not up to date at the destination`]
      : []),
  ],
  counts: ({ inUse, notSent, waiting, fired, inSync }: Readout): string => {
    const parts = [
      notSent > 0 ? `${formatCount(notSent)} not sent` : '',
      waiting > 0 ? `${formatCount(waiting)} to be sent again` : '',
      fired > 0 ? `${formatCount(fired)} changed in this pass` : '',
      inSync > 0 ? `${formatCount(inSync)} in sync` : '',
    ].filter((part) => part !== '')
    return parts.length > 0 ? parts.join(' · ') : inUse > 0 ? formatPages(inUse) : 'not in use'
  },
  history: ({ inUse, timesSent, timesFired }: Readout): string =>
    inUse <= 1
      ? `sent ${formatCount(timesSent)}×, changed ${formatCount(timesFired)}×`
      : `on average: sent ${formatNumber(timesSent / inUse, 1)}×, changed ${formatNumber(timesFired / inUse, 1)}×`,
} as const

export const WIRE_TEXT = {
  picture: (phase: string) => `Data between the hosts. Now: ${phase}.`,
  link: (gigabits: string, nics: number, roundTripMilliseconds: number) =>
    `${nics > 1 ? `${nics} × ` : ''}${gigabits} GbE · ${formatQuantity(roundTripMilliseconds)} ms`,
  frameBuffer: ({ sent, all }: { readonly sent: number; readonly all: number }): string =>
    `${formatNumber(sent / 1e9, 1, { steady: true })} of ${formatNumber(all / 1e9, 1)} GB`,
  progress: (sentBytes: number, ofBytes: number): string => {
    const [unit, unitBytes] =
      ofBytes >= GIB / 10 ? (['GiB', GIB] as const) : (['MiB', MIB] as const)
    const size = ofBytes / unitBytes
    // The running number keeps the decimals of the whole, so that it does not jump.
    const sent = formatNumber(sentBytes / unitBytes, size >= 100 ? 0 : size >= 10 ? 1 : 2, {
      steady: true,
    })
    return `${sent} of ${formatBytes(ofBytes, { unit })}`
  },
  idle: 'the wire is idle',
  failed: '✕ failed',
  pass: (pass: number) => `pass ${formatPass(pass)}`,
  pageIn: 'page-in',
  firstCopy: 'first copy',
  changedPages: 'changed pages',
  block: (bytes: number) => `1 block = ${formatBytes(bytes)}`,
  streams: (streams: number, drawn: number) =>
    streams > drawn
      ? `${formatCount(drawn)} of ${formatCount(streams)} streams drawn`
      : counted(streams, 'stream'),
} as const

export const RACE_TEXT = {
  picture: (phase: string) =>
    `The race: bandwidth against newly dirty bytes, then pages left and guest speed, over the run. Now: ${phase}. A table follows.`,
  slider: 'Playhead',
  at: (time: number, phase: string) => `${formatSeconds(time)}, ${phase}`,
  bandwidth: 'bandwidth',
  newlyDirty: 'newly dirty',
  guestWrites: 'guest writes',
  pagesLeft: 'pages left (log)',
  pagesLeftShort: 'pages left',
  goal: boundLabel,
  goalShort: 'switchover goal',
  sent: (bytes: number) => `sent ${formatBytes(bytes)}`,
  changed: (bytes: number) => `changed ${formatBytes(bytes)}`,
  guestSpeed: 'guest speed',
  trueScale: 'true scale',
  slowed: 'Z',
  stopped: '‖',
  wholeRun: 'Show the whole run',
  rate: (bytesPerSecond: number) => formatRate(bytesPerSecond),
  table: 'Passes of this run',
  tableRest: (passes: number) => `${passes} more ${passes === 1 ? 'is' : 'are'} in the tab Passes.`,
  tableColumns: [
    'Pass',
    'Began',
    'Lasted',
    'To send',
    'Sent',
    'Bandwidth',
    'Changed meanwhile',
    'Newly dirty, mean',
    'Sent ÷ changed',
    'Then',
  ],
  percent: (percent: number | undefined) =>
    percent === undefined ? 'nothing changed' : formatShare(percent / 100),
} as const
