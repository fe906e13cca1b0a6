/** What a generation contributes to the wire. */

export interface NetworkPolicy {
  /** `single`: one stream over one NIC; `vmknic`: one stream a vmknic; `auto`: as many as the NIC's speed asks for. */
  readonly streams: 'single' | 'vmknic' | 'auto'
  readonly streamCapGigabits: number
  /** What 1, 2, 3 … streams carry together over one NIC, where helpers get in each other's way; undefined: no such limit. */
  readonly sharedNicGigabits: readonly number[] | undefined
  /** Share of the socket buffer that holds payload; absent: all of it. */
  readonly bufferShare?: number
  /**
   * How its streams come up to speed (`slow-start.ts`): `prepared`: connected before pages are sent; `connects`: then. Absent: they
   * need no time.
   */
  readonly slowStart?: 'prepared' | 'connects'
  /** 5.0 on: at a round trip of `Migrate.NetLatencyModeThreshold` and above, buffers are sized for the expected rate. */
  readonly latencyAware: boolean
  /** What sizes the socket buffer of a stream; absent: `Migrate.SndBufSize`. */
  readonly socketBuffer?: 'qemu.socketBuffer'
  /** 6.5 on: AES-GCM on the stream. */
  readonly encryption: boolean
}
