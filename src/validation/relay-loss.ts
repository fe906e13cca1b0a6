/**
 * What the lossy relay of the traces really drops. It draws by `rand_r` of the C library from a fixed seed, so every run loses the
 * same packets: of the first 24,000 at 0.1 % not 24 but 36.
 */

const SEED = 12345
const RAND_MAX = 0x7fffffff

/** `rand_r` of glibc: three steps of a linear congruence, of which 11, 10 and 10 bits are taken. */
function createDraw(): () => number {
  let state = SEED
  const bits = (mask: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 16) & mask
  }
  return () => {
    const high = bits(0x7ff)
    const middle = bits(0x3ff)
    return high * 0x100000 + middle * 0x400 + bits(0x3ff)
  }
}

/** Per cent of the packets from one count to another that are lost where the relay was told to lose `percent`; 0 where there are none. */
export function droppedPercent(percent: number, from: number, to: number): number {
  const draw = createDraw()
  const below = (percent / 100) * RAND_MAX
  let dropped = 0
  for (let index = 0; index < to; index++) if (draw() < below && index >= from) dropped++
  return to > from ? (100 * dropped) / (to - from) : 0
}
