/** Words for the vMotion network. */
import type { ParameterText } from './parameter-text.ts'

export const NETWORK_TEXT = {
  'network.speed': {
    label: 'Network',
    help: 'Line rate of each NIC that vMotion uses, in gigabit per second. A faster network shortens every pass and leaves the guest less time to change pages, until a stream, the round trip or a CPU is the limit. With SDPS, a slightly faster network can take longer: SDPS then engages one copy later.',
    options: {
      '1': '1 GbE',
      '10': '10 GbE',
      '25': '25 GbE',
      '40': '40 GbE',
      '50': '50 GbE',
      '100': '100 GbE',
    },
  },
  'network.nics': {
    label: 'NICs',
    help: 'How many NICs vMotion may use. Each needs a vmknic of its own: a NIC without one stays idle.',
  },
  'network.vmknics': {
    label: 'vmknics',
    help: 'vMotion interfaces of the host. From 5.0 to 7.0 U1 each carries one stream, and a stream carries at most 15 Gb/s (18 in 6.0): more vmknics fill a fast NIC.',
  },
  'network.mtu': {
    label: 'MTU',
    help: 'Largest packet in bytes. Jumbo frames (9000) carry 99 % payload, 1500 carries 94 %; with packet loss the larger packets are also faster.',
    options: { '1500': '1500', '9000': '9000 (jumbo frames)' },
  },
  'network.rtt': {
    label: 'Round trip',
    help: 'Time to the other host and back, in milliseconds; each hop adds to it, so as few as possible is best practice. A stream sends at most one socket buffer in each round trip, so distance costs bandwidth; coming up to speed takes some ten round trips. From 5.0 on, vMotion sizes its buffers for the expected line rate at 4 ms and more.',
  },
  'network.loss': {
    label: 'Packet loss',
    help: 'Share of packets that are lost, in percent. New Reno slows down with the square root of the loss, and with a longer round trip even more.',
  },
  'network.congestionControl': {
    label: 'Congestion control',
    help: 'How TCP responds to loss. New Reno halves its window at each loss; CUBIC cuts less and recovers sooner over long distances; BBR, which ESXi does not have, goes by what arrives. Without loss they differ only in slow start, where BBR is faster.',
    options: { reno: 'New Reno', cubic: 'CUBIC', bbr: 'BBR' },
  },
  'network.otherTraffic': {
    label: 'Other traffic',
    help: 'Share of the line that other traffic takes, in percent. What is left is what vMotion can use.',
  },
  'network.extraNics': {
    label: 'NICs of another speed',
    help: 'Further NICs beside the first ones, for mixed speeds. Each needs a vmknic of its own, or it takes one from a faster NIC. The slowest decides how many migrations may run at once.',
  },
  'network.extraSpeed': {
    label: 'Their speed',
    help: 'Line rate of each NIC of another speed, in gigabit per second.',
    options: {
      '1': '1 GbE',
      '10': '10 GbE',
      '25': '25 GbE',
      '40': '40 GbE',
      '50': '50 GbE',
      '100': '100 GbE',
    },
  },
  'network.busLimit': {
    label: 'Bus behind the NIC',
    help: 'What the PCI Express bus carries, in gigabit per second; 0 means that the bus is no limit. A 10 GbE NIC in an old slot cannot use its line rate.',
  },
  'network.encryption': {
    label: 'Encrypted vMotion',
    help: 'From 6.5 on the stream can be encrypted. Opportunistic encrypts where both hosts can; required refuses to move otherwise. It costs CPU on both hosts, not bandwidth.',
    options: { disabled: 'disabled', opportunistic: 'opportunistic', required: 'required' },
  },
  'network.routed': {
    label: 'Routed network',
    help: 'Whether the vMotion network crosses a router. It works in every version; it is supported from 6.0 on. The router costs nothing here but its share of the round trip.',
    options: { no: 'one layer 2 network', yes: 'routed' },
  },
  'network.notifySwitches': {
    label: 'Notify switches',
    help: 'Whether the destination announces the VM by RARP after the resume. Without it, switches send to the old port until they hear from the guest at its new place, or forget the old port.',
    options: { yes: 'yes', no: 'no' },
  },
  'network.rarpLost': {
    label: 'RARP frames lost',
    help: 'How many of the first RARP frames never reach the switches. Six have been captured in a vMotion, within 8 s; the VM is found by the first that arrives.',
  },
  'network.relearnAfter': {
    label: 'Found without RARP after',
    help: 'Seconds from the resume until switches learn the new port by themselves: when the guest first sends anything, or when they forget the old port, by default after 300 s.',
  },
  'network.limit': {
    label: 'Traffic shaping',
    help: 'A limit set on the port group or by Network I/O Control, in MB/s. 0 means no limit.',
  },
} as const satisfies Record<string, ParameterText>
