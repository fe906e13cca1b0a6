/**
 * The migration ID, the same on both hosts, in the spec and in every log line. Up to 6.x microseconds since 1970 by
 * vCenter's clock; from 7 on 63 random bits (facts 1.3: VP15, HAE). Both follow from the run's input alone.
 */
import type { RunInput } from '../scenario/scenario.ts'
import { createSeedDraw } from './seed-draw.ts'
import { since, VERSION_DATES } from './versions.ts'

export interface MigrationId {
  readonly decimal: string
  /** As the XDR line of 7 and 8 prints it. */
  readonly hex: string
  /** No log of ESX 2 is known: that its ID is a time as well is inferred. */
  readonly confidence: 'log' | 'inferred'
}

/** Every published random ID has nineteen digits. */
const MIN_NINETEEN_DIGITS = 1000000000000000000n

/** `requestedAt`: wall clock in milliseconds since 1970, for logs that begin at another time than the version's own. */
export function migrationId(
  { scenario, seed }: RunInput,
  requestedAt = VERSION_DATES[scenario.generation].requestedAt,
): MigrationId {
  const { draw } = createSeedDraw(seed)
  const { generation } = scenario
  const low = draw('id')
  const random = (BigInt(draw('id', 1) >>> 1) << 32n) | BigInt(low)
  const padded = random < MIN_NINETEEN_DIGITS ? random + MIN_NINETEEN_DIGITS : random
  const id = since(generation, '7.0U1') ? padded : BigInt(requestedAt * 1000 + (low % 1000000))
  return {
    decimal: id.toString(),
    hex: id.toString(16),
    confidence: generation === 'ESX2' ? 'inferred' : 'log',
  }
}
