/**
 * What the SNU records leave out: how much memory each workload keeps writing to, and in what order. One entry for each
 * value of the workload column: what the rule of `snu-cross.ts` chooses from all pre-copy records. `validate --cross` makes
 * the choice anew, and scores the rule on records that it has not seen.
 */

export interface SnuWorkload {
  /** Share of the state to move. */
  readonly share: number
  readonly pattern: 'random' | 'sweep'
}

export const SNU_WORKLOADS: Readonly<Record<string, SnuWorkload>> = {
  bzip: { share: 0.3, pattern: 'random' },
  dacapo: { share: 0.15, pattern: 'sweep' },
  idle: { share: 0.6, pattern: 'sweep' },
  mem: { share: 0.4, pattern: 'sweep' },
  memcached: { share: 0.3, pattern: 'sweep' },
  mplayer: { share: 0.05, pattern: 'sweep' },
  oltp: { share: 0.4, pattern: 'random' },
  parsec: { share: 0.15, pattern: 'sweep' },
  specweb: { share: 0.15, pattern: 'sweep' },
}

/** The figure beside it: the same for every workload. */
export const GLOBAL_WORKLOAD: SnuWorkload = { share: 0.2, pattern: 'sweep' }

/** Of a workload that is not in the table. */
export function snuWorkload(name: string): SnuWorkload {
  return Object.hasOwn(SNU_WORKLOADS, name) ? SNU_WORKLOADS[name]! : GLOBAL_WORKLOAD
}
