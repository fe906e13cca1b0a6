// `npm test`: every check, also past a failure; ends with a table of them. The unit tests are shown as they run; what else needs
// no browser runs beside them and is shown after them.
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { REPORTS } from './tally.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const bin = (...parts) => join('node_modules', ...parts)
const { seed } = JSON.parse(readFileSync('.ci/properties.json', 'utf8'))

const STEPS = {
  setup: ['.ci/ensure.mjs', 'browser'],
  unit: [
    bin('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORTS.unit}`,
  ],
  types: [bin('typescript', 'bin', 'tsc'), '--build'],
  lint: [bin('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings'],
  unused: [bin('knip', 'bin', 'knip.js'), '--no-progress', '--treat-config-hints-as-errors'],
  'only tests': [bin('knip', 'bin', 'knip.js'), '--no-progress', '--production', '--include=files'],
  build: [bin('vite', 'bin', 'vite.js'), 'build', '--logLevel=warn'],
  'single file': [bin('vite', 'bin', 'vite.js'), 'build', '--mode=single', '--logLevel=warn'],
  size: ['.ci/size.mjs'],
  browser: [
    bin('@playwright', 'test', 'cli.js'),
    'test',
    '--config=test/browser/playwright.config.ts',
  ],
}
const NEEDS = { size: ['build'], browser: ['build', 'single file'] }
const failed = new Set()
const rows = new Map()

function note(name, text, milliseconds) {
  const seconds = milliseconds === undefined ? '' : `${(milliseconds / 1000).toFixed(1)} s`
  rows.set(name, `  ${name.padEnd(12)} ${text.padEnd(7)} ${seconds.padStart(8)}`)
}

/** Runs a step; what it prints is shown at once, or returned. */
async function run(name, live) {
  if (NEEDS[name]?.some((other) => failed.has(other))) {
    failed.add(name)
    note(name, 'not run')
    return ''
  }
  const title = `\n— ${name}\n`
  if (live) process.stdout.write(title)
  const start = performance.now()
  // Each tool sets its own NODE_ENV; an inherited one would change what is built and tested.
  const { NODE_ENV: _, ...env } = process.env
  const stdio = ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe']
  const child = spawn(process.execPath, STEPS[name], { stdio, env })
  const parts = [title]
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => parts.push(text))
  const status = await new Promise((resolve) => child.on('close', resolve))
  if (status !== 0) failed.add(name)
  note(name, status === 0 ? 'ok' : 'FAILED', performance.now() - start)
  return live ? '' : parts.join('')
}

async function beside(names) {
  let text = ''
  for (const name of names) text += await run(name, false)
  return text
}

for (const path of Object.values(REPORTS)) rmSync(path, { force: true })
await run('setup', true)
if (!failed.has('setup')) {
  const others = beside(['types', 'lint', 'unused', 'only tests', 'build', 'single file', 'size'])
  await run('unit', true)
  process.stdout.write(await others)
  await run('browser', true)
}

const table = Object.keys(STEPS).flatMap((name) => rows.get(name) ?? [])
process.stdout.write(`\n${table.join('\n')}\n  properties   seed ${seed}\n`)
process.exitCode = failed.size === 0 ? 0 : 1
