// `npm run mutate [-- PATH…]`: changes the engine in some thousand small ways and counts which of them no test notices.
// Stryker is not among the project's dependencies: it is installed beside them at the first run.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
const tools = join(root, 'node_modules', '.cache', 'mutate')
const installed = join(tools, '.installed')
const stryker = '@stryker-mutator/core@9.6.1'

const run = (program, args, options = {}) => {
  const { status } = spawnSync(program, args, { stdio: 'inherit', ...options })
  if (status !== 0) process.exit(status ?? 1)
}

run(process.execPath, [join('.ci', 'ensure.mjs')])
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== stryker) {
  mkdirSync(tools, { recursive: true })
  // Without a manifest of its own the folder would be taken for a part of the project.
  writeFileSync(join(tools, 'package.json'), '{ "private": true }')
  const args = ['install', '--save-exact', '--no-audit', '--no-fund', '--loglevel=error', stryker]
  run('npm', args, { cwd: tools, shell: process.platform === 'win32' })
  writeFileSync(installed, stryker)
}

// A folder stands for its files.
const paths = process.argv.slice(2)
const mutate = paths.map((path) =>
  path.includes('.ts') ? path : `${path.replace(/\/$/, '')}/**/*.ts`,
)
run(process.execPath, [
  join(tools, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
  'run',
  join('test', 'mutation', 'stryker.config.json'),
  '--plugins',
  join(root, 'test', 'mutation', 'runner.mjs'),
  '--tempDirName',
  join(tmpdir(), 'switchover-mutate'),
  ...(mutate.length > 0 ? ['--mutate', mutate.join(',')] : []),
])
