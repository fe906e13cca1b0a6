/**
 * What TCP makes of distance and loss, for one stream. How vMotion's own streams answer to loss is not published: that they
 * do as TCP does everywhere is inferred. Held against transfers over a lossy relay (`test/engine/network/tcp.test.ts`).
 */
import { lossWindow } from '../scenario/loss-window.ts'
import { saturation } from '../random/elementary.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { BytesPerSecond } from '../units.ts'

/** MTU less IP and TCP headers with timestamps. */
export const SEGMENT_BYTES = { '1500': 1448, '9000': 8948 } as const
/** RFC 6298 and its implementations: 200 ms and the round trip (Linux; what ESXi has is inferred). */
const RETRANSMISSION_SECONDS = 0.2

/** Seconds without an answer after which TCP sends again for the first time. */
export function retransmissionSeconds(rttSeconds: number): number {
  return RETRANSMISSION_SECONDS + rttSeconds
}

/**
 * What random loss leaves to a stream over a link. From one loss to the next go 1 ÷ loss segments, a window in each round trip,
 * of which half a window waits on the link; then a round trip of fast recovery (RFC 6582), or a time-out where what is sent
 * again is lost too. BBR goes by what arrives and does not slow down (Cardwell et al. 2016).
 */
export function lossRate(scenario: Scenario, link: BytesPerSecond): BytesPerSecond {
  const loss = scenario['network.loss'] / 100
  if (loss <= 0) return Infinity
  const control = scenario['network.congestionControl']
  if (control === 'bbr') return link * (1 - loss)
  const rtt = scenario['network.rtt'] / 1000
  const bytes = SEGMENT_BYTES[scenario['network.mtu']]
  const window = lossWindow(control, loss, rtt)
  const round = rtt + (window * bytes) / link / 2
  const seconds = (1 / (loss * window) + 1) * round + loss * retransmissionSeconds(rtt)
  return bytes / loss / seconds
}

/**
 * What a buffer of so many bytes lets through in each round trip. What was lost holds it for a second one: in so many of
 * them as lose something.
 */
export function bufferRate(scenario: Scenario, buffer: number): BytesPerSecond {
  const rtt = scenario['network.rtt'] / 1000
  if (rtt <= 0) return Infinity
  const segments = buffer / SEGMENT_BYTES[scenario['network.mtu']]
  return buffer / (rtt * (1 + saturation((segments * scenario['network.loss']) / 100)))
}
