// What all tests of the page share: it must stay silent, contact no other host, and never jump.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  test as base,
  expect,
  type BrowserContext,
  type ConsoleMessage,
  type Page,
  type Request,
} from '@playwright/test'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** Requests of a page: how many there were, and which are under way. */
interface Traffic {
  begun: number
  readonly underWay: Set<Request>
}
const traffic = new WeakMap<Page, Traffic>()

/** Notes what a page must not do; what it returns says what that was, and stops to note. */
function watch(page: Page, baseURL: string): () => readonly string[] {
  const wrong: string[] = []
  const requests: Traffic = { begun: 0, underWay: new Set() }
  traffic.set(page, requests)
  const failed = (error: Error) => void wrong.push(String(error))
  const said = (message: ConsoleMessage) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text())
  }
  const asked = (request: Request) => {
    // Another page: what the one before has asked for is not awaited.
    if (request.isNavigationRequest()) requests.underWay.clear()
    // A worker that is ended never finishes its script; whether the page waits for one it says itself.
    if (!/\.worker-/.test(request.url())) requests.underWay.add(request)
    requests.begun++
    const url = request.url()
    if (!url.startsWith(baseURL) && !/^(data|blob):/.test(url)) wrong.push(`asked for ${url}`)
  }
  const over = (request: Request) => void requests.underWay.delete(request)
  page
    .on('pageerror', failed)
    .on('console', said)
    .on('request', asked)
    .on('requestfinished', over)
    .on('requestfailed', over)
  return () => {
    page
      .off('pageerror', failed)
      .off('console', said)
      .off('request', asked)
      .off('requestfinished', over)
      .off('requestfailed', over)
    return wrong
  }
}

const silent = base.extend<{ readonly silent: void }>({
  silent: [
    async ({ page, baseURL }, provide) => {
      const wrong = watch(page, String(baseURL))
      await provide()
      expect(wrong()).toEqual([])
    },
    { auto: true },
  ],
})

/** A test with a browser context of its own: a cold cache, a phone's touch, permissions, a clock that is held. */
export const alone = silent

/** All other tests of a worker have one context, so that the page's code is fetched once, and one of two tabs. */
const warm = silent.extend<
  object,
  { readonly warm: BrowserContext; readonly fresh: Page; readonly tab: Page }
>({
  warm: [
    async ({ browser }, provide, { project }) => {
      const { baseURL = '', viewport = null } = project.use
      const context = await browser.newContext({ baseURL, viewport })
      await provide(context)
      await context.close()
    },
    { scope: 'worker' },
  ],
  fresh: [
    async ({ warm: context }, provide) => provide(await context.newPage()),
    { scope: 'worker' },
  ],
  tab: [
    async ({ warm: context }, provide) => provide(await context.newPage()),
    { scope: 'worker' },
  ],
  context: async ({ warm: context }, provide) => provide(context),
})

/** A test that loads the page anew. What it adds to its tab for good (scripts, a clock) belongs into one that is `alone`. */
export const test = warm.extend({
  page: async ({ fresh, viewport }, provide) => {
    if (viewport) await fresh.setViewportSize(viewport)
    await provide(fresh)
    await fresh.emulateMedia({ reducedMotion: null })
    await fresh.goto('about:blank')
    await fresh.mouse.move(0, 0)
  },
})

/** Tabs in which the page stays open from one test to the next. */
const kept = new WeakSet<Page>()

/**
 * A test in a tab that it shares with others, where the page is loaded once: `open` brings it to an address from where the test
 * before has left it. For tests that look, and change nothing but what an address holds; they leave the run paused.
 */
export const shared = warm.extend({
  page: async ({ tab, viewport }, provide) => {
    kept.add(tab)
    if (viewport) await tab.setViewportSize(viewport)
    await provide(tab)
    expect(await leftBehind(tab), 'what a shared test leaves behind').toEqual([])
  },
})

/** What is on the page that no address holds: the next test would find it there. */
function leftBehind(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const has = (selector: string) => document.querySelector(selector) !== null
    const speed = document.querySelector<HTMLSelectElement>('select[aria-label="Speed"]')
    const left = [
      has('dialog[open].help') && 'the help',
      has('[aria-keyshortcuts="a"][aria-expanded="true"]') && 'all dials',
      has('[aria-keyshortcuts="/"][aria-expanded="true"]') && 'the panel of interventions',
      has('[aria-invalid="true"]') && 'a wrong value',
      has('button[aria-label="Pause"]') && 'a run that plays',
      speed?.selectedOptions[0]?.text !== 'in 20 s' && 'another speed',
    ]
    return left.filter((name) => name !== false)
  })
}

export { expect }

/** Brings a page that another test has left to an address, with what a page has that was just opened: no focus, the light theme. */
async function bring(page: Page, hash: string): Promise<void> {
  await page.mouse.move(0, 0)
  const { there, dark } = await page.evaluate((to) => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    return {
      there: location.hash === to,
      dark: document.documentElement.dataset['theme'] === 'dark',
    }
  }, hash)
  // No address but this one: the theme stays where an address leaves it open, and to where it is nothing leads.
  if (there || dark) await follow(page, '#v=1&theme=light&drawer=events')
  return follow(page, hash)
}

/** Opens the page, anew or in a tab that is shared; the first run is on the screen when this returns. */
export async function open(page: Page, hash = ''): Promise<void> {
  if (kept.has(page) && page.url() !== 'about:blank') return bring(page, hash)
  // From one address of the page to another nothing would be loaded: what was there before would count as there.
  if (page.url() !== 'about:blank') await page.goto('about:blank')
  await page.goto(`./${hash}`)
  await expect(page.getByRole('list', { name: 'Phases' }).getByRole('button').first()).toBeVisible()
  // The outcome comes first, the recording after it: only then the map has a picture. A copy of it is read.
  await page.waitForFunction(() => {
    const map = document.querySelector<HTMLCanvasElement>('.memory-map canvas')
    const copy = document.createElement('canvas')
    const context = copy.getContext('2d', { willReadFrequently: true })
    if (!map || !context || map.width === 0) return false
    context.drawImage(map, map.width / 2, map.height / 2, 1, 1, 0, 0, 1, 1)
    return context.getImageData(0, 0, 1, 1).data[3] !== 0
  })
}

/** What was done before is on the screen: two frames have been drawn since. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => done()))
      }),
  )
}

/** What a page that rests does not do; three frames in a row without any of it are rest. */
function rest(page: Page): Promise<string> {
  return page.evaluate(
    ([frames, limit]) =>
      new Promise<string>((done) => {
        const root = document.documentElement
        const book = window.requestAnimationFrame
        let stirs = ''
        window.requestAnimationFrame = (callback) => {
          stirs = 'it books frames'
          return book.call(window, callback)
        }
        const watcher = new MutationObserver(([change]) => {
          stirs = `its ${change?.attributeName ?? 'text'} changes`
        })
        const options = { subtree: true, childList: true, attributes: true, characterData: true }
        watcher.observe(document, options)
        const moves = (animation: Animation) =>
          animation.playState === 'running' &&
          animation.effect?.getComputedTiming().endTime !== Infinity
        const now = () => {
          if (root.hasAttribute('data-busy')) return 'it waits for its workers'
          if (document.querySelector('[aria-busy="true"]')) return 'a part of it is busy'
          if (document.fonts.status !== 'loaded') return 'its font is on its way'
          return document.getAnimations().some(moves) ? 'something fades or moves' : stirs
        }
        const until = performance.now() + limit
        let quiet = 0
        const look = () => {
          const busy = now()
          stirs = ''
          quiet = busy === '' ? quiet + 1 : 0
          if (quiet <= frames && performance.now() < until) return book.call(window, look)
          window.requestAnimationFrame = book
          watcher.disconnect()
          return done(busy)
        }
        book.call(window, look)
      }),
    [3, 20_000] as const,
  )
}

/**
 * Waits until the page rests: the workers have answered, all code is there, no frame is booked, nothing changes any more.
 * The run has to be paused.
 */
export async function still(page: Page): Promise<void> {
  const requests = traffic.get(page)
  let before: number | undefined
  do {
    const underWay = () => [...(requests?.underWay ?? [])].map((request) => request.url())
    await expect.poll(underWay, { intervals: [10] }).toEqual([])
    before = requests?.begun
    expect(await rest(page), 'why the page does not rest').toBe('')
  } while (requests?.begun !== before)
}

/** Goes to another address on a page that is open, as a link on it would. The run has to be paused. */
export async function follow(page: Page, hash: string): Promise<void> {
  await page.evaluate(
    (to) =>
      new Promise<void>((done) => {
        if (location.hash === to) throw new Error(`already there: ${to}`)
        addEventListener('hashchange', () => done(), { once: true })
        location.hash = to
      }),
    hash,
  )
  await still(page)
}

export type Size = readonly [width: number, height: number]

/** The sizes that the page is laid out for: a phone, a tablet, a laptop, a screen, a wall. */
export const SIZES: readonly Size[] = [
  [390, 844],
  [1024, 768],
  [1440, 900],
  [1920, 1080],
  [3840, 2160],
]

/** Gives the window one size after the other and looks at the page once it rests; a failure names the size. */
export async function atSizes(
  page: Page,
  sizes: readonly Size[],
  look: (name: string, size: Size) => Promise<void>,
): Promise<void> {
  for (const [width, height] of sizes)
    await test.step(`${width}×${height}`, async () => {
      await page.setViewportSize({ width, height })
      await still(page)
      await look(`${width}×${height}`, [width, height])
    })
}

/**
 * Opens an address in the dark theme, then in the light one; a failure names the theme. `tags`: what axe has to look at, which
 * in the second theme are the colours alone.
 */
export async function inBothThemes(
  page: Page,
  hash: string,
  look: (theme: 'dark' | 'light', tags: readonly string[]) => Promise<void>,
): Promise<void> {
  await test.step('dark', async () => {
    await open(page, `${hash}&theme=dark`)
    await look('dark', ALL)
  })
  await test.step('light', async () => {
    await follow(page, `${hash}&theme=light`)
    await look('light', COLOURS)
  })
}

/** Waits until a host is emptied and compared: some eighty migrations, which take their time on a busy machine. */
export async function emptied(page: Page, result = /^20 VMs moved in/): Promise<void> {
  test.slow()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(result)).toBeVisible({ timeout: 60_000 })
  await expect(dialog.locator('[aria-busy="true"]')).toHaveCount(0, { timeout: 60_000 })
}

/**
 * Takes the screen's time into the test's hands: frames come as ever, but no time passes from one to the next. What it
 * returns lets seconds pass, in steps of a tenth: the longest that the page takes as seen. Call it before the page is opened.
 */
export async function holdTime(page: Page): Promise<(seconds: number) => Promise<void>> {
  await page.addInitScript(() => {
    const book = window.requestAnimationFrame.bind(window)
    const due = new Map<number, FrameRequestCallback>()
    let [now, lastId, held] = [0, 0, false]
    const paint = () => {
      const callbacks = [...due.values()]
      due.clear()
      for (const callback of callbacks) callback(now)
    }
    window.requestAnimationFrame = (callback) => {
      lastId += 1
      due.set(lastId, callback)
      if (!held && due.size === 1) book(() => held || paint())
      return lastId
    }
    window.cancelAnimationFrame = (id) => void due.delete(id)
    const { port1, port2 } = new MessageChannel()
    const turn = () =>
      new Promise((done) => {
        port1.addEventListener('message', done, { once: true })
        port1.start()
        port2.postMessage(undefined)
      })
    Object.assign(window, {
      async pass(seconds: number) {
        held = true
        for (let step = 0; step < Math.round(seconds * 10); step++) {
          now += 100
          paint()
          // Workers, React and everything else have their turn between two frames.
          await turn()
        }
        held = false
        if (due.size > 0) book(paint)
      },
    })
  })
  return (seconds) =>
    page.evaluate(
      (passed) => (window as unknown as { pass(seconds: number): Promise<void> }).pass(passed),
      seconds,
    )
}

/** Model seconds on the clock. */
export async function clock(page: Page): Promise<number> {
  await painted(page)
  const text = await page.getByRole('timer').innerText()
  // Thousands are set apart by a thin space.
  return Number.parseFloat(text.replaceAll('\u202f', '').trim())
}

/** Waits until the page stands still, then gives the clock. */
export async function settled(page: Page): Promise<number> {
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  return clock(page)
}

export function headline(page: Page) {
  return page.getByRole('heading', { level: 1 })
}

/** Notes the headline's sentence and every one that follows; returns what gives them, in their order. */
export async function sentences(page: Page): Promise<() => Promise<readonly string[]>> {
  await headline(page).evaluate((heading) => {
    const said: string[] = []
    Object.assign(window, { said })
    // Numbers and units are joined by spaces at which no line ends.
    const note = () => {
      const sentence = heading.textContent.replaceAll('\u00a0', ' ')
      if (sentence && said.at(-1) !== sentence) said.push(sentence)
    }
    note()
    new MutationObserver(note).observe(heading, {
      subtree: true,
      childList: true,
      characterData: true,
    })
  })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The rules that look at colours: all that another theme of the same view can break. */
export const COLOURS = ['cat.color']

/** Everything that axe finds by the rules of some tags, once the page rests. */
export async function findings(
  page: Page,
  tags: readonly string[] = ALL,
): Promise<readonly string[]> {
  await still(page)
  return findingsNow(page, tags)
}

/** The same of a view that is at work and does not rest. */
export async function findingsNow(
  page: Page,
  tags: readonly string[] = ALL,
): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async (values) => {
    const { axe } = window as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
        }>
      }
    }
    const { violations } = await axe.run({
      runOnly: { type: 'tag', values },
      // Level AAA, which the page does not claim.
      rules: { 'color-contrast-enhanced': { enabled: false } },
      // What is in order is counted, not described.
      resultTypes: ['violations'],
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
    )
  }, tags)
}
