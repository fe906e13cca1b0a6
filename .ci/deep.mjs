// `npm run test:deep -- [FACTOR] [--seed N] [--path P] [Vitest's arguments]`: the unit tests with a fresh seed and FACTOR times
// as many cases in each property (10). A property that fails prints the line that shows its failure again.
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { deepFactor } = JSON.parse(readFileSync(join(root, '.ci/properties.json'), 'utf8'))
const args = process.argv.slice(2)

/** Takes a flag and its value out of the arguments. */
function take(flag) {
  const at = args.indexOf(flag)
  return at < 0 ? undefined : args.splice(at, 2)[1]
}

const seed = take('--seed') ?? String(randomInt(2 ** 31))
const path = take('--path')
const factor = Number(args[0]) > 0 ? args.shift() : String(deepFactor)
const env = {
  ...process.env,
  PROPERTY_SEED: seed,
  PROPERTY_FACTOR: factor,
  ...(path !== undefined && { PROPERTY_PATH: path }),
}
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', ...args], {
  cwd: root,
  stdio: 'inherit',
  env,
})
process.stdout.write(`Properties: seed ${seed}, ${factor} × as many cases\n`)
process.exitCode = status ?? 1
