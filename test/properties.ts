/**
 * How the property tests are run: the same cases each time, so that a change alone can turn them red. `npm run test:deep` sets
 * the environment for other cases and more of them.
 */
import fc from 'fast-check'
import { expect } from 'vitest'
import { seed as fixedSeed } from '../.ci/properties.json'

function numberFrom(name: string, otherwise: number): number {
  const value = Number(process.env[name] ?? otherwise)
  if (!Number.isFinite(value)) throw new Error(`${name} is not a number.`)
  return value
}

export const SEED = numberFrom('PROPERTY_SEED', fixedSeed)
const FACTOR = numberFrom('PROPERTY_FACTOR', 1)
/** Of one failed case: fast-check begins there instead of at its first. */
const PATH = process.env['PROPERTY_PATH']

/** fast-check's parameters for a property that is tried on this many cases; without them it is a hundred. */
export function runs(cases: number): { readonly numRuns: number } {
  return { numRuns: Math.max(1, Math.round(cases * FACTOR)) }
}

/** What to paste to see the failure again: the test by its name, in which only letters and digits matter. */
function againLine(path: string | null): string {
  const { testPath = '', currentTestName = '' } = expect.getState()
  const file = testPath.replaceAll('\\', '/').replace(/^.*?\/test\//, 'test/')
  const name = currentTestName.replaceAll(' > ', ' ').replaceAll(/[^a-zA-Z0-9]/g, '.')
  return `npm run test:deep -- --seed ${SEED} --path ${path ?? '0'} ${file} -t "${name}$"`
}

fc.configureGlobal({
  seed: SEED,
  ...(PATH !== undefined && { path: PATH }),
  ...runs(100),
  reporter: (details) => {
    if (!details.failed) return
    const cause = details.errorInstance
    const what = cause instanceof Error ? `${cause.message}\n` : ''
    const report = fc.defaultReportMessage(details)
    throw new Error(`${what}Again: ${againLine(details.counterexamplePath)}\n${report}`, { cause })
  },
})
