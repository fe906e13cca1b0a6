/** How long a vCPU sleeps at a time when SDPS slows it: "a few milliseconds at most" (YB5); shorter debts add up first. */

export const MIN_SLEEP_SECONDS = 0.0005
export const MAX_SLEEP_SECONDS = 0.003

/** Length of one sleep when each fire owes `sleepSeconds`: debts are paid in quanta of 0.5–3 ms (inferred, facts 8.4). */
export function sleepQuantumSeconds(sleepSeconds: number): number {
  return Math.min(MAX_SLEEP_SECONDS, Math.max(MIN_SLEEP_SECONDS, sleepSeconds))
}
