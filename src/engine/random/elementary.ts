/**
 * exp and log from + − × ÷ alone, so that every machine and every JavaScript engine gives the same bits:
 * ECMAScript leaves Math.exp and Math.log to the implementation. Relative error below 1e-15 (tested against Math).
 */

const LN2_HIGH = 0.69314718036912381649
const LN2_LOW = 1.90821492927058770002e-10
const INVERSE_LN2 = 1.4426950408889634
const MIN_EXPONENT = -1074

/** 2^(i − 1074) for i = 0 … 2097; exact. */
const POWERS_OF_TWO = (() => {
  const table = new Float64Array(2098)
  table[-MIN_EXPONENT] = 1
  for (let i = -MIN_EXPONENT + 1; i < table.length; i++) table[i] = table[i - 1]! * 2
  for (let i = -MIN_EXPONENT - 1; i >= 0; i--) table[i] = table[i + 1]! / 2
  return table
})()

/** 2 to a whole exponent of −1074 … 1023. */
function powerOfTwo(exponent: number): number {
  return POWERS_OF_TWO[exponent - MIN_EXPONENT]!
}

/** Taylor sum of e^r − 1 for |r| ≤ 0.35, by Horner. */
function expm1Small(r: number): number {
  let sum = 1
  for (let k = 17; k >= 2; k--) sum = 1 + (sum * r) / k
  return sum * r
}

/** e^x; 0 below −745 and Infinity above 709.7. */
export function exp(x: number): number {
  if (x !== x) return x
  if (x < -745) return 0
  if (x > 709.78) return Infinity
  const k = Math.round(x * INVERSE_LN2)
  const r = x - k * LN2_HIGH - k * LN2_LOW
  const mantissa = 1 + expm1Small(r)
  // Two factors keep results near the ends of the range from overflowing halfway.
  const half = Math.trunc(k / 2)
  return mantissa * powerOfTwo(half) * powerOfTwo(k - half)
}

/** 1 − e^(−x) for x ≥ 0, exact for small x too: the saturation of a set that is written at random. */
export function saturation(x: number): number {
  return x < 0.35 ? -expm1Small(-x) : 1 - exp(-x)
}

/** Natural logarithm; −Infinity at 0, NaN below. */
export function log(x: number): number {
  if (x !== x || x < 0) return NaN
  if (x === 0) return -Infinity
  if (x === Infinity) return Infinity
  let exponent = 0
  let mantissa = x
  for (let step = 512; step >= 1; step /= 2) {
    if (mantissa >= powerOfTwo(step)) {
      mantissa /= powerOfTwo(step)
      exponent += step
    } else if (mantissa < powerOfTwo(1 - step)) {
      mantissa *= powerOfTwo(step)
      exponent -= step
    }
  }
  while (mantissa < 1) {
    mantissa *= 2
    exponent -= 1
  }
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2
    exponent += 1
  }
  const s = (mantissa - 1) / (mantissa + 1)
  const square = s * s
  let sum = 0
  for (let k = 21; k >= 1; k -= 2) sum = 1 / k + sum * square
  return exponent * LN2_HIGH + (2 * s * sum + exponent * LN2_LOW)
}
