// The built page in a real Firefox: it starts, computes what Node computes, plays, and stays silent. Run by `npm run test:firefox`.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserType, Page } from '@playwright/test'
import { preview } from 'vite'
import { presetScenario, type ScenarioId } from '../../src/catalogue/presets.ts'
import { runToEnd } from '../../src/engine/run.ts'
import { DRAWERS } from '../../src/saved/view.ts'

const { FIREFOX_PATH = '', FIREFOX_DRIVER = '' } = process.env
const { firefox } = createRequire(FIREFOX_DRIVER)('playwright-core') as { firefox: BrowserType }

/** Each starts in a page of its own. */
type Check = (page: Page, address: string) => Promise<void>

const SINGLE = pathToFileURL('dist/switchover-single.html').href
const PRESETS: readonly ScenarioId[] = ['default', 'oltp', 'memtest', 'quick-resume-41']

/** Waits until what is looked at is as it should be, ten seconds at most. */
async function until<Value>(
  what: string,
  look: () => Promise<Value>,
  good: (value: Value) => boolean,
) {
  const end = performance.now() + 10_000
  for (;;) {
    const value = await look()
    if (good(value)) return value
    if (performance.now() > end) assert.fail(`${what}: ${String(value)}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

const text = (page: Page, selector: string) => page.locator(selector).first().innerText()
const clock = async (page: Page) =>
  Number.parseFloat((await text(page, '[role="timer"]')).replaceAll('\u202f', '').trim())
const rests = (page: Page) =>
  until(
    'the page waits for its workers',
    () => page.evaluate(() => document.documentElement.hasAttribute('data-busy')),
    (busy) => !busy,
  )

/** The hashes of the runs that the page was given, in their order. */
async function hashes(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const found: string[] = []
    Object.assign(window, { runHashes: found })
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args)
        this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
          if (typeof data === 'object' && data !== null && 'summary' in data)
            found.push((data.summary as { readonly runHash: string }).runHash)
        })
      }
    }
  })
  return () =>
    page.evaluate(() => (window as unknown as { runHashes: readonly string[] }).runHashes)
}

const sameRuns: Check = async (page, address) => {
  const found = await hashes(page)
  for (const [index, preset] of PRESETS.entries()) {
    const hash = `#v=1&p=${preset}&layout=explore`
    if (index === 0) await page.goto(`${address}${hash}`)
    else await page.evaluate((to) => void (location.hash = to), hash)
    const { runHash } = runToEnd({ scenario: presetScenario(preset), seed: 1 })
    await until(`${preset}: its run`, found, (all) => all.at(-1) === runHash)
  }
}

const plays: Check = async (page, address) => {
  await page.goto(`${address}#v=1&t=5s&layout=explore`)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await until(
    'the clock',
    () => clock(page),
    (seconds) => seconds > 6,
  )
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  // Both maps have been painted: in the middle of each is something.
  const painted = () =>
    page.locator('.memory-map canvas').evaluateAll((maps) =>
      maps.every((map) => {
        const { width, height } = map as HTMLCanvasElement
        const context = (map as HTMLCanvasElement).getContext('2d')
        return context?.getImageData(width / 2, height / 2, 1, 1).data[3] !== 0
      }),
    )
  await until('the maps', painted, (all) => all)
}

const film: Check = async (page, address) => {
  await page.goto(address)
  const first = await until(
    'the sentence',
    () => text(page, 'h1'),
    (said) => said.length > 0,
  )
  await until(
    'another sentence',
    () => text(page, 'h1'),
    (said) => said !== first,
  )
}

const dials: Check = async (page, address) => {
  await page.goto(`${address}#v=1&layout=explore`)
  await until(
    'the outcome',
    () => text(page, '.outcome'),
    (said) => said.includes('Total time'),
  )
  await rests(page)
  const before = await text(page, '.outcome')
  await page.locator('.dial input[type="range"]').first().press('ArrowRight')
  await until(
    'the outcome of a turned dial',
    () => text(page, '.outcome'),
    (now) => now !== before,
  )
  await rests(page)
  // The address holds it: opened again, it is the same run.
  const turned = await text(page, '.outcome')
  await until(
    'the address',
    () => Promise.resolve(page.url()),
    (url) => /workload|vm\./.test(url),
  )
  const link = page.url()
  await page.goto('about:blank')
  await page.goto(link)
  await until(
    'the outcome of the link',
    () => text(page, '.outcome'),
    (now) => now === turned,
  )
}

const details: Check = async (page, address) => {
  await page.goto(`${address}#v=1&t=30s&layout=explore&drawer=${DRAWERS[0]}`)
  for (const tab of DRAWERS) {
    await page.locator(`#tab-${tab}`).click()
    const panel = () => text(page, '#drawer-panel')
    await until(`the tab ${tab}`, panel, (said) => said.length > 40)
    assert.equal(await page.getByRole('alert').count(), 0, tab)
  }
  await page.keyboard.press('o')
  await until(
    'the library',
    () => text(page, 'dialog[open]'),
    (said) => said.length > 400,
  )
}

const cannotStart: Check = async (page, address) => {
  await page.addInitScript(() => void Reflect.deleteProperty(window, 'Worker'))
  await page.goto(address)
  const said = () => text(page, '#app')
  await until('the sentence', said, (all) => /switched off: Web Workers\./.test(all))
}

/** Firefox keeps a module that did not come until the page is loaded anew: the page says so, and reloading brings it. */
const lostView: Check = async (page, address) => {
  await page.route('**/assets/Heat-*.js', (route) => route.abort())
  await page.goto(`${address}#v=1&t=30s&layout=explore&drawer=heat`)
  const said = () => text(page, '#drawer-panel')
  await until('the loss', said, (all) => all.startsWith('This part of the page could not be'))
  await page.unroute('**/assets/Heat-*.js')
  await page.getByRole('button', { name: 'Try again' }).click()
  await until('what helps', said, (all) => all.startsWith('It still could not be loaded. Reload'))
  await page.getByRole('button', { name: 'Reload the page at this moment' }).click()
  await until('the tab', said, (all) => all.length > 40 && !all.includes('could not be loaded'))
  await until(
    'the clock',
    () => clock(page),
    (seconds) => seconds === 30,
  )
}

const CHECKS: readonly (readonly [
  name: string,
  check: Check,
  how?: 'from a disk' | 'with a loss',
])[] = [
  ['its runs are those of Node, bit for bit', sameRuns],
  ['the film begins', film],
  ['a run plays, and both maps are painted', plays],
  ['a dial changes the run, and the link holds it', dials],
  ['every tab of the details and the library open', details],
  ['without workers the page says so', cannotStart],
  ['a lost view comes when the page is loaded anew', lostView, 'with a loss'],
  ['the runs of the one file are those of Node', sameRuns, 'from a disk'],
  ['the one file plays', plays, 'from a disk'],
]

/** Notes what the page must not say. A file that is lost on purpose is reported on the console, and rightly so. */
function watch(page: Page, loses: boolean): readonly string[] {
  const wrong: string[] = []
  page.on('pageerror', (error) => void wrong.push(String(error)))
  page.on('console', (message) => {
    if (loses) return
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text())
  })
  return wrong
}

async function passes(
  browser: Browser,
  check: Check,
  address: string,
  loses: boolean,
): Promise<string> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const wrong = watch(page, loses)
  try {
    await check(page, address)
    return wrong.join('\n')
  } catch (error) {
    return [error instanceof Error ? error.message : String(error), ...wrong].join('\n')
  } finally {
    await context.close()
  }
}

const server = await preview({ preview: { host: '127.0.0.1', port: 0 }, logLevel: 'warn' })
const [served = ''] = server.resolvedUrls?.local ?? []
const browser = await firefox.launch({ channel: 'moz-firefox', executablePath: FIREFOX_PATH })
const say = (line: string) => process.stdout.write(`${line}\n`)
try {
  say(`Firefox ${browser.version()}`)
  for (const [name, check, how] of CHECKS) {
    const address = how === 'from a disk' ? SINGLE : served
    const problem = await passes(browser, check, address, how === 'with a loss')
    const title = how === undefined ? name : `${how}: ${name}`
    say(problem ? `  ✗ ${title}\n${problem}` : `  ✓ ${title}`)
    if (problem) process.exitCode = 1
  }
} finally {
  await browser.close()
  await server.close()
}
