/**
 * The migration ID, the same on both hosts, in the spec and in every log line. Up to 6.x microseconds since 1970 by
 * vCenter's clock; from 7 on 63 random bits (facts 1.3: VP15, HAE). Both follow from the run's input alone.
 */
import type { RunInput, Scenario } from '../scenario/scenario.ts'
import { createSeedDraw } from './seed-draw.ts'
import { since } from './since.ts'

export interface MigrationId {
  readonly decimal: string
  /** As the XDR line of 7 and 8 prints it. */
  readonly hex: string
  /** Of ESX 2 no log is known: that its ID is a time as well is inferred. */
  readonly confidence: 'log' | 'inferred'
}

/**
 * The wall clock at the request, in milliseconds since 1970: a day on which that version was in use (those of 4.1, 6.0
 * and 8.0 are days of genuine logs). No clock of the real world enters a run.
 */
export const REQUESTED_AT: Readonly<Record<Scenario['generation'], number>> = {
  ESX2: 1069061400000, // 2003-11-17 09:30:00
  '4.0': 1253009560000, // 2009-09-15 10:12:40
  '4.1': 1301670874000, // 2011-04-01 15:14:34
  '5.0': 1332519771000, // 2012-03-23 16:22:51
  '5.1': 1368538474000, // 2013-05-14 13:34:34
  '6.0': 1451061565000, // 2015-12-25 16:39:25
  '6.5': 1518663301000, // 2018-02-15 02:55:01
  '6.7': 1564647320000, // 2019-08-01 08:15:20
  '7.0U1': 1605006342000, // 2020-11-10 11:05:42
  '7.0U2': 1621333200000, // 2021-05-18 10:20:00
  '8.0': 1681548754000, // 2023-04-15 08:52:34
  'QEMU7.2': 1671494400000, // 2022-12-20 00:00:00
  XEN2005: 1115024400000, // 2005-05-02 09:00:00
  SIMGRID: 1671494400000,
  HUAWEI: 1682553600000, // 2023-04-27 00:00:00
  '9.0': 1751459573000, // 2025-07-02 12:32:53
}

/** Every published random ID has nineteen digits. */
const NINETEEN_DIGITS = 1000000000000000000n

/** `requestedAt`: the wall clock in milliseconds since 1970, where a log is to begin at another time. */
export function migrationId(
  { scenario, seed }: RunInput,
  requestedAt = REQUESTED_AT[scenario.generation],
): MigrationId {
  const { draw } = createSeedDraw(seed)
  const { generation } = scenario
  const low = draw('id')
  const random = (BigInt(draw('id', 1) >>> 1) << 32n) | BigInt(low)
  const padded = random < NINETEEN_DIGITS ? random + NINETEEN_DIGITS : random
  const id = since(generation, '7.0U1') ? padded : BigInt(requestedAt * 1000 + (low % 1000000))
  return {
    decimal: id.toString(),
    hex: id.toString(16),
    confidence: generation === 'ESX2' ? 'inferred' : 'log',
  }
}
