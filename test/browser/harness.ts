// What all tests of the page share: it must stay silent, talk to nobody else, and never jump.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test as base, expect, type Page } from '@playwright/test'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

export const test = base.extend<{ readonly silent: void }>({
  silent: [
    async ({ page, baseURL }, use) => {
      const wrong: string[] = []
      page.on('pageerror', (error) => wrong.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text())
      })
      page.on('request', (request) => {
        const url = request.url()
        if (!url.startsWith(String(baseURL)) && !/^(data|blob):/.test(url))
          wrong.push(`asked for ${url}`)
      })
      await use()
      expect(wrong).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** Opens the page; the first run is on the screen when this returns. */
export async function open(page: Page, hash = ''): Promise<void> {
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

/** Everything that axe finds. */
export async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
        }>
      }
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations } = await axe.run({ runOnly: { type: 'tag', values: tags } })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
    )
  })
}
