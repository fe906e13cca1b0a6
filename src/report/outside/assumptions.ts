/**
 * What the outside view assumes beside the run: the network between client and VM, and what client and guest do. None of
 * it is published for vMotion; each says where it comes from, and the screen marks what is inferred.
 */
import { MICROSECOND, MILLISECOND, type Nanoseconds } from '../../engine/units.ts'

/** Client and VM in one data centre (inferred). */
export const ROUND_TRIP: Nanoseconds = 500 * MICROSECOND
/** Guest time to answer a ping (inferred). */
export const ECHO_SECONDS = 20e-6
/** Until the switch has learned the port from a frame (inferred); when frames go out: `engine/network/announce.ts`. */
export const SWITCH_LEARNS: Nanoseconds = MILLISECOND
/** Linux: TCP_RTO_MIN, 200 ms; RFC 6298 asks for 1 s, Windows uses 300 ms. */
export const MIN_RTO: Nanoseconds = 200 * MILLISECOND
/** RFC 6298, 5.5: the timer doubles with each retransmission. */
export const BACKOFF = 2
/** What the TCP stream carries, and the share of a vCPU that it needs for it (inferred). */
export const STREAM_BYTES_PER_SECOND = 125e6
export const STREAM_VCPU_SHARE = 0.3
/** The application on each writing vCPU: how busy it keeps it, and the guest time of a transaction on average (inferred). */
export const APP_LOAD = 0.6
export const APP_SERVICE_SECONDS = 0.005
/** More vCPUs say no more about the percentile. */
export const MAX_APP_VCPUS = 8
