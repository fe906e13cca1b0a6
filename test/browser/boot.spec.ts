// A page that cannot start says what is missing and what to do: each thing that it needs, taken away from a real Chromium.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { expect, test, type Frame, type Page, type Route } from '@playwright/test'
import { findings } from './harness.ts'

const SINGLE = 'dist/switchover-single.html'

/** What stands on a page that has not started. */
function sentence(page: Page | Frame) {
  return page.getByRole('alert')
}

function starts(page: Page | Frame) {
  return expect(
    page.getByRole('list', { name: 'Phases' }).getByRole('button').first(),
  ).toBeVisible()
}

/** Something that the page can be without, or not: how it is taken away, and what the page says then. */
type Loss = readonly [what: string, takeAway: (page: Page) => Promise<unknown>, said: RegExp]

const without = (path: string) => (page: Page) =>
  page.addInitScript((name) => {
    const [last = '', ...owners] = name.split('.').toReversed()
    const owner = owners
      .toReversed()
      .reduce<object>((at, key) => Reflect.get(at, key) as object, window)
    Reflect.deleteProperty(owner, last)
  }, path)

const blocked = (files: string) => (page: Page) => page.route(files, (route) => route.abort())

const changed =
  (files: string, change: (text: string) => string) =>
  (page: Page): Promise<unknown> =>
    page.route(files, async (route: Route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: change(await response.text()) })
    })

const LOSSES: readonly Loss[] = [
  ['workers', without('Worker'), /off: Web Workers\.Open it in Chrome \d+/],
  ['message channels', without('MessageChannel'), /off: MessageChannel\./],
  ['resize observers', without('ResizeObserver'), /off: ResizeObserver\./],
  ['dialogs', without('HTMLDialogElement'), /off: the dialog element\./],
  ['a canvas', without('CanvasRenderingContext2D'), /off: a canvas to draw on\./],
  ['arrays of an old browser', without('Array.prototype.toSorted'), /off: Array\.prototype\.toSo/],
  ['its script', blocked('**/assets/index-*.js'), /not be loaded: index-[\w-]+\.js\.Check the/],
  [
    'a part of its script',
    blocked('**/assets/jsx-runtime-*.js'),
    /not be loaded: [\w-]+\.js\.Check the/,
  ],
  ['its style sheet', blocked('**/assets/index-*.css'), /not be loaded: index-[\w-]+\.css\./],
  [
    'the codec of what its address holds',
    blocked('**/assets/interventions-codec-*.js'),
    /A file of the page could not be loaded\.Check/,
  ],
  [
    'a script without an error',
    changed('**/assets/jsx-runtime-*.js', (text) => `throw new Error('boom');${text}`),
    /stopped with an error: Uncaught Error: boom/,
  ],
  [
    'a script that it can read',
    changed('**/assets/jsx-runtime-*.js', () => 'let = ;'),
    /stopped with an error: Uncaught SyntaxError/,
  ],
  [
    'workers that may be made',
    (page) =>
      page.addInitScript(() => {
        window.Worker = class extends EventTarget {
          constructor() {
            super()
            throw new DOMException('Workers are not allowed here.', 'SecurityError')
          }
        } as unknown as typeof Worker
      }),
    /stopped with an error: SecurityError: Workers are not allowed here\./,
  ],
  [
    'a script that runs',
    changed('**/*.html', (text) => text.replace(/<script type="module".*?<\/script>/, '')),
    /Its script did not run\./,
  ],
]

for (const [what, takeAway, said] of LOSSES)
  test(`without ${what} the page says so`, async ({ page }) => {
    await takeAway(page)
    await page.goto('./index.html#v=2&do=20:network.otherTraffic=50')
    await expect(sentence(page)).toHaveText(/^Switchover cannot start/)
    await expect(sentence(page)).toHaveText(said)
    await expect(page.getByText('It moves while it runs.')).toHaveCount(0)
  })

test('the sentence has no fault that axe finds, in any theme, and its button loads the page', async ({
  page,
}) => {
  for (const colorScheme of ['dark', 'light'] as const)
    await test.step(colorScheme, async () => {
      await page.goto('about:blank')
      await page.emulateMedia({ colorScheme })
      await page.route('**/assets/index-*.js', (route) => route.abort())
      await page.goto(`./#p=oltp&theme=${colorScheme}`)
      await expect(sentence(page)).toBeVisible()
      expect(await findings(page)).toEqual([])
      await page.unroute('**/assets/index-*.js')
      await page.getByRole('button', { name: 'Reload the page' }).click()
      await starts(page)
      await expect(sentence(page)).toHaveCount(0)
      expect(page.url()).toContain('p=oltp')
    })
})

test('no storage, no clipboard and no full screen: the page starts', async ({ page }) => {
  await page.addInitScript(() => {
    const refuse = {
      get(): never {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    }
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore'])
      Object.defineProperty(window, name, refuse)
    Object.defineProperty(document, 'cookie', refuse)
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
    Object.defineProperty(Element.prototype, 'requestFullscreen', { value: undefined })
  })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.goto('./#layout=explore')
  await starts(page)
  await page.keyboard.press('f')
  await page.keyboard.press('c')
  await expect(page.getByText('did not allow copying')).toBeVisible()
  expect(errors).toEqual([])
})

test('a frame without an origin: the one file runs in it, the served page says what to do', async ({
  page,
  baseURL,
}) => {
  const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  const frame = (source: string) =>
    `<meta charset="utf-8"><iframe sandbox="allow-scripts" width="1400" height="850" ${source}></iframe>`
  const inside = async (source: string) => {
    await page.setContent(frame(source))
    const [, child] = page.frames()
    if (!child) throw new Error('There is no frame.')
    return child
  }
  await test.step('the one file as a document', async () => {
    const child = await inside(`srcdoc="${attribute(readFileSync(SINGLE, 'utf8'))}"`)
    await starts(child)
    await expect(child.getByRole('timer')).toBeVisible()
  })
  await test.step('the served page', async () => {
    const child = await inside(`src="${String(baseURL)}index.html"`)
    await expect(sentence(child)).toHaveText(/sandboxed.*in its own tab\./)
  })
})

test('from a disk the one file runs, and the served page names it', async ({ page }) => {
  await page.goto(pathToFileURL(SINGLE).href)
  await starts(page)
  await page.goto(pathToFileURL('dist/index.html').href)
  await expect(sentence(page)).toHaveText(/Open switchover-single\.html instead/)
})
