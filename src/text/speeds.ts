/** Speeds in words: "4×", "1/33×", "whole run in 20 s". */
import { formatNumber } from './format.ts'

/** Model seconds a screen second. */
export function speedText(speed: number): string {
  if (!(speed > 0)) return 'still'
  if (!Number.isFinite(speed)) return '–'
  if (speed >= 0.95)
    return `${formatNumber(speed, speed < 9.5 && Math.abs(speed - Math.round(speed)) > 0.05 ? 1 : 0)}×`
  return `1/${formatNumber(1 / speed, speed > 0.4 ? 1 : 0)}×`
}

export function spokenSpeed(speed: number): string {
  if (!(speed > 0)) return 'still'
  if (speed >= 0.95)
    return speed < 1.05 ? 'real speed' : `${formatNumber(speed, 0)} times faster than real`
  return `${formatNumber(1 / speed, speed > 0.4 ? 1 : 0)} times slower than real`
}

export const SPEED_TEXT = {
  fit: (seconds: number) => `in ${seconds} s`,
  rate: (rate: number) => (rate === 1 ? '1×, real' : speedText(rate)),
  film: 'film',
  fits: 'The whole run',
  rates: 'At a fixed rate',
  autoSlow: 'auto slow',
} as const
