/** Commands of what a person asks of a run: why is this number as it is? */
import type { Nanoseconds } from '../../../engine/units.ts'
import type { StagePart, Topic } from '../../../report/explain/chain.ts'
import { roundLens } from '../../../saved/lens-text.ts'
import { MAX_PAUSES } from '../../../saved/pauses.ts'
import { HEAT_MODES, type HeatMode, type Tools } from '../../../saved/view.ts'
import type { PauseCondition } from '../../../recording/pause-condition.ts'
import { pausedText } from '../../../text/conditions.ts'
import { moveBoundary } from '../../../report/lens-custom.ts'
import { STATE_TEXT } from '../../../text/notices.ts'
import type { AppState } from '../app-state.ts'
import type { Session } from '../session.ts'
import { command } from './command.ts'

function changeTools({ store }: Session, change: Partial<Tools>): void {
  store.setState(({ tools }) => ({ tools: { ...tools, ...change } }))
}

const hasRun = ({ summary }: AppState) => summary !== undefined

const hasPause = (state: AppState) =>
  hasRun(state) && state.tools.pauses.some(({ enabled }) => enabled)

/** To the condition that came true last, or comes true next, whichever way time runs. */
function goToPause({ store, pauses, playhead, play, seek }: Session, direction: 1 | -1): void {
  const stop = pauses.beside(playhead.time, direction)
  if (!stop) return
  play(false)
  seek(stop.time)
  store.setState({ notice: { tone: 'info', text: pausedText(stop.time, stop.conditions) } })
}

async function copyText({ store }: Session, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    store.setState({ notice: { tone: 'info', text: STATE_TEXT.sentenceCopied } })
  } catch {
    store.setState({ notice: { tone: 'info', text: STATE_TEXT.sentenceNotCopied(text) } })
  }
}

export const toolCommands = {
  /** Without a topic the question stays the one that was asked last. */
  why: command<[topic?: Topic]>(
    (session, topic) => {
      session.endFilm()
      if (topic) changeTools(session, { why: topic })
      session.store.setState({ drawer: 'why', layout: 'explore' })
    },
    { keys: ['y'], enabled: hasRun, forKey: () => [] },
  ),
  /** The playhead goes there, and the part of the stage that is spoken of lights up until playback moves on. */
  'point-out': command<[time: Nanoseconds, part: StagePart]>(
    ({ store, play, seek }, time, part) => {
      play(false)
      seek(time)
      store.setState({ lit: part })
    },
    { enabled: hasRun },
  ),
  /** Opens the life of a page: of a number, of the page that was sent most often, or of the one that was looked at last. */
  life: command<[page?: number | 'most-sent']>(
    (session, page) => {
      session.endFilm()
      session.store.setState({ drawer: 'life', layout: 'explore' })
      if (page === 'most-sent')
        session.ask(session.store.getState().runId, { kind: 'mostSent' }).then(
          (most) => changeTools(session, { life: most.page }),
          // The session has said why; the page that was looked at last stays.
          () => undefined,
        )
      else if (page !== undefined) changeTools(session, { life: page })
    },
    { keys: ['n'], enabled: hasRun, forKey: () => [] },
  ),
  /** A click on the map chooses a page, where the life of one is shown; where that of a block is, the cell of so many pages. */
  'pick-page': command<[page: number, cell: number]>(
    (session, page, cell) => {
      const { block } = session.store.getState().tools
      changeTools(session, { life: page, block: block && (cell > 1 ? cell : block) })
    },
    { enabled: ({ drawer }) => drawer === 'life' },
  ),
  /** Shows the life of a block of so many pages, or of the page alone. */
  'life-block': command<[pages: number | undefined]>(
    (session, pages) => changeTools(session, { block: pages }),
    { enabled: hasRun },
  ),
  /** Opens the tab of the map's modes. */
  heat: command(
    (session) => {
      session.endFilm()
      session.store.setState({ drawer: 'heat', layout: 'explore' })
    },
    { keys: [';'], enabled: hasRun },
  ),
  /** What the source's map shows; without a mode the next one. */
  'map-mode': command<[mode?: HeatMode, stream?: number]>(
    (session, mode, stream) => {
      const now = HEAT_MODES.indexOf(session.store.getState().tools.heat)
      const heat = mode ?? HEAT_MODES[(now + 1) % HEAT_MODES.length] ?? 'state'
      changeTools(session, { heat, stream })
    },
    { keys: ["'"], enabled: hasRun, forKey: () => [] },
  ),
  /** Shows handles at the boundaries of the time axis, or hides them. */
  lens: command(
    ({ store, endFilm, refresh }) => {
      endFilm()
      store.setState(({ lensOpen }) => ({ lensOpen: !lensOpen, linearAxis: false }))
      refresh()
    },
    { keys: ['\\'], enabled: hasRun },
  ),
  'move-boundary': command<[index: number, position: number]>(
    (session, index, position) => {
      const { tools } = session.store.getState()
      const axis = session.axis()
      if (!axis) return
      const change = moveBoundary(axis.stretches, index, position, tools.lens ?? {})
      changeTools(session, { lens: roundLens(change) })
      session.refresh()
    },
    { enabled: ({ linearAxis }) => !linearAxis },
  ),
  'reset-lens': command(
    (session) => {
      changeTools(session, { lens: undefined })
      session.refresh()
    },
    { enabled: ({ tools }) => tools.lens !== undefined },
  ),
  pauses: command(
    (session) => {
      session.endFilm()
      session.store.setState({ drawer: 'pauses', layout: 'explore' })
    },
    { keys: ['q'], enabled: hasRun },
  ),
  'add-pause': command<[condition: PauseCondition]>((session, condition) => {
    const { pauses } = session.store.getState().tools
    if (pauses.length >= MAX_PAUSES) return
    changeTools(session, { pauses: [...pauses, { condition, enabled: true }] })
  }),
  'remove-pause': command<[index: number]>((session, index) =>
    changeTools(session, {
      pauses: session.store.getState().tools.pauses.filter((_, at) => at !== index),
    }),
  ),
  'toggle-pause': command<[index: number]>((session, index) =>
    changeTools(session, {
      pauses: session.store
        .getState()
        .tools.pauses.map((pause, at) =>
          at === index ? { ...pause, enabled: !pause.enabled } : pause,
        ),
    }),
  ),
  'previous-pause': command((session) => goToPause(session, -1), {
    keys: [','],
    enabled: hasPause,
  }),
  'next-pause': command((session) => goToPause(session, 1), { keys: ['.'], enabled: hasPause }),
  'copy-text': command<[text: string]>((session, text) => void copyText(session, text)),
}
