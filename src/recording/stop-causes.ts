/** Why vCPUs stand still, and sums of it. Apart from `vcpu-times.ts`, so that the first page need not load that. */

/** Why a vCPU stands still. `throttle`: QEMU's auto-converge; `gone`: the VM was lost and runs nowhere. */
export const STOP_CAUSES = [
  'tracing',
  'fires',
  'sdps',
  'throttle',
  'stun',
  'remoteFaults',
  'gone',
] as const
export type StopCause = (typeof STOP_CAUSES)[number]
/** Seconds by cause. */
export type Stops = { readonly [Cause in StopCause]: number }

/** All of it but what came after the VM was lost. */
export function totalLost(stops: Stops): number {
  return STOP_CAUSES.reduce((sum, cause) => sum + (cause === 'gone' ? 0 : stops[cause]), 0)
}
