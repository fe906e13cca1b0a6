/** Draws by name for what no rule determines and every view must show alike: IDs, worlds, UUIDs. Only the seed decides. */
import { drawKey, mix32 } from '../random/hash.ts'

/** Keeps these draws apart from those of the model, which hashes the seed with another number. */
const SALT = 0x10656c6f

export interface SeedDraw {
  /** 32 bits for anything that has a name. */
  readonly draw: (name: string, counter?: number) => number
  readonly hex: (name: string, digits: number) => string
}

/** FNV-1a: a name as a number. */
function nameKey(name: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

export function createSeedDraw(seed: number): SeedDraw {
  const salted = mix32((seed ^ SALT) >>> 0)
  const draw = (name: string, counter = 0) =>
    drawKey(mix32((salted ^ nameKey(name)) >>> 0), counter)
  const hex = (name: string, digits: number) => {
    let text = ''
    for (let part = 0; text.length < digits; part++)
      text += draw(name, part).toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }
  return { draw, hex }
}
