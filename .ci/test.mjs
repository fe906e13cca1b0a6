// `npm test`: every check, one after the other, also past a failure; ends with a table of them.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { reports } from './reports.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
const bin = (...parts) => join('node_modules', ...parts)

const steps = {
  setup: ['.ci/ensure.mjs', 'browser'],
  types: [bin('typescript', 'bin', 'tsc'), '--build'],
  lint: [bin('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings'],
  unit: [
    bin('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reports.unit}`,
  ],
  build: [bin('vite', 'bin', 'vite.js'), 'build', '--logLevel=warn'],
  'single file': [bin('vite', 'bin', 'vite.js'), 'build', '--mode=single', '--logLevel=warn'],
  size: ['.ci/size.mjs'],
  browser: [
    bin('@playwright', 'test', 'cli.js'),
    'test',
    '--config=test/browser/playwright.config.ts',
  ],
}
const needs = { size: ['build'], browser: ['build', 'single file'] }

const failed = new Set()
const table = []
for (const path of Object.values(reports)) rmSync(path, { force: true })

for (const [name, args] of Object.entries(steps)) {
  if (needs[name]?.some((other) => failed.has(other))) {
    failed.add(name)
    table.push(`  ${name.padEnd(12)} not run`)
    continue
  }
  process.stdout.write(`\n— ${name}\n`)
  const start = performance.now()
  // Each tool sets its own NODE_ENV; an inherited one would change what is built and tested.
  const { NODE_ENV: _, ...env } = process.env
  const { status } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  })
  if (status !== 0) failed.add(name)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  table.push(`  ${name.padEnd(12)} ${status === 0 ? 'ok    ' : 'FAILED'} ${seconds.padStart(6)} s`)
  if (name === 'setup' && status !== 0) break
}

process.stdout.write(`\n${table.join('\n')}\n`)
process.exitCode = failed.size === 0 ? 0 : 1
