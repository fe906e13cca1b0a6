/** Commands of the guest's console: which program runs, on which vCPU, and a person's hands on the flippers. */
import {
  FLIP_SIDES,
  GUEST_STEPS_PER_SECOND,
  MAX_FLIPS,
  PROGRAMS,
  type FlipSide,
  type Program,
} from '../../../saved/console-choice.ts'
import type { LaneWindow } from '../../../saved/lane-window.ts'
import { SECOND } from '../../../engine/units.ts'
import type { AppState } from '../app-state.ts'
import type { Session } from '../session.ts'
import { command } from './command.ts'

const FLIP_KEYS = ['u', 'j']
/** A speed that differs by less is real speed. */
const REAL = 1e-6

/** The pinball can be played: it is running, and screen time is model time. */
export function isPlayable(state: AppState, speed: number): boolean {
  const { playing } = state.playback
  return (
    state.console.program === 'pinball' &&
    state.film === 'over' &&
    playing &&
    Math.abs(speed - 1) < REAL
  )
}

/** Records the flip at the next step of the guest; what was recorded for later is played anew and goes. */
function flip(session: Session, side: FlipSide): void {
  const { store, moment, frames } = session
  const state = store.getState()
  const sample = frames.latest?.sample
  if (sample === undefined || !isPlayable(state, moment.getState().speed)) return
  const guest = state.console.vcpu === 'writer' ? sample.writerGuestTime : sample.otherGuestTime
  const stepAfter = (time: number) => Math.floor((time / SECOND) * GUEST_STEPS_PER_SECOND) + 1
  const step = stepAfter(guest)
  const lead = Math.max(0, stepAfter(sample.time) - step)
  const kept = state.console.flips.filter(
    (each) => each.step < step || (each.step === step && each.side !== side),
  )
  const flips = [...kept, { step, lead, side }].slice(-MAX_FLIPS)
  store.setState({ console: { ...state.console, flips } })
}

export const consoleCommands = {
  'console-program': command<[program: Program | undefined]>(
    ({ store }, program) => {
      const { console } = store.getState()
      const next = PROGRAMS[(PROGRAMS.indexOf(console.program) + 1) % PROGRAMS.length]
      store.setState({ console: { ...console, program: program ?? next ?? console.program } })
    },
    { keys: ['p'], forKey: () => [undefined] },
  ),
  'console-vcpu': command(
    ({ store }) =>
      store.setState(({ console }) => ({
        console: { ...console, vcpu: console.vcpu === 'writer' ? 'other' : 'writer' },
      })),
    {
      keys: ['b'],
      enabled: ({ input }) => input.scenario['workload.writers'] < input.scenario['vm.vcpus'],
    },
  ),
  'console-play': command(
    ({ store, endFilm, play }) => {
      endFilm()
      store.setState(({ playback, console }) => ({
        console: { ...console, program: 'pinball' },
        playback: { ...playback, mode: 'rate', rate: 1, autoSlow: false },
      }))
      play(true)
    },
    { keys: ['i'], enabled: ({ summary }) => summary !== undefined },
  ),
  'lanes-window': command<[window: LaneWindow]>(({ store }, lanes) =>
    store.setState(({ console }) => ({ console: { ...console, lanes } })),
  ),
  flip: command<[side: FlipSide]>(flip, {
    keys: FLIP_KEYS,
    enabled: ({ console }) => console.program === 'pinball',
    forKey: (key) => [FLIP_SIDES[FLIP_KEYS.indexOf(key)] ?? 'upper'],
  }),
}
