/**
 * What the page says about the running moment, apart from running numbers: it changes a few times a run, so React may
 * follow it. Numbers that move with every frame are written by painters and readouts instead.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SegmentKind } from '../../text/narration.ts'
import type { Sentence } from '../../text/sentence.ts'
import { STAGE_TEXT } from '../../text/stage.ts'

export interface Moment {
  readonly sentence: Sentence
  /** Which part of the story it is. */
  readonly segment: SegmentKind
  /** Index into `summary.phases`. */
  readonly phase: number
  /** Model seconds a screen second. */
  readonly speed: number
  /** The switchover plays again, at 1×. */
  readonly replaying: boolean
  /** The film shows its last picture: the dials ask to be touched. */
  readonly invites: boolean
  readonly atEnd: boolean
}

export type MomentStore = StoreApi<Moment>

/** Before the first run is there. */
const BEFORE: Moment = {
  sentence: STAGE_TEXT.running,
  segment: 'running',
  phase: 0,
  speed: 1,
  replaying: false,
  invites: false,
  atEnd: false,
}

export function createMomentStore(): MomentStore {
  return createStore<Moment>(() => BEFORE)
}

/** Notifies subscribers only when something changed. */
export function setMoment(store: MomentStore, next: Moment): void {
  const now = store.getState()
  const keys = Object.keys(next) as (keyof Moment)[]
  if (keys.some((key) => now[key] !== next[key])) store.setState(next, true)
}
