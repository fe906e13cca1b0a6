// What the page may load and run: nothing that it does runs against its policy, and what somebody slips into it does not run. Both
// builds, the served one on a host with the headers that README.md gives.
import { readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { test as plain, type Page } from '@playwright/test'
import { alone, clock, emptied, expect, headline, open, settled, still, test } from './harness.ts'
import { byHeadersFile, byNginx, serve } from './host-headers.ts'
import { WAYS } from './ways.ts'

const ONE_FILE = pathToFileURL('dist/switchover-single.html').href

test('README.md gives a host the same headers in both forms', () => {
  const assets = readdirSync('dist/assets').map((name) => `/assets/${name}`)
  expect(assets.length).toBeGreaterThan(50)
  for (const path of ['/', '/index.html', ...assets])
    expect({ path, ...byHeadersFile(path) }).toEqual({ path, ...byNginx(path) })
  expect(byNginx('/')).toMatchObject({ 'Cache-Control': 'no-cache' })
  expect(byNginx('/folder/assets/a.js')['Cache-Control']).toContain('immutable')
  expect(Object.keys(byNginx('/')).toSorted()).toEqual([
    'Cache-Control',
    'Content-Security-Policy',
    'Cross-Origin-Opener-Policy',
    'Cross-Origin-Resource-Policy',
    'Permissions-Policy',
    'Referrer-Policy',
    'X-Content-Type-Options',
  ])
})

const hosted = alone.extend<object, { readonly host: string }>({
  host: [
    async ({ browser }, provide) => {
      const { address, close } = await serve(byNginx)
      browser.once('disconnected', () => void close())
      await provide(address)
    },
    { scope: 'worker' },
  ],
  baseURL: ({ host }, provide) => provide(host),
})

/** Notes what runs against the policy, in the page and in all that follows; returns what gives it. */
async function violations(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sample, sourceFile, lineNumber } = event
      seen.push(`${effectiveDirective} ${blockedURI} ${sample} ${sourceFile}:${lineNumber}`)
    })
  })
  return () => page.evaluate(() => (window as unknown as { seen: string[] }).seen)
}

/** Goes to an address of the page that is open; the views stay, as for a reader who follows links. */
async function goThrough(page: Page, ways: readonly string[]): Promise<void> {
  for (const way of ways)
    await test.step(way, async () => {
      await page.evaluate((hash) => {
        location.hash = hash
      }, way)
      if (way.includes('open=evacuation')) await emptied(page)
      await still(page)
      await expect(headline(page)).not.toBeEmpty()
    })
}

/** Uses what works by itself: playback, a dial, the map, an intervention, files, the dialogs. */
async function use(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await page.evaluate(() => {
    location.hash = '#v=1&t=62s&layout=explore&drawer=log'
  })
  await still(page)
  const before = await clock(page)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => clock(page)).toBeGreaterThan(before)
  await settled(page)
  await page.getByRole('slider', { name: 'Guest writes' }).press('ArrowRight')
  await page.getByRole('button', { name: 'Zoom in' }).first().click()
  const log = page.waitForEvent('download')
  await page.getByRole('button', { name: /Download/ }).click()
  await log
  await page.keyboard.press('/')
  await expect(page.getByRole('button', { name: /cable/i }).first()).toBeVisible()
  await page.getByRole('button', { name: /cable/i }).first().click()
  await still(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 390, height: 844 })
  await still(page)
}

/** Each way in which text could become code or style, or leave the page. Says which of them did. */
function slipIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const done: string[] = []
    Object.assign(window, { done })
    const attempt = async (name: string, act: () => unknown) => {
      try {
        if (await act()) done.push(name)
      } catch {
        // Refused.
      }
    }
    const add = (tag: string, text: string) => {
      const element = document.createElement(tag)
      element.append(text)
      document.body.append(element)
      return element
    }
    const turnsRed = (element: HTMLElement) => getComputedStyle(element).color === 'rgb(1, 2, 3)'
    await attempt('script', () => void add('script', `done.push('script')`))
    await attempt('markup', () => {
      const place = add('div', '')
      place.innerHTML = '<img src="x" onerror="done.push(1)">'
      return true
    })
    await attempt('handler', () => {
      const button = add('button', '')
      button.setAttribute('onclick', `done.push('handler')`)
      button.click()
    })
    // Later: what a test evaluates at once may do so.
    await new Promise((later) => setTimeout(later))
    await attempt('text as code', () => window.eval('1') === 1)
    await attempt('style element', () => {
      add('style', 'b.slipped { color: rgb(1, 2, 3) }')
      const bold = add('b', '')
      bold.className = 'slipped'
      return turnsRed(bold)
    })
    await attempt('style attribute', () => {
      const bold = add('b', '')
      bold.setAttribute('style', 'color: rgb(1, 2, 3)')
      return turnsRed(bold)
    })
    await attempt('worker', () => {
      const worker = new Worker('data:text/javascript,postMessage(1)')
      return new Promise((answer) => {
        worker.addEventListener('message', () => answer(true))
        worker.addEventListener('error', () => answer(false))
      })
    })
    await attempt('fetch', () => fetch('data:text/plain,1'))
    await attempt('picture', () => {
      const picture = document.createElement('img')
      const drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1" />'
      picture.src = URL.createObjectURL(new Blob([drawn], { type: 'image/svg+xml' }))
      return picture.decode().then(() => true)
    })
    return done
  })
}

hosted('the served page keeps its policy and the host’s headers', async ({ page }) => {
  test.slow()
  const found = await violations(page)
  const policies = new Map<string, string>()
  page.on('response', (response) => {
    const policy = response.headers()['content-security-policy'] ?? ''
    policies.set(new URL(response.url()).pathname, policy)
  })
  await open(page, WAYS[0])
  // A page writes to the console what runs against the policy that it brings itself: there every test looks.
  const ways = WAYS.filter((way, index) => index % 4 === 1 || way.includes('open=evacuation'))
  await goThrough(page, ways)
  await use(page)
  expect(await found()).toEqual([])
  // The page came with these headers, its workers with theirs.
  expect(policies.get('/')).toBe(byNginx('/')['Content-Security-Policy'])
  const workers = [...policies].filter(([path]) => /\.worker-/.test(path))
  expect(workers.length).toBeGreaterThan(2)
  for (const [, policy] of workers) expect(policy).toContain("default-src 'none'")
})

alone.describe('from a disk', () => {
  alone.use({ baseURL: ONE_FILE })
  alone('the one-file page keeps its policy', async ({ page }) => {
    test.slow()
    const found = await violations(page)
    await page.goto(`${ONE_FILE}${WAYS[0]}`)
    await still(page)
    await goThrough(page, WAYS.slice(1))
    await use(page)
    expect(await found()).toEqual([])
  })
})

for (const [name, address] of [
  ['the served page', './'],
  ['the one-file page', ONE_FILE],
] as const)
  plain(`nothing that is slipped into ${name} runs, and nothing leaves it`, async ({ page }) => {
    await page.goto(address)
    await expect(page.getByRole('main')).toBeVisible()
    expect(await slipIn(page)).toEqual([])
  })

plain('the host’s headers keep the page out of the frames of others', async ({ page }) => {
  const { address, close } = await serve(byHeadersFile)
  await page.goto(address)
  await expect(page.getByRole('main')).toBeVisible()
  await page.goto('about:blank')
  await page.setContent(`<iframe src="${address}"></iframe>`)
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/)
  await close()
})
