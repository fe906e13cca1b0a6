/** Commands of the time machine: intervene at the playhead, change and remove interventions; fork, switch, undo; save and open. */
import {
  MAX_INTERVENTION_TIME,
  MAX_INTERVENTIONS,
  type Intervention,
  type MidRunParameter,
} from '../../../engine/scenario/intervention.ts'
import type { OneOffKind } from '../../../engine/facts.ts'
import type { Nanoseconds } from '../../../engine/units.ts'
import { MAX_FUTURES } from '../../../saved/saved-run.ts'
import { STATE_TEXT } from '../../../text/notices.ts'
import { loadPart } from '../../loading/load-part.ts'
import type { AppState } from '../app-state.ts'
import { forked, named, without } from '../futures.ts'
import { documentOf } from '../history.ts'
import { sayNotDone } from '../not-done.ts'
import type { Session } from '../session.ts'
import type { TextFile } from '../text-file.ts'
import { command } from './command.ts'

/** An intervention without its time. */
export type NewIntervention =
  | { readonly kind: OneOffKind }
  | { readonly kind: 'set'; readonly parameter: MidRunParameter; readonly value: number | string }

const hasRun = ({ summary }: AppState) => summary !== undefined

function listOf({ store }: Session): readonly Intervention[] {
  return store.getState().input.interventions ?? []
}

/** Runs another list. Values come from fields that have checked them (`features/interventions/ValueField.tsx`). */
function change(session: Session, list: readonly Intervention[], gesture?: string): void {
  const { store, endFilm, runOn } = session
  const { scenario, seed, rates } = store.getState().input
  endFilm()
  const own = list.length > 0 ? { interventions: list } : {}
  runOn({ scenario, seed, ...(rates && { rates }), ...own }, gesture)
}

function intervene(session: Session, what: NewIntervention): void {
  const list = listOf(session)
  if (list.length >= MAX_INTERVENTIONS)
    return session.store.setState({ notice: { tone: 'info', text: STATE_TEXT.tooMany } })
  const at = Math.round(session.playhead.time)
  return change(session, [...list, { ...what, at }])
}

/** The list with another entry in its place. */
function replaced(session: Session, index: number, next: (old: Intervention) => Intervention) {
  return listOf(session).map((each, at) => (at === index ? next(each) : each))
}

function travel(session: Session, way: 'undo' | 'redo'): void {
  const { store, playhead, history, restore } = session
  const document = history[way](documentOf(store.getState(), playhead.time))
  if (document !== undefined) restore(document)
  store.setState({ canUndo: history.canUndo, canRedo: history.canRedo })
}

/** Run files: what writes and reads them is fetched when it is used. */
const runFiles = () => loadPart(() => import('../run-files.ts'))

export const timeCommands = {
  'intervene-panel': command(
    ({ store }) => store.setState(({ interveneOpen }) => ({ interveneOpen: !interveneOpen })),
    { keys: ['/'], enabled: hasRun },
  ),
  intervene: command<[what: NewIntervention]>(intervene, { enabled: hasRun }),
  'move-intervention': command<[index: number, at: Nanoseconds]>(
    (session, index, at) => {
      const time = Math.max(0, Math.min(MAX_INTERVENTION_TIME, Math.round(at)))
      change(
        session,
        replaced(session, index, (old) => ({ ...old, at: time })),
        `move ${index}`,
      )
    },
    { enabled: hasRun },
  ),
  'edit-intervention': command<[index: number, value: number | string]>(
    (session, index, value) => {
      change(
        session,
        replaced(session, index, (old) => (old.kind === 'set' ? { ...old, value } : old)),
        `edit ${index}`,
      )
    },
    { enabled: hasRun },
  ),
  'remove-intervention': command<[index: number]>(
    (session, index) => {
      session.store.setState({ edited: undefined })
      change(
        session,
        listOf(session).filter((_, at) => at !== index),
      )
    },
    { enabled: hasRun },
  ),
  /** Opens the editor of an intervention, or closes it. */
  'open-intervention': command<[index: number | undefined]>(({ store }, index) =>
    store.setState({ edited: index }),
  ),
  fork: command(
    ({ store, playhead, showFuture, endFilm }) => {
      const { futures, outcomes } = store.getState()
      const next = forked(futures, Math.round(playhead.time))
      if (next === futures)
        return store.setState({
          notice: { tone: 'info', text: STATE_TEXT.tooManyFutures(MAX_FUTURES) },
        })
      endFilm()
      const known = outcomes[futures.shown]
      store.setState({
        futures: next,
        outcomes: known ? { ...outcomes, [next.shown]: known } : outcomes,
      })
      return showFuture(next.shown)
    },
    { enabled: hasRun },
  ),
  'show-future': command<[id: number]>(({ showFuture, endFilm }, id) => {
    endFilm()
    showFuture(id)
  }),
  'name-future': command<[id: number, name: string]>(({ store }, id, name) =>
    store.setState(({ futures }) => ({ futures: named(futures, id, name) })),
  ),
  'delete-future': command<[id: number]>(({ store, showFuture }, id) => {
    const before = store.getState().futures
    const futures = without(before, id)
    if (futures === before) return
    store.setState({ futures })
    showFuture(futures.shown)
  }),
  'compare-future': command<[id: number | undefined]>(({ store, showFuture }, id) => {
    store.setState(({ futures }) => ({ futures: { ...futures, compared: id } }))
    showFuture(store.getState().futures.shown)
  }),
  undo: command((session) => travel(session, 'undo'), { enabled: ({ canUndo }) => canUndo }),
  redo: command((session) => travel(session, 'redo'), { enabled: ({ canRedo }) => canRedo }),
  'save-run': command(
    (session) =>
      void runFiles()
        .then(({ saveRun }) => saveRun(session))
        .catch(sayNotDone(session)),
    { enabled: hasRun },
  ),
  'open-file': command<[file: TextFile]>(
    (session, file) =>
      void runFiles()
        .then(({ openRun }) => openRun(session, file))
        .catch(sayNotDone(session)),
  ),
}
