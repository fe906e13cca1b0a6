/** How long work will take, from what is known before and from what is measured meanwhile: the one estimate of every surface. */

/** Units of work a second that a machine does as far as is known before (`engine/work.ts`). */
export const UNITS_A_SECOND = 1e6

/** What has been measured counts in full once this share of the work is done. */
const MEASURED_SHARE = 0.05

/**
 * How long the whole takes, in seconds, what has gone by included. The first per cents are slow (nothing is warm yet), so what they
 * say of the whole is often two to four times too long, while what was foreseen before is within a factor of four either way. Hence
 * both are mixed: the measured one with the weight `share / 5 %`, the foreseen one with the rest, until 5 % are done; from then on
 * the measured one alone.
 * `elapsed`: seconds since the work began; `share`: of it that is done, 0 to 1; `foreseen`: seconds, undefined where nothing was.
 */
export function wholeSeconds(elapsed: number, share: number, foreseen: number | undefined): number {
  const measured = share > 0 ? elapsed / share : 0
  const weight = foreseen === undefined ? 1 : Math.min(1, share / MEASURED_SHARE)
  return Math.max(elapsed, weight * measured + (1 - weight) * (foreseen ?? 0))
}
