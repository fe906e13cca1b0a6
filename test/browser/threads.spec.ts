// The page's threads: one that dies is replaced and asked again, and what is on the screen says which run it belongs to.
import type { Page } from '@playwright/test'
import { test } from '@playwright/test'
import { alone, expect, findings, open } from './harness.ts'

/** What a test does to the page's workers, from inside the page. */
interface Threads {
  /** Ends the living worker of this name as a crash does: no event tells. */
  readonly end: (name: string) => void
  /** So many more messages of this kind can't be posted to a worker. */
  readonly refuse: (kind: string, times: number) => void
  /** Workers of this name that have been made. */
  readonly made: (name: string) => number
}

declare global {
  interface Window {
    threads: Threads
  }
}

async function holdThreads(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const living = new Map<string, Worker>()
    const made = new Map<string, number>()
    const refused = new Map<string, number>()
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        const name = String(options?.name)
        living.set(name, this)
        made.set(name, (made.get(name) ?? 0) + 1)
      }
      override postMessage(message: unknown, transfer?: unknown) {
        const { kind } = message as { readonly kind: string }
        const left = refused.get(kind) ?? 0
        if (left > 0) {
          refused.set(kind, left - 1)
          throw new DOMException('out of memory', 'DataCloneError')
        }
        super.postMessage(message, (transfer ?? []) as Transferable[])
      }
    }
    window.threads = {
      end: (name) => living.get(name)?.terminate(),
      refuse: (kind, times) => void refused.set(kind, times),
      made: (name) => made.get(name) ?? 0,
    }
  })
}

const DEFAULT = '#v=1&layout=explore'
const notice = (page: Page) => page.locator('.notice-place')
const total = (page: Page) => page.locator('[data-row="total"] dd').first()

alone('a dead engine is replaced, and the run that was asked for arrives', async ({ page }) => {
  await holdThreads(page)
  await open(page, DEFAULT)
  const before = await total(page).textContent()
  await page.evaluate(() => window.threads.end('engine'))
  await page.evaluate(() => {
    location.hash = '#p=oltp&layout=explore'
  })
  await test.step('meanwhile the run on the screen is marked as the former one', async () => {
    await expect(notice(page)).toContainText('Former run')
    await expect(page.locator('.page')).toHaveAttribute('data-former', 'true')
    expect(await findings(page)).toEqual([])
  })
  await expect(notice(page)).toContainText('no sign of life', { timeout: 30_000 })
  await expect(page.locator('.page')).not.toHaveAttribute('data-former', 'true')
  await expect(total(page)).not.toHaveText(String(before))
  expect(await page.evaluate(() => window.threads.made('engine'))).toBe(2)
})
