/** How distinct colours look: OKLab and WCAG by culori, and three colour deficiencies. Colours are anything that CSS reads. */
import { converter, differenceEuclidean, formatHex, wcagContrast } from 'culori'

/** Distance in OKLab: about 0.02 is just noticeable side by side. */
export const difference: (one: string, other: string) => number = differenceEuclidean('oklab')

/** WCAG 2 contrast ratio, 1 … 21. */
export const contrast: (one: string, other: string) => number = wcagContrast

const oklab = converter('oklab')
const linear = converter('lrgb')

/** Angle in OKLab, radians. */
export function hue(colour: string): number {
  const { a, b } = oklab(colour) ?? { a: NaN, b: NaN }
  return Math.atan2(b, a)
}

type Row = readonly [red: number, green: number, blue: number]
type Matrix = readonly [red: Row, green: Row, blue: Row]

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear light. */
export const DEFICIENCIES: { readonly [name: string]: Matrix } = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

export function asSeenWith([red, green, blue]: Matrix, colour: string): string {
  const seen = linear(colour)
  if (seen === undefined) throw new Error(`${colour} is no colour`)
  const part = ([x, y, z]: Row) => x * seen.r + y * seen.g + z * seen.b
  return formatHex({ mode: 'lrgb', r: part(red), g: part(green), b: part(blue) })
}
