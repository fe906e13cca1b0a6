/** The built page in Chromium against its budgets: opening, a dial, frames. Run `npm run build` first. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from '@playwright/test'
import { preview } from 'vite'
import { WAYS } from '../browser/ways.ts'
import { interventionTimes, type Timed } from './intervention-bench.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const VIEWPORT = { width: 1440, height: 900 }
const OPENINGS = 7
const SEEKS = 36
const FRAME_SECONDS = 15

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}

function line(name: string, value: string, budget: string): void {
  const limit = budget === '' ? '' : `   budget ${budget}`
  console.log(`${name.padEnd(52)} ${value.padStart(18)}${limit}`)
}

/** Milliseconds until the first contentful paint, and until the source's map has a picture. */
async function opening(browser: Browser, url: string): Promise<{ paint: number; picture: number }> {
  const page = await browser.newPage({ viewport: VIEWPORT })
  await page.addInitScript(() => {
    const look = () => {
      const canvas = document.querySelector<HTMLCanvasElement>(
        'canvas[data-map="source"], .memory-map canvas, canvas',
      )
      const context = canvas && canvas.width > 8 ? canvas.getContext('2d') : null
      const pixel = context?.getImageData(canvas!.width >> 1, canvas!.height >> 1, 1, 1).data
      if (pixel && pixel[3]! > 0) performance.mark('first-picture')
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto(url)
  await page.waitForFunction(() => performance.getEntriesByName('first-picture').length > 0)
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    picture: performance.getEntriesByName('first-picture')[0]!.startTime,
  }))
  await page.close()
  return times
}

/** Notes for each kind of message when a worker was asked last, and when one answered last. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const asked: Record<string, number> = {}
    const answers: Record<string, number> = {}
    Object.assign(window, { asked, answers })
    const note = (times: Record<string, number>, data: unknown) => {
      if (typeof data === 'object' && data !== null && 'kind' in data)
        times[String(data.kind)] = performance.now()
    }
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args)
        this.addEventListener('message', ({ data }: MessageEvent<unknown>) => note(answers, data))
      }
      override postMessage(message: unknown, options?: unknown): void {
        note(asked, message)
        super.postMessage(message, options as StructuredSerializeOptions)
      }
    }
  })
}

/**
 * Of every slider on the page: milliseconds from its input event until the outcome of its run was painted. Each is put back
 * before the next: what is measured is one dial moved away from the default.
 */
async function dialTimes(page: Page): Promise<Timed[]> {
  const dials = page.locator('.dial input[type=range]')
  const times: Timed[] = []
  for (let index = 0; index < (await dials.count()); index++) {
    times.push(
      await dials.nth(index).evaluate(async (element) => {
        const dial = element as HTMLInputElement
        const { answers } = window as unknown as { answers: Record<string, number> }
        const [least, most, now] = [Number(dial.min), Number(dial.max), Number(dial.value)]
        const step = (most - least) / 20
        const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!
        const move = async (to: number) => {
          const start = performance.now()
          value.set!.call(dial, String(to))
          dial.dispatchEvent(new Event('input', { bubbles: true }))
          return await new Promise<number>((done) => {
            const look = () => {
              const painted = performance.now() - start
              if ((answers['outcome'] ?? 0) > start || painted > 5000)
                requestAnimationFrame(() => done(performance.now() - start))
              else requestAnimationFrame(look)
            }
            requestAnimationFrame(look)
          })
        }
        const milliseconds = await move(now + step <= most ? now + step : now - step)
        await new Promise((done) => setTimeout(done, 150))
        await move(now)
        return {
          name: dial.closest('.dial')?.querySelector('label')?.textContent?.trim() ?? dial.id,
          milliseconds,
        }
      }),
    )
    await page.waitForTimeout(150)
  }
  return times
}

/** From a key that seeks until the player's frame is on the page, and of that from asking for it: milliseconds. */
async function seekTimes(page: Page): Promise<{ whole: number; player: number }[]> {
  const times: { whole: number; player: number }[] = []
  for (let press = 0; press < SEEKS; press++) {
    times.push(
      await page.evaluate(
        async (key) => {
          const { asked, answers } = window as unknown as Record<string, Record<string, number>>
          const start = performance.now()
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
          return await new Promise<{ whole: number; player: number }>((done) => {
            const look = () => {
              const frame = answers!['frame'] ?? 0
              const from = asked!['frame'] ?? 0
              if (from > start && frame > from) done({ whole: frame - start, player: frame - from })
              else if (performance.now() - start > 2000) done({ whole: 2000, player: 2000 })
              else setTimeout(look, 0)
            }
            look()
          })
        },
        press % 12 < 6 ? 'ArrowRight' : 'ArrowLeft',
      ),
    )
    await page.waitForTimeout(60)
  }
  return times
}

/** Intervals between frames while the film plays, and the share of time that the main thread works. */
async function frames(page: Page): Promise<{ intervals: number[]; busy: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const work = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value
  }
  const before = await work()
  const intervals = await page.evaluate(async (seconds) => {
    const found: number[] = []
    await new Promise<void>((done) => {
      const start = performance.now()
      let last = start
      const tick = (now: number) => {
        found.push(now - last)
        last = now
        if (now - start < seconds * 1000) requestAnimationFrame(tick)
        else done()
      }
      requestAnimationFrame(tick)
    })
    return found.slice(1)
  }, FRAME_SECONDS)
  return { intervals, busy: ((await work()) - before) / FRAME_SECONDS }
}

const LONG_PASSES =
  '#v=1&layout=explore&generation=QEMU7.2&vm.memory=1&workload.workingSet=0.5&workload.writeRate=700'

/** The longest task of the main thread on each way into the page, longest first: a fresh load, until it rests. */
async function longestTasks(
  browser: Browser,
  url: string,
): Promise<readonly { readonly way: string; readonly milliseconds: number }[]> {
  const found = []
  for (const way of [...WAYS, LONG_PASSES]) {
    const page = await browser.newPage({ viewport: VIEWPORT })
    await page.addInitScript(() => {
      const tasks: number[] = []
      Object.assign(window, { tasks })
      const note = (list: PerformanceObserverEntryList) =>
        tasks.push(...list.getEntries().map(({ duration }) => duration))
      new PerformanceObserver(note).observe({ type: 'longtask', buffered: true })
    })
    await page.goto(`${url}${way}`, { waitUntil: 'networkidle' })
    await page.locator('html:not([data-busy])').waitFor()
    await page.waitForTimeout(500)
    const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks)
    // Shorter ones are not told of.
    found.push({ way, milliseconds: Math.max(50, ...tasks) })
    await page.close()
  }
  return found.toSorted((a, b) => b.milliseconds - a.milliseconds)
}

const SLOWER = 20
const SCENES = [
  ['at rest', '#v=1&layout=explore&t=30s', false],
  ['playing', '#v=1&layout=explore&t=30s', true],
  ['24 TiB at rest', '#p=monster-24tib&layout=explore&t=30s', false],
] as const
const KEYS = ['t', '?', 'Escape', 't', 'e', 'e', 'l', 'l']

/** From a key until the second frame after it, on a main thread that is held back: the median of some keys. */
async function throttledKeys(
  browser: Browser,
  url: string,
): Promise<readonly { readonly scene: string; readonly milliseconds: number }[]> {
  const found = []
  for (const [scene, way, plays] of SCENES) {
    const page = await browser.newPage({ viewport: VIEWPORT })
    const devtools = await page.context().newCDPSession(page)
    await page.goto(`${url}${way}`, { waitUntil: 'networkidle' })
    await page.locator('html:not([data-busy])').waitFor()
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    if (plays) await page.keyboard.press('k')
    const times: number[] = []
    for (const key of KEYS) {
      await page.evaluate(() =>
        addEventListener(
          'keydown',
          ({ timeStamp }) =>
            requestAnimationFrame(() =>
              requestAnimationFrame((now) => Object.assign(window, { answered: now - timeStamp })),
            ),
          { once: true, capture: true },
        ),
      )
      await page.keyboard.press(key)
      const answered = await page.waitForFunction(
        () => (window as unknown as { answered?: number }).answered,
      )
      times.push(Number(await answered.jsonValue()))
      await page.evaluate(() => Object.assign(window, { answered: undefined }))
    }
    found.push({ scene, milliseconds: median(times) })
    await page.close()
  }
  return found
}

/**
 * The most mebibytes that the largest process of a page has held since it was started, and those that it holds now beside
 * the files which it shares with the browser. Linux alone tells.
 */
async function memoryOf(browser: Browser): Promise<{ whole: number; own: number }> {
  const system = await browser.newBrowserCDPSession()
  const { processInfo } = await system.send('SystemInfo.getProcessInfo')
  const all = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      const status = readFileSync(`/proc/${id}/status`, 'utf8')
      const mebibytes = (name: string) =>
        Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024
      return { whole: mebibytes('VmHWM'), own: mebibytes('VmRSS') - mebibytes('RssFile') }
    })
  return all.toSorted((a, b) => b.whole - a.whole)[0] ?? { whole: NaN, own: NaN }
}

export async function benchBrowser(): Promise<void> {
  if (!existsSync(`${root}dist/index.html`))
    throw new Error('There is no page in dist/: run `npm run build` first.')
  const ensured = spawnSync(process.execPath, [`${root}.ci/ensure.mjs`, 'browser'], {
    stdio: ['ignore', 2, 2],
  })
  if (ensured.status !== 0) throw new Error('There is no browser to measure in.')
  const executablePath = readFileSync(`${root}node_modules/.chrome-path`, 'utf8').trim()
  const server = await preview({
    root,
    configFile: `${root}vite.config.ts`,
    preview: { port: 0, host: '127.0.0.1' },
    logLevel: 'error',
  })
  const url = server.resolvedUrls!.local[0]!
  const args = [
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
  ]
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  const browser = await chromium.launch({ executablePath, args })
  console.log(
    `\nThe built page in Chromium ${browser.version()}, ${VIEWPORT.width}×${VIEWPORT.height}, software raster`,
  )
  const openings = []
  for (let i = 0; i < OPENINGS; i++) openings.push(await opening(browser, url))
  line(
    'first contentful paint, median',
    `${median(openings.map(({ paint }) => paint)).toFixed(0)} ms`,
    '250 ms',
  )
  line(
    'page opened → first picture, median',
    `${median(openings.map(({ picture }) => picture)).toFixed(0)} ms`,
    '1000 ms',
  )

  const film = await browser.newPage({ viewport: VIEWPORT })
  await film.goto(url)
  await film.waitForTimeout(9000)
  const { intervals, busy } = await frames(film)
  const slow = intervals.filter((interval) => interval > 25).length / intervals.length
  line('frames of the film over 25 ms', `${(100 * slow).toFixed(1)} %`, '5 %')
  line('main thread busy', `${(100 * busy).toFixed(0)} %`, '38 %')
  const { whole, own } = await memoryOf(browser)
  line("the page's process, workers and browser included", `${whole.toFixed(0)} MiB`, '256 MiB')
  line("  of it without the browser's own files", `${own.toFixed(0)} MiB`, '')
  await film.close()

  const explore = await browser.newPage({ viewport: VIEWPORT })
  await listen(explore)
  await explore.goto(`${url}#v=1&layout=explore&stage`)
  await explore.waitForSelector('.outcome-rows')
  const seeks = await seekTimes(explore)
  line(
    'seek: frame asked for → there, median',
    `${median(seeks.map(({ player }) => player)).toFixed(1)} ms`,
    '8 ms',
  )
  line(
    '  with the wait for the next animation frame',
    `${median(seeks.map(({ whole }) => whole)).toFixed(1)} ms`,
    '',
  )
  await explore.getByRole('button', { name: 'All dials', exact: true }).click()
  const dials = await dialTimes(explore)
  line(
    `any dial moved → new outcome painted, median of ${dials.length}`,
    `${median(dials.map(({ milliseconds }) => milliseconds)).toFixed(0)} ms`,
    '100 ms',
  )
  const slowest = dials.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 3)
  for (const { name, milliseconds } of slowest)
    line(`  slowest: ${name}`, `${milliseconds.toFixed(0)} ms`, '')
  await explore.close()

  const tasks = await longestTasks(browser, url)
  line(
    `longest task on ${WAYS.length} ways into the page`,
    `${tasks[0]!.milliseconds.toFixed(0)} ms`,
    '200 ms',
  )
  for (const { way, milliseconds } of tasks.slice(1, 4))
    line(`  then ${way}`, `${milliseconds.toFixed(0)} ms`, '')
  for (const { scene, milliseconds } of await throttledKeys(browser, url))
    line(`a key, ${SLOWER} × slower: ${scene}, median`, `${milliseconds.toFixed(0)} ms`, '1000 ms')

  const machine = await browser.newPage({ viewport: VIEWPORT })
  await listen(machine)
  await machine.goto(`${url}#v=1&layout=explore&t=30s&stage`)
  await machine.waitForSelector('.outcome-rows')
  await machine.keyboard.press('/')
  await machine.waitForSelector('.intervene-now button')
  const futures = await interventionTimes(machine)
  line(
    `an intervention in mid-run → new outcome painted, median of ${futures.length}`,
    `${median(futures.map(({ milliseconds }) => milliseconds)).toFixed(0)} ms`,
    '100 ms',
  )
  for (const name of new Set(futures.map(({ name: each }) => each))) {
    const own = futures.filter((each) => each.name === name)
    line(`  ${name}`, `${median(own.map(({ milliseconds }) => milliseconds)).toFixed(0)} ms`, '')
  }
  await browser.close()
  await server.close()
}
