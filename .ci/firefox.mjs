// `npm run test:firefox`: the built page in a real Firefox, beside what Node computes. Apart from `npm test`, which needs no more
// than one browser: this one brings 80 MB, and a driver of its own.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
const tools = join(root, 'node_modules', '.cache', 'firefox')
const installed = join(tools, '.installed')
// Playwright 1.65 sends Firefox ESR 153 a command that it does not know (emulation.setMediaFeaturesOverride).
const driver = 'playwright-core@1.62.1'

const quiet = ['ignore', 'ignore', 2]
const run = (program, args, options = {}) =>
  spawnSync(program, args, { stdio: 'inherit', ...options }).status === 0
const must = (...command) => {
  if (!run(...command)) process.exit(1)
}

const places = [
  process.env.FIREFOX_PATH,
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
]
const find = () => places.find((path) => path && existsSync(path))

function installWithApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return
  process.stderr.write('Installing Firefox with apt-get …\n')
  const options = { stdio: quiet, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  run('apt-get', ['update'], options)
  run('apt-get', ['install', '-y', '--no-install-recommends', 'firefox-esr'], options)
}

must(process.execPath, [join('.ci', 'ensure.mjs')])
if (!find()) installWithApt()
const firefox = find()
if (!firefox) {
  process.stderr.write(
    'No Firefox was found and none could be installed.\n' +
      'Install one, or name it: FIREFOX_PATH=/path/to/firefox npm run test:firefox\n',
  )
  process.exit(1)
}
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== driver) {
  mkdirSync(tools, { recursive: true })
  // Without a manifest of its own the folder would be taken for a part of the project.
  writeFileSync(join(tools, 'package.json'), '{ "private": true }')
  const args = ['install', '--save-exact', '--no-audit', '--no-fund', '--loglevel=error', driver]
  must('npm', args, { cwd: tools, shell: process.platform === 'win32' })
  writeFileSync(installed, driver)
}
const vite = join('node_modules', 'vite', 'bin', 'vite.js')
must(process.execPath, [vite, 'build', '--logLevel', 'warn'])
must(process.execPath, [vite, 'build', '--mode', 'single', '--logLevel', 'warn'])
must(process.execPath, [join('.ci', 'run-ts.mjs'), join('test', 'firefox', 'main.ts')], {
  env: { ...process.env, FIREFOX_PATH: firefox, FIREFOX_DRIVER: join(tools, 'x.js') },
})
