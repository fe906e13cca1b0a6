/** The memory of the largest run against its budget, measured on a fresh process. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const LAUNCHER = fileURLToPath(new URL('../../.ci/run-ts.mjs', import.meta.url))
const PROBE = fileURLToPath(new URL('./memory-probe.ts', import.meta.url))
const BUDGET_MEBIBYTES = 256

export function benchMemory(): void {
  console.log('\nMemory, run and recording and one frame')
  for (const preset of ['default', 'monster-24tib']) {
    const { stdout } = spawnSync(process.execPath, [LAUNCHER, PROBE, preset], { encoding: 'utf8' })
    const { most, held } = JSON.parse(stdout) as { most: number; held: number }
    console.log(
      `${preset.padEnd(14)} whole process at most ${most.toFixed(0)} MiB, recording holds ${held.toFixed(1)} MiB` +
        `   budget ${BUDGET_MEBIBYTES} MiB, used ${((100 * most) / BUDGET_MEBIBYTES).toFixed(0)} %`,
    )
  }
}
