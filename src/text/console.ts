/** Words of the guest's console: its programs, its vCPU, how far it fell behind. */
import type { Program } from '../saved/console-choice.ts'
import type { Side } from './pictures.ts'
import { formatCount, formatDuration, formatNumber, isLong } from './format.ts'

/** A number that runs keeps its decimals, as long as they say something. */
const running = (time: number, decimals: number) =>
  isLong(time) ? formatDuration(time) : `${formatNumber(time / 1e9, decimals, { steady: true })} s`

export const CONSOLE_TEXT = {
  name: (host: Side) => `Guest console at the ${host}`,
  picture: (program: Program, vcpu: number, writes: boolean, state: string) =>
    `${PROGRAM_NAMES[program]} on ${vcpuText(vcpu, writes)}: ${state}.`,
  program: 'Program of the guest console',
  switchVcpu: (vcpu: number, writes: boolean) =>
    `It runs on ${vcpuText(vcpu, writes)}. Press to move it.`,
  onlyWriters: 'All vCPUs of this VM write.',
  guestClock: (time: number) => `guest ${running(time, 1)}`,
  lead: (time: number) => `○ +${running(time, 2)}`,
  leadOf: 'The unmigrated twin is ahead by',
  twinHelp:
    'The ring is the unmigrated twin. Slow motion slows both; what the migration costs slows the guest alone.',
  running: 'it runs',
  slowed: 'slowed',
  stopped: 'stopped',
  noGuestYet: 'no guest yet',
  guestLeft: 'the guest has left',
  lost: '✕ the VM is lost',
  play: '▸ 1×',
  playHelp: 'Play it yourself at 1×',
  flip: { upper: 'Upper flipper, U', lower: 'Lower flipper, J' },
  spared: 'hardly slowed by SDPS',
} as const

export const PROGRAM_NAMES: Readonly<Record<Program, string>> = {
  pinball: 'Pinball',
  film: 'Film',
  terminal: 'Terminal',
}

/** "vCPU 0, writes" */
export function vcpuText(vcpu: number, writes: boolean): string {
  return `vCPU ${vcpu} ${writes ? 'writes' : 'no writer'}`
}

export const PINBALL_TEXT = {
  ball: (ball: number) => `ball ${formatCount(ball)}`,
} as const

export const FILM_TEXT = {
  /** Wordings, the longest first. */
  frame: (frame: number): readonly string[] => {
    const number = String(frame).padStart(5, '0')
    return [`frame ${number}`, number]
  },
  fates: (dropped: number, late: number): readonly string[] => [
    `${dropped} dropped, ${late} late in 10 s`,
    `${dropped} dropped in 10 s`,
    `${dropped} dropped`,
  ],
} as const

const two = (value: number) => String(value).padStart(2, '0')

/** "12:01:09.41", counted from noon. */
function timeOfDay(time: number): string {
  const hundredths = Math.floor(time / 1e7 + 1e-6)
  const seconds = Math.floor(hundredths / 100)
  const hours = (12 + Math.floor(seconds / 3600)) % 24
  return `${two(hours)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`
}

export const TERMINAL_TEXT = {
  line: (count: number, clock: number) => `${String(count).padStart(5, '0')} ${timeOfDay(clock)}`,
  jump: (seconds: number) => `+${formatNumber(seconds, 2, { steady: true })} s`,
  twin: (count: number) => `○ ${String(count).padStart(5, '0')}`,
} as const
