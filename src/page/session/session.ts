/** Everything that lives while the page is open, joined: state, playhead, frames, workers' clients, film, playback. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import type { Nanoseconds } from '../../engine/units.ts'
import type { CellView } from '../../recording/cell.ts'
import type { TimeLens } from '../../report/time-lens.ts'
import { STATE_TEXT } from '../../text/notices.ts'
import { deathText, lastDeathText } from '../../text/threads.ts'
import type { EngineClient, EngineListener } from '../workers/engine-client.ts'
import type { Ask, PlayerClient, PlayerListener } from '../workers/player-client.ts'
import type { AppState } from './app-state.ts'
import { createAsk } from './asking.ts'
import { axisOf } from './axes.ts'
import { createHistory, type Document, type History } from './history.ts'
import { createFrameFeed, type FrameFeed } from './frames.ts'
import { createMomentStore, type MomentStore } from './moment.ts'
import { createPauses, type Pauses } from './pauses.ts'
import { createPlayhead, type Playhead } from './playhead.ts'
import { relocate } from './relocate.ts'
import { createRuns } from './runs.ts'
import { createSeriesStore, loadSeries, type SeriesStore } from './series.ts'
import { createTransport, type Transport } from './transport.ts'

export interface Session extends Transport {
  readonly store: StoreApi<AppState>
  readonly playhead: Playhead
  readonly frames: FrameFeed
  readonly moment: MomentStore
  readonly series: SeriesStore
  /** The axis of the run on the screen, or undefined before the first. */
  readonly axis: () => TimeLens | undefined
  /** Runs a new input; `gesture` names the dial that is being held. */
  readonly run: (input: RunInput, gesture?: string) => void
  /** The same, with the playhead where it is: what was before it stays as it was. */
  readonly runOn: (input: RunInput, gesture?: string) => void
  /** Puts a future on the screen, with the playhead where it is. */
  readonly showFuture: (id: number) => void
  readonly history: History
  /** Goes to what undo or redo has found. */
  readonly restore: (document: Document) => void
  /** Runs what a link says and puts the playhead where it wants it. */
  readonly open: (input: RunInput, time: Nanoseconds) => void
  /** Stops the run that is under way: see `Runs.cancel`. */
  readonly cancelRun: () => void
  /** Which cells the maps show. */
  readonly showCells: (view: CellView) => void
  /** Asks the player for the picture of now. */
  readonly requestFrame: () => void
  readonly pauses: Pauses
  /** Asks a run, the one on the screen or another, one of `recording/questions/`. */
  readonly ask: Ask
}

export interface SessionOptions {
  readonly state: AppState
  /** Where the link wants the playhead, nanoseconds. */
  readonly time: number
  readonly engine: (listener: EngineListener) => EngineClient
  readonly player: (listener: PlayerListener) => PlayerClient
  readonly now: () => number
  /** Is something asked of the workers that is not on the screen yet? Called when that may have changed. */
  readonly onBusy: (busy: boolean) => void
}

export function createSession(options: SessionOptions): Session {
  const store = createStore<AppState>(() => options.state)
  const playhead = createPlayhead()
  const frames = createFrameFeed()
  const moment = createMomentStore()
  const series = createSeriesStore()
  let cells: CellView | undefined
  /** Where a link wants the playhead once its run is there. */
  let wantedTime: Nanoseconds | undefined = options.time
  /** The playhead keeps its time when the run that is under way arrives; otherwise it keeps its place within the phase. */
  let playheadStays = false
  const history = createHistory(options.now)
  let engineWorks = false
  let playerWaits = false
  const tellBusy = () => options.onBusy(playerWaits || engineWorks)

  const ask = createAsk((...question) => player.ask(...question))

  const axis = (linear = store.getState().linearAxis) => {
    const { summary } = store.getState()
    return summary && axisOf(summary, linear, store.getState().tools.lens)
  }
  const pauses = createPauses(store, ask)
  const transport = createTransport(store, playhead, moment, axis, pauses)

  const runs = createRuns({
    store,
    engine: () => ({
      run(runId, input) {
        player.revive()
        engine.run(runId, input)
      },
      cancel: () => engine.cancel(),
    }),
    refuse: (runId) => player.refuse(runId, `run ${runId} is no longer kept`),
    now: options.now,
    onOutcome(before, after) {
      const { time } = playhead
      const kept = before && !playheadStays ? relocate(time, before.phases, after.phases) : time
      playhead.set(Math.min(wantedTime ?? kept, after.end))
      wantedTime = undefined
      playheadStays = false
    },
    onBusy(busy) {
      engineWorks = busy
      tellBusy()
    },
  })
  const requestFrame = () => {
    const { summary, runId } = store.getState()
    if (summary && cells) player.want(runId, playhead.time, cells)
  }
  const isWanted = (runId: number) => {
    const { runId: shown, former } = store.getState()
    return runId === shown || runId === former?.runId
  }
  const load = (runId: number) => {
    const { summary, runId: shown, former } = store.getState()
    const of = runId === shown ? summary : runId === former?.runId ? former.summary : undefined
    if (of && !series.getState()[runId])
      void loadSeries(series, ask, runId, axisOf(of, false, store.getState().tools.lens), isWanted)
  }

  const say = (tone: 'info' | 'error', text: string) => store.setState({ notice: { tone, text } })
  const player = options.player({
    frame: (frame) => frames.publish(frame),
    recorded(runId) {
      load(runId)
      requestFrame()
      runs.recorded(runId)
    },
    missing: (runId) => runs.again(runId),
    waiting(waiting) {
      playerWaits = waiting
      tellBusy()
    },
    refused: (reason) => say('error', STATE_TEXT.refused(reason)),
    restarted: (death) => say('info', deathText('player', death)),
    gaveUp(death) {
      runs.halt()
      say('error', lastDeathText('player', death))
    },
  })
  const engine = options.engine({
    outcome(runId, summary) {
      runs.outcome(runId, summary)
      transport.refresh()
    },
    progress: (runId, pace) => runs.progress(runId, pace),
    alternatives: (runId, found) => store.setState({ alternatives: { runId, found } }),
    error: (runId, message) => runs.error(runId, message),
    restarted(death) {
      runs.restarted()
      say('info', deathText('engine', death))
    },
    gaveUp(death) {
      runs.halt()
      say('error', lastDeathText('engine', death))
    },
  })

  const showFuture = (id: number) => {
    playheadStays = true
    runs.show(id)
    const { runId, former } = store.getState()
    load(runId)
    if (former) load(former.runId)
    transport.refresh()
    requestFrame()
  }

  return {
    ...transport,
    store,
    playhead,
    frames,
    moment,
    series,
    axis,
    history,
    run(input, gesture) {
      playheadStays = false
      runs.ask(input, gesture)
    },
    runOn(input, gesture) {
      playheadStays = true
      runs.ask(input, gesture)
    },
    showFuture,
    restore({ input, preset, futures, time }) {
      const now = store.getState()
      transport.endFilm()
      const moved = futures.shown !== now.futures.shown || input !== now.input
      store.setState({ preset, futures, edited: undefined })
      if (!moved) return transport.seek(time)
      wantedTime = time
      if (now.outcomes[futures.shown]?.input === input) showFuture(futures.shown)
      else runs.ask(input)
      return undefined
    },
    open(input, time) {
      transport.play(false)
      wantedTime = time
      runs.ask(input)
    },
    cancelRun: () => runs.cancel(),
    showCells(view) {
      cells = view
      requestFrame()
    },
    requestFrame,
    pauses,
    ask,
  }
}
