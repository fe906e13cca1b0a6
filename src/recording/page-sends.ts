/** What a copy sends of a region's pages: in pass −1 all in use, later those that fired or were left over. */
import { PAGE, type DuePage, type RegionState } from './page-flags.ts'

/** How far a walk has come in a region. */
export interface Going {
  /** Data and zero pages that are through. */
  readonly send: number
  readonly zero: number
  /** Page at which the walk begins in the region. */
  readonly first: number
  readonly passed: ((page: number) => boolean) | undefined
  readonly seen: ((due: DuePage) => void) | undefined
}

/** Pass −1: every page in use is due; zero pages are looked at, the others sent, in the order of addresses. */
export function sendFirst(
  state: RegionState,
  { send: through, zero, passed, seen }: Going,
  inUse: number,
  zeros: boolean,
): void {
  const { flags, timesSent, marked } = state
  const send = zeros ? through : Math.floor(through)
  if (!zeros && passed === undefined && seen === undefined) {
    const gone = Math.min(inUse, send)
    flags.fill(PAGE.inUse | PAGE.toSend | PAGE.sent | PAGE.everSent, 0, gone)
    flags.fill(PAGE.inUse | PAGE.toSend, gone, inUse)
    timesSent.fill(1, 0, gone)
    for (let page = 0; page < inUse; page++) marked[page] = page
    state.many = inUse
    return
  }
  let [data, empties] = [0, 0]
  let many = 0
  for (let page = 0; page < inUse; page++) {
    if (passed?.(page) === true) continue
    const empty = (flags[page]! & PAGE.zero) !== 0
    const nth = empty ? empties++ : data++
    const gone = nth < (empty ? zero : send)
    seen?.({ page, nth, zero: empty, gone })
    flags[page] = flags[page]! | PAGE.toSend | (gone ? PAGE.sent | PAGE.everSent : 0)
    if (gone && !empty) timesSent[page] = 1
    marked[many++] = page
  }
  state.many = many
}

/**
 * Later copies: what fired in the pass before is due, and where walks are `ordered` also what the walk before left over, in
 * the order of addresses from the page on where this walk begins; but for what it has passed by, which is of the next pass.
 */
export function sendDue(state: RegionState, going: Going, ordered: boolean): void {
  const { flags, timesSent, marked } = state
  const { send, zero, first, passed, seen } = going
  let [data, empties, many] = [0, 0, 0]
  for (let i = 0; i < state.many; i++) {
    const page = marked[i]!
    const before = flags[page]!
    const over = ordered && (before & (PAGE.toSend | PAGE.sent)) === PAGE.toSend
    const fired = (before & PAGE.fired) !== 0
    // Once written, a page is no page of zeros any more.
    const kept = ordered && fired ? before & ~PAGE.zero : before
    const flag = kept & ~(PAGE.toSend | PAGE.sent | PAGE.fired)
    const due = (over || fired) && passed?.(page) !== true
    flags[page] = due ? flag | PAGE.toSend : flag
    if (!due) continue
    marked[many++] = page
    if (ordered && (flag & PAGE.zero) !== 0) empties++
    else data++
  }
  state.many = many
  const isEmpty = (page: number) => ordered && (flags[page]! & PAGE.zero) !== 0
  const partly = (count: number, through: number) => through > 0 && through <= count - 1
  let from = 0
  if (seen !== undefined || partly(data, send) || partly(empties, zero)) {
    const due = marked.subarray(0, many).sort()
    from = Math.max(
      0,
      due.findIndex((page) => page >= first),
    )
  }
  ;[data, empties] = [0, 0]
  for (let i = 0; i < many; i++) {
    const page = marked[from + i < many ? from + i : from + i - many]!
    const empty = isEmpty(page)
    const nth = empty ? empties++ : data++
    const gone = nth < (empty ? zero : send)
    seen?.({ page, nth, zero: empty, gone })
    if (!gone) continue
    flags[page] = flags[page]! | PAGE.sent | PAGE.everSent
    if (!empty) timesSent[page] = timesSent[page]! + 1
  }
}
