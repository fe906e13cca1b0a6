/** What the CPUs of both hosts can carry, plain or encrypted (facts 3.5: fits of the published chart, error ±0.05 core). */
import { bytesPerSecondFromGigabits, type BytesPerSecond } from '../units.ts'

/** Cores a host needs for `gigabits` of vMotion traffic; the cost at the source has a floor for low rates. */
export function sourceCores(gigabits: number, encrypted: boolean): number {
  return encrypted
    ? Math.max(0.166 * gigabits - 0.74, 0.113 * gigabits)
    : Math.max(0.064 * gigabits - 0.29, 0.037 * gigabits)
}

export function destinationCores(gigabits: number, encrypted: boolean): number {
  return (encrypted ? 0.167 : 0.131) * gigabits
}

/** The rate at which `cores` at the source are used up. */
export function sourceCpuRate(cores: number, encrypted: boolean): BytesPerSecond {
  const gigabits = encrypted
    ? Math.min((cores + 0.74) / 0.166, cores / 0.113)
    : Math.min((cores + 0.29) / 0.064, cores / 0.037)
  return bytesPerSecondFromGigabits(gigabits)
}

export function destinationCpuRate(cores: number, encrypted: boolean): BytesPerSecond {
  return bytesPerSecondFromGigabits(cores / destinationCores(1, encrypted))
}
