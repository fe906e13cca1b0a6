/** How three colour deficiencies see a colour: Machado, Oliveira and Fernandes (2009), severity 1, on linear light. */
import { linearFromPart, partFromLinear, type Rgb } from '../../../src/page/drawing/colour.ts'

type Matrix = readonly [Rgb, Rgb, Rgb]

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

export function asSeenWith(matrix: Matrix, [red, green, blue]: Rgb): Rgb {
  const [r, g, b] = [linearFromPart(red), linearFromPart(green), linearFromPart(blue)]
  const part = ([x, y, z]: Rgb) => partFromLinear(x * r + y * g + z * b)
  return [part(matrix[0]), part(matrix[1]), part(matrix[2])]
}
