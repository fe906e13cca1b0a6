/** What random loss leaves of a TCP window: the one formula, for the network and for the bounds of a scenario. */
import type { Scenario } from './scenario.ts'

/** Mathis et al. 1997: a window of 1.22 ÷ √loss segments on average, between one loss and the next. */
const MATHIS = 1.22
/** RFC 8312: 1.054 × (RTT ÷ loss)^¾, where that is more than New Reno's: over long distances. */
const CUBIC = 1.054

/** Segments in flight, on average, where the share `loss` of them is lost at random; BBR does not slow down for it. */
export function lossWindow(
  control: Scenario['network.congestionControl'],
  loss: number,
  rttSeconds: number,
): number {
  if (control === 'bbr' || loss <= 0) return Infinity
  const reno = MATHIS / Math.sqrt(loss)
  const ratio = Math.sqrt(rttSeconds / loss)
  return control === 'cubic' ? Math.max(reno, CUBIC * ratio * Math.sqrt(ratio)) : reno
}
