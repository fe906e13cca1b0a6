/**
 * Long text in a link: LZSS with a window of 4 KiB, written in the 64 characters that an address keeps as they are.
 * Synchronous and without a library: an address is read before anything is drawn, and this row knows no packages.
 */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const WINDOW = 4095
const SHORTEST = 3
const LONGEST = 18
/** How many earlier places with the same three bytes are tried. */
const TRIES = 32

function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text)
  const bytes: number[] = []
  for (let at = 0; at < escaped.length; at++) {
    if (escaped[at] !== '%') bytes.push(escaped.charCodeAt(at))
    else {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16))
      at += 2
    }
  }
  return bytes
}

function textOf(bytes: readonly number[]): string | undefined {
  try {
    return decodeURIComponent(
      bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    )
  } catch {
    return undefined
  }
}

interface Match {
  readonly distance: number
  readonly length: number
}

function longestMatch(
  bytes: readonly number[],
  at: number,
  places: readonly number[],
): Match | undefined {
  let best: Match | undefined
  for (let tried = places.length - 1; tried >= Math.max(0, places.length - TRIES); tried--) {
    const from = places[tried]!
    if (at - from > WINDOW) break
    let length = 0
    while (
      length < LONGEST &&
      at + length < bytes.length &&
      bytes[from + length] === bytes[at + length]
    )
      length++
    if (length >= SHORTEST && length > (best?.length ?? 0)) best = { distance: at - from, length }
  }
  return best
}

/** Eight items a flag byte: a literal byte, or twelve bits of distance and four of length. */
function compress(bytes: readonly number[]): number[] {
  const out: number[] = []
  const places = new Map<number, number[]>()
  const keyAt = (at: number) => bytes[at]! * 65536 + bytes[at + 1]! * 256 + bytes[at + 2]!
  let flagAt = 0
  let items = 8
  for (let at = 0; at < bytes.length;) {
    if (items === 8) {
      flagAt = out.length
      out.push(0)
      items = 0
    }
    const room = at + SHORTEST <= bytes.length
    const match = room ? longestMatch(bytes, at, places.get(keyAt(at)) ?? []) : undefined
    const length = match?.length ?? 1
    if (match === undefined) out.push(bytes[at]!)
    else {
      out[flagAt] = out[flagAt]! | (1 << items)
      out.push(match.distance >> 4, ((match.distance & 15) << 4) | (match.length - SHORTEST))
    }
    for (let next = at; next < at + length && next + SHORTEST <= bytes.length; next++) {
      const key = keyAt(next)
      const known = places.get(key)
      if (known === undefined) places.set(key, [next])
      else known.push(next)
    }
    at += length
    items++
  }
  return out
}

/** Undefined for what `compress` never writes, and for more than `most` bytes. */
function expand(packed: readonly number[], most: number): number[] | undefined {
  const out: number[] = []
  for (let at = 0; at < packed.length;) {
    const flags = packed[at++]!
    for (let item = 0; item < 8 && at < packed.length; item++) {
      if (((flags >> item) & 1) === 0) out.push(packed[at++]!)
      else {
        const [high, low] = [packed[at], packed[at + 1]]
        at += 2
        if (high === undefined || low === undefined) return undefined
        const from = out.length - ((high << 4) | (low >> 4))
        if (from < 0 || from >= out.length) return undefined
        for (let i = 0; i < (low & 15) + SHORTEST; i++) out.push(out[from + i]!)
      }
      if (out.length > most) return undefined
    }
  }
  return out
}

function digitsOf(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at]!, bytes[at + 1], bytes[at + 2]]
    text += DIGITS[a >> 2]! + DIGITS[((a & 3) << 4) | ((b ?? 0) >> 4)]!
    if (b !== undefined) text += DIGITS[((b & 15) << 2) | ((c ?? 0) >> 6)]!
    if (c !== undefined) text += DIGITS[c & 63]!
  }
  return text
}

function fromDigits(text: string): number[] | undefined {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 4) {
    const values = Array.from(text.slice(at, at + 4), (digit) => DIGITS.indexOf(digit))
    if (values.length === 1 || values.includes(-1)) return undefined
    const [a, b, c, d] = values
    bytes.push((a! << 2) | (b! >> 4))
    if (c !== undefined) bytes.push(((b! & 15) << 4) | (c >> 2))
    if (d !== undefined) bytes.push(((c! & 3) << 6) | d)
  }
  return bytes
}

/** Text of any kind without lone surrogates. */
export function pack(text: string): string {
  return digitsOf(compress(bytesOf(text)))
}

/** What `pack` made; undefined for anything else, and when the text has more than `most` bytes. */
export function unpack(packed: string, most: number): string | undefined {
  const bytes = fromDigits(packed)
  const expanded = bytes && expand(bytes, most)
  return expanded && textOf(expanded)
}
