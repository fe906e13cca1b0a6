// Whatever befalls the engine and the player: each question ends, the last run arrives, or the page says that it gave up.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { AppState } from '../../../src/page/session/app-state.ts'
import { initialState } from '../../../src/page/session/initial-state.ts'
import { createRuns, type Runs } from '../../../src/page/session/runs.ts'
import { MAX_DEATHS, MAX_SILENT_BEATS } from '../../../src/page/workers/keeper.ts'
import { FRESH_RUN } from '../../../src/saved/link.ts'
import type { Death } from '../../../src/text/threads.ts'
import { runs } from '../../properties.ts'
import { fakeThreads, type Fault } from './fake-threads.ts'

const VIEW = { firstPage: 0, pagesPerCell: 1, cells: 4 }
/** Enough for a silent worker to be replaced as often as it may be, and for what is lost on its way. */
const BEATS = (MAX_SILENT_BEATS + 2) * MAX_DEATHS * 2

/** A page without pictures: it runs, wants a picture of the run on the screen, and asks. */
function page() {
  const threads = fakeThreads()
  const store = createStore<AppState>(() =>
    initialState(FRESH_RUN, [], false, { theme: 'dark', reducedMotion: true }),
  )
  const deaths: Death[] = []
  const gaveUp: Death[] = []
  const drawn: number[] = []
  let open = 0
  let waiting = false
  let busy = false
  const asked: Runs = createRuns({
    store,
    engine: () => ({
      run(runId, input) {
        player.revive()
        engine.run(runId, input)
      },
      cancel: () => engine.cancel(),
    }),
    refuse: (runId) => player.refuse(runId, 'gone'),
    now: () => 0,
    onOutcome: () => {},
    onBusy(now) {
      busy = now
    },
  })
  const player = threads.crew.player({
    frame: ({ runId }) => void drawn.push(runId),
    recorded(runId) {
      player.want(store.getState().runId, 0, VIEW)
      asked.recorded(runId)
    },
    missing: (runId) => asked.again(runId),
    waiting(now) {
      waiting = now
    },
    refused: () => {},
    restarted: (death) => void deaths.push(death),
    gaveUp(death) {
      asked.halt()
      gaveUp.push(death)
    },
  })
  const engine = threads.crew.engine({
    outcome: (runId, summary) => asked.outcome(runId, summary),
    progress: (runId, pace) => asked.progress(runId, pace),
    error: (runId, message) => asked.error(runId, message),
    restarted: (death) => void deaths.push(death),
    gaveUp(death) {
      asked.halt()
      gaveUp.push(death)
    },
  })
  return {
    threads,
    deaths,
    gaveUp,
    drawn,
    state: () => store.getState(),
    busy: () => waiting || busy,
    open: () => open,
    run: () => asked.ask({ ...store.getState().input }),
    cancel: () => asked.cancel(),
    ask(runId = store.getState().runId) {
      open += 1
      const close = () => {
        open -= 1
      }
      player.ask(runId, { kind: 'series', times: new Float64Array() }).then(close, close)
    },
    want: () => player.want(store.getState().runId, 1, VIEW),
    async calm() {
      for (let beat = 0; beat < BEATS; beat++) {
        threads.beat()
        // Promises settle in turns of their own.
        await Promise.resolve()
        await Promise.resolve()
      }
    },
  }
}

type Page = ReturnType<typeof page>

const FAULTS: readonly Fault[] = ['dies', 'throws', 'not-loaded', 'garbles', 'forgets', 'refuses']
const NAMES = ['engine', 'player'] as const

describe('one fault of each kind', () => {
  for (const name of NAMES)
    for (const fault of FAULTS)
      test(`${name} ${fault}: the next run arrives, with its picture and the answer`, async () => {
        const it = page()
        it.run()
        it.threads.settle()
        it.threads.fault(name, fault)
        it.run()
        it.ask()
        it.want()
        await it.calm()
        const { runId, requestedRunId, awaited } = it.state()
        expect(runId).toBe(requestedRunId)
        expect(awaited).toBeUndefined()
        expect(it.drawn.at(-1)).toBe(runId)
        expect(it.open()).toBe(0)
        expect(it.busy()).toBe(false)
        expect(it.gaveUp).toEqual([])
        expect(it.deaths).toHaveLength(1)
        expect(it.threads.made[name]).toBe(2)
        expect(it.threads.timers()).toBe(0)
      })

  test('a worker that can’t be made is tried again', async () => {
    const it = page()
    it.run()
    it.threads.settle()
    it.threads.spawnFails('player', 1)
    it.threads.fault('player', 'throws')
    it.run()
    await it.calm()
    expect(it.drawn.at(-1)).toBe(it.state().requestedRunId)
    expect(it.threads.made.player).toBe(3)
  })
})

describe('three deaths in a row', () => {
  for (const name of NAMES)
    for (const fault of FAULTS)
      test(`${name} always ${fault}: the page says so once, nothing stays open, and the next run revives it`, async () => {
        const it = page()
        it.run()
        it.threads.settle()
        it.threads.curse(name, fault)
        it.threads.fault(name, fault)
        it.run()
        it.ask()
        it.want()
        await it.calm()
        expect(it.gaveUp).toHaveLength(1)
        expect(it.deaths).toHaveLength(MAX_DEATHS - 1)
        expect(it.threads.made[name]).toBe(MAX_DEATHS)
        expect(it.open()).toBe(0)
        expect(it.threads.timers()).toBe(0)
        if (name === 'engine') expect(it.state().awaited).toEqual({ kind: 'failed' })
        it.threads.curse(name, undefined)
        it.run()
        await it.calm()
        expect(it.state().awaited).toBeUndefined()
        expect(it.drawn.at(-1)).toBe(it.state().requestedRunId)
      })
})

describe('cancelling', () => {
  test('goes back to the run on the screen', () => {
    const it = page()
    it.run()
    it.threads.settle()
    const { input, runId } = it.state()
    it.run()
    it.cancel()
    it.threads.settle()
    expect(it.state()).toMatchObject({ input, runId, requestedRunId: runId })
    expect(it.state().awaited).toBeUndefined()
  })

  test('says so where there is none', () => {
    const it = page()
    it.run()
    it.cancel()
    expect(it.state().awaited).toEqual({ kind: 'cancelled' })
  })
})

const step: fc.Arbitrary<(it: Page) => void> = fc.oneof(
  { weight: 4, arbitrary: fc.constant((it: Page) => it.run()) },
  {
    weight: 3,
    arbitrary: fc.nat(3).map((back) => (it: Page) => it.ask(Math.max(0, it.state().runId - back))),
  },
  { weight: 3, arbitrary: fc.constant((it: Page) => it.want()) },
  { weight: 4, arbitrary: fc.constant((it: Page) => void it.threads.settle()) },
  { weight: 3, arbitrary: fc.constant((it: Page) => it.threads.beat()) },
  { weight: 1, arbitrary: fc.constant((it: Page) => it.cancel()) },
  { weight: 1, arbitrary: fc.constant((it: Page) => it.threads.dropRecordings()) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...FAULTS)).map(
      ([name, fault]) =>
        (it: Page) =>
          it.threads.fault(name, fault),
    ),
  },
)

describe('any story of faults', () => {
  test('ends: each question settled, nothing awaited, messages at rest', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const it = page()
        it.run()
        for (const each of steps) each(it)
        await it.calm()
        expect(it.threads.settle()).toBe(true)
        expect(it.open()).toBe(0)
        expect(it.busy()).toBe(false)
        expect(it.state().awaited?.kind).not.toBe('computing')
        expect(it.threads.timers()).toBe(0)
        // And it still works.
        it.run()
        await it.calm()
        expect(it.state().awaited).toBeUndefined()
        expect(it.drawn.at(-1)).toBe(it.state().requestedRunId)
      }),
      runs(400),
    )
  })
})
