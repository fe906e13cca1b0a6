/** Hooks through which components reach the session. Views never compute numbers: they read Summary and Sample. */
import { createContext, use, useCallback } from 'react'
import { useStore } from 'zustand'
import type { FrameScheduler } from '../drawing/frame-scheduler.ts'
import type { Summary } from '../../report/summary.ts'
import type { AppState } from '../session/app-state.ts'
import { perform, type ArgsOf } from '../session/commands.ts'
import type { Moment } from '../session/moment.ts'
import type { Session } from '../session/session.ts'
import type { CommandId } from '../../text/commands.ts'
import type { SubscribeTime } from './time-index.ts'

export interface Page {
  readonly session: Session
  readonly scheduler: FrameScheduler
}

export const PageContext = createContext<Page | undefined>(undefined)

export function usePage(): Page {
  const page = use(PageContext)
  if (!page) throw new Error('A view stands outside of its page.')
  return page
}

export function useSession(): Session {
  return usePage().session
}

/** A part of the state; the component renders again when that part changes. */
export function useApp<Part>(select: (state: AppState) => Part): Part {
  return useStore(useSession().store, select)
}

/** The run on the screen; undefined while the film has yet to show how it ends. */
export function useRevealed(): Summary | undefined {
  return useApp(({ film, summary }) => (film === 'running' ? undefined : summary))
}

/** A part of the running moment; changes a few times a run. */
export function useMoment<Part>(select: (moment: Moment) => Part): Part {
  return useStore(useSession().moment, select)
}

export function useSubscribeTime(): SubscribeTime {
  const { playhead } = useSession()
  return useCallback(
    (listener) => {
      listener(playhead.time)
      return playhead.subscribe(listener)
    },
    [playhead],
  )
}

export type Performer = <Id extends CommandId>(id: Id, ...args: ArgsOf<Id>) => void

/** Performs a command: the only way in which a view changes anything. */
export function useCommand(): Performer {
  const session = useSession()
  return useCallback((id, ...args) => perform(session, id, ...args), [session])
}
