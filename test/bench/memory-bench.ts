/** The memory of the largest run against its budget, measured on a fresh process. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const LAUNCHER = fileURLToPath(new URL('../../.ci/run-ts.mjs', import.meta.url))
const PROBE = fileURLToPath(new URL('./memory-probe.ts', import.meta.url))
const BUDGET_MEBIBYTES = 256

export function benchMemory(): void {
  console.log('\nMemory, runs, recordings and a frame of each')
  // Bundled beforehand: the compiler would take more than what is measured.
  const bundled = spawnSync(process.execPath, [LAUNCHER, '--bundle', PROBE], { encoding: 'utf8' })
  for (const [preset, forks] of [
    ['default', 0],
    ['monster-24tib', 0],
    ['monster-24tib', 10],
  ] as const) {
    const probe = [bundled.stdout.trim(), preset, String(forks)]
    const { stdout } = spawnSync(process.execPath, probe, { encoding: 'utf8' })
    const { most, held } = JSON.parse(stdout) as { most: number; held: number }
    const name = forks > 0 ? `${preset}, ${forks} forks` : preset
    // With forks the cache has the budget; the process has the run that is under way as well.
    const used = forks > 0 ? held : most
    console.log(
      `${name.padEnd(25)} whole process at most ${most.toFixed(0)} MiB, recordings hold ${held.toFixed(1)} MiB` +
        `   budget ${BUDGET_MEBIBYTES} MiB, used ${((100 * used) / BUDGET_MEBIBYTES).toFixed(0)} %`,
    )
  }
}
