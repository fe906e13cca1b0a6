/** The walk of the `literal` model that looks at the dirty bitmap when it comes to a region, and passes by what is marked there. */
import { bytesBetween } from '../rate-schedule.ts'
import type { Nanoseconds } from '../units.ts'
import { countBits, lowestBits } from './bitset.ts'
import type { LiteralWalk } from './literal-walk.ts'
import { dirtyWord, type PageCopies } from './page-copies.ts'
import type { PassingWalk } from './passing-walk.ts'
import { bytesBefore } from './walk-position.ts'

/** `send` as in `createLiteralWalk`. */
export function createLiteralPassingWalk(
  copies: PageCopies,
  { walk, pass, end }: PassingWalk,
  regionPages: number,
  send: (copies: PageCopies, index: number, word: number) => void,
): LiteralWalk {
  const { toSend, zero } = copies
  const regions = walk.toSend.length
  const words = regionPages / 32
  let looked = 0
  let sent = 0
  let index = -1
  let pending = 0

  function look(region: number): void {
    let [fired, data, zeros] = [0, 0, 0]
    const until = Math.min(toSend.length, (region + 1) * words)
    for (let at = region * words; at < until; at++) {
      const marked = dirtyWord(copies, at)
      fired += countBits(marked)
      data += countBits(toSend[at]! & marked)
      zeros += countBits(zero[at]! & marked)
      toSend[at] = toSend[at]! & ~marked
      zero[at] = zero[at]! & ~marked
    }
    pass(region, { fired, data, zero: zeros })
  }

  /** Pages that have begun to go, of the regions that have been looked at. */
  function begun(bytes: number): number {
    if (looked === 0) return 0
    const region = looked - 1
    const [first, last] = [walk.sendBefore[region]!, walk.sendBefore[looked]!]
    const from = bytesBefore(walk, region)
    const length = bytesBefore(walk, looked) - from
    const share = length > 0 ? Math.min(1, (bytes - from) / length) : 1
    return Math.min(last, Math.floor(first + share * (last - first)) + 1)
  }

  function lookUntil(bytes: number): void {
    while (looked < regions && bytesBefore(walk, looked) <= bytes) look(looked++)
  }

  return {
    sendUntil(time) {
      const bytes = time < Infinity ? bytesBetween(walk.rates, walk.start, time) : Infinity
      lookUntil(bytes)
      const target = begun(bytes)
      while (sent < target) {
        if (pending === 0) {
          pending = toSend[++index]!
          continue
        }
        const room = target - sent
        const count = countBits(pending)
        const word = count > room ? lowestBits(pending, room) : pending
        send(copies, index, word)
        pending ^= word
        toSend[index] = toSend[index]! & ~word
        sent += count > room ? room : count
      }
    },
    cursor: () => 0,
    through: (): Nanoseconds => (looked < regions ? Infinity : end()),
    finish: () => lookUntil(Infinity),
  }
}
