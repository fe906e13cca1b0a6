/**
 * What a log is full of and no fact tells: migration ID, worlds, processors, operation IDs, addresses. Drawn from the
 * seed by key, so the same run always has the same, and plausible, never random.
 */
import { drawKey, mix32 } from '../engine/random/hash.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import type { LogHost } from './places.ts'

/** Keeps these draws apart from those of the engine, which hashes the seed with another number. */
const SALT = 0x10656c6f

export interface HostIdentity {
  readonly vmxWorld: number
  /** The world of the first vCPU. */
  readonly leaderWorld: number
  readonly firstHelperWorld: number
  readonly workerWorld: number
  readonly processors: number
  /** Milliseconds since the host was started. */
  readonly uptime: number
  readonly operation: string
  readonly thread: number
  readonly address: (vmknic: number) => string
}

export interface Identity {
  readonly migrationId: string
  readonly uuid: string
  readonly path: string
  readonly vmid: number
  readonly hosts: Readonly<Record<LogHost, HostIdentity>>
  /** 32 bits for anything that has a name. */
  draw(name: string, counter?: number): number
  hex(name: string, digits: number): string
}

/** FNV-1a: a name as a number. */
function nameKey(name: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** Microseconds since 1970 up to 6.x, by the clock of vCenter; random 63 bits from 7 on (facts 1.3). */
function migrationIdOf(version: number, start: number, high: number, low: number): string {
  if (version < 7) return `${start * 1000 + (low % 1000000)}`
  const bits = (BigInt(high >>> 1) << 32n) | BigInt(low)
  // Nineteen digits, as in every published one.
  return (bits < 1000000000000000000n ? bits + 1000000000000000000n : bits).toString()
}

function hostOf(version: number, host: LogHost, draw: Identity['draw']): HostIdentity {
  const pick = (name: string, from: number, count: number) =>
    from + (draw(`${host} ${name}`) % count)
  const vmxWorld = version < 5 ? pick('world', 4100, 16000) : pick('world', 30000, 2900000)
  const helpers = vmxWorld + pick('helpers', 1000, 14000)
  const subnet = host === 'source' ? 20 : 120
  return {
    vmxWorld,
    leaderWorld: vmxWorld + 3,
    firstHelperWorld: helpers,
    workerWorld: vmxWorld - 1,
    processors: 32,
    uptime: pick('days', 3, 300) * 86400000 + pick('clock', 0, 86400000),
    operation: draw(`${host} operation`).toString(16).padStart(8, '0'),
    thread: draw(`${host} thread`),
    address: (vmknic) => `192.168.1.${subnet + (vmknic % 100)}`,
  }
}

export function createIdentity({ seed }: RunInput, version: number, start: number): Identity {
  const salted = mix32((seed ^ SALT) >>> 0)
  const draw = (name: string, counter = 0) =>
    drawKey(mix32((salted ^ nameKey(name)) >>> 0), counter)
  const hex = (name: string, digits: number) => {
    let text = ''
    for (let part = 0; text.length < digits; part++)
      text += draw(name, part).toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }
  const datastore = `${hex('datastore a', 8)}-${hex('datastore b', 8)}-${hex('datastore c', 4)}-${hex('datastore d', 12)}`
  return {
    migrationId: migrationIdOf(version, start, draw('id', 1), draw('id')),
    uuid: ['a', 'b', 'c', 'd', 'e']
      .map((part, index) => hex(`uuid ${part}`, [8, 4, 4, 4, 12][index]!))
      .join('-'),
    path: `/vmfs/volumes/${datastore}/vm-01/vm-01.vmx`,
    vmid: 10 + (draw('vmid') % 900),
    hosts: {
      source: hostOf(version, 'source', draw),
      destination: hostOf(version, 'destination', draw),
    },
    draw,
    hex,
  }
}
