// Makes a fresh clone ready, and is silent when it is: `node .ci/ensure.mjs [browser|stamp]`.
//   (nothing)  Node's version, dependencies
//   browser    the same, and a Chromium for the browser tests
//   stamp      only notes that the dependencies on disk belong to this lock file (npm's postinstall)
// Node's own modules only; everything goes to stderr, so that a program's own output stays clean.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const lockStamp = join(modules, '.lock-sha')
const browserStamp = join(modules, '.chrome-path')
const windows = process.platform === 'win32'
const minute = 60_000

const say = (text) => process.stderr.write(`${text}\n`)
const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '')

function fail(text) {
  say(text)
  process.exit(1)
}

/** Runs a program, its output on stderr; true when it ended well in time. */
function run(program, args, { timeout, quiet = false, env = {} } = {}) {
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', quiet ? 'ignore' : 2, quiet ? 'ignore' : 2],
    env: { ...process.env, ...env },
    timeout,
  })
  return status === 0
}

function npm(args, options) {
  const script = process.env.npm_execpath ?? ''
  if (basename(script) === 'npm-cli.js') return run(process.execPath, [script, ...args], options)
  return windows
    ? run(process.env.ComSpec ?? 'cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
    : run('npm', args, options)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Switchover needs Node 20.19 or newer; this is ${process.version}.`)
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

function stamp() {
  if (existsSync(modules)) writeFileSync(lockStamp, lockHash())
}

function ensureDependencies() {
  if (read(lockStamp) === lockHash()) return
  say('Installing the dependencies (about ten seconds) …')
  if (!npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { timeout: 10 * minute }))
    fail('`npm ci` failed. Is registry.npmjs.org within reach?')
  stamp()
}

/** Browsers where installers put them. */
function systemBrowsers() {
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', join(homedir(), 'Applications')].map((folder) =>
        join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    )
  if (windows)
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
      .map((name) => process.env[name])
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Chromium', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ])
  return [
    // It draws no window of its own, which leaves more of the processors to the pages.
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ]
}

/** Is it there and does it run? (On Windows `--version` would open a window: only the first.) */
const works = (path) =>
  Boolean(path) &&
  existsSync(path) &&
  (windows || run(path, ['--version'], { timeout: minute / 3, quiet: true }))

/** Playwright's own downloads: the full Chromium, or only its headless shell. */
function playwrightBrowsers() {
  const require = createRequire(import.meta.url)
  const full = require('@playwright/test').chromium.executablePath()
  const found = [full]
  const folder = full.search(/[\\/]chromium-\d+[\\/]/)
  const cache = folder > 0 ? full.slice(0, folder) : ''
  if (cache && existsSync(cache))
    for (const shell of readdirSync(cache).filter((name) =>
      name.startsWith('chromium_headless_shell'),
    ))
      for (const entry of readdirSync(join(cache, shell), { withFileTypes: true }))
        if (entry.isDirectory())
          for (const name of ['headless_shell', 'chrome-headless-shell'])
            found.push(join(cache, shell, entry.name, windows ? `${name}.exe` : name))
  return found
}

async function installWithApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return
  say('Installing Chromium with apt-get, for the browser tests …')
  const options = { timeout: 5 * minute, quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } }
  run('apt-get', ['update'], options)
  for (const name of ['chromium-headless-shell', 'chromium'])
    if (run('apt-get', ['install', '-y', '--no-install-recommends', name], options)) return
}

async function installWithPlaywright() {
  say('Downloading a Chromium with Playwright, for the browser tests …')
  const cli = join(modules, 'playwright-core', 'cli.js')
  run(process.execPath, [cli, 'install', '--only-shell', 'chromium'], { timeout: 3 * minute })
}

/** The last resort, Linux x64 only: a Chromium that comes as an npm package, outside the project. */
async function installFromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  say('Trying the Chromium of the npm package @sparticuz/chromium …')
  const folder = join(tmpdir(), 'switchover-chromium')
  mkdirSync(folder, { recursive: true })
  const args = [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--loglevel=error',
    '@sparticuz/chromium@153.0.0',
  ]
  if (!npm(args, { timeout: 3 * minute })) return undefined
  const main = createRequire(join(folder, 'x.js')).resolve('@sparticuz/chromium')
  const { default: chromium } = await import(pathToFileURL(main).href)
  return chromium.executablePath()
}

async function findBrowser() {
  const wanted = process.env.CHROME_PATH
  if (wanted)
    return works(wanted) ? wanted : fail(`CHROME_PATH names ${wanted}, which does not run.`)
  const search = () => [...systemBrowsers(), ...playwrightBrowsers()].find(works)
  const found = search()
  if (found) return found
  for (const install of [installWithApt, installWithPlaywright, installFromNpm]) {
    const path = (await install()) ?? search()
    if (works(path)) return path
  }
  return fail(
    'No Chromium, Chrome or Edge was found and none could be installed.\n' +
      'Install one, or name it: CHROME_PATH=/path/to/chrome npm test',
  )
}

async function ensureBrowser() {
  const known = read(browserStamp)
  const wanted = process.env.CHROME_PATH
  if (known && existsSync(known) && (!wanted || wanted === known)) return
  writeFileSync(browserStamp, await findBrowser())
}

const task = process.argv[2]
if (task === 'stamp') stamp()
else {
  checkNode()
  ensureDependencies()
  if (task === 'browser') await ensureBrowser()
}
