/** Runs with very many passes, made once. */
import type { RunRecord } from '../../src/engine/run-record.ts'
import { runAtTheCliff } from './cliff.ts'

/** Name, run, passes at least. */
export const manyPasses: [string, RunRecord, number][] = [
  ['about fifty passes that converge', runAtTheCliff(1, 0.25, 100, 110), 40],
  ['as many as a run may have', runAtTheCliff(1, 0.25, 100, 115), 1000],
]
