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

/** Opens the page anew; the first run is on the screen when this returns. */
export async function open(page: Page, hash = ''): Promise<void> {
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

/** What a person sees of a page that stands still: its words and boxes, and its pictures, each in small. */
function screen(page: Page): Promise<string> {
  return page.evaluate(() => {
    const small = document.createElement('canvas')
    ;[small.width, small.height] = [32, 32]
    const context = small.getContext('2d', { willReadFrequently: true })
    const pictures = [...document.querySelectorAll('canvas')].map((canvas) => {
      context?.clearRect(0, 0, 32, 32)
      if (canvas.width > 0 && canvas.height > 0) context?.drawImage(canvas, 0, 0, 32, 32)
      return small.toDataURL()
    })
    const boxes = [...document.querySelectorAll('body *')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return `${x},${y},${width},${height}`
    })
    return [document.body.innerText, ...boxes, ...pictures].join('\n')
  })
}

/** Waits until neither words nor boxes nor pictures change any more. The run has to be paused. */
export async function still(page: Page): Promise<void> {
  let [before, same] = ['', 0]
  await expect
    .poll(
      async () => {
        await painted(page)
        const next = await screen(page)
        same = next === before ? same + 1 : 0
        before = next
        return same
      },
      { intervals: [100] },
    )
    .toBeGreaterThan(2)
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

/** From now on notes every sentence that the headline says; returns what gives them, in their order. */
export async function sentences(page: Page): Promise<() => Promise<readonly string[]>> {
  await headline(page).evaluate((heading) => {
    const said: string[] = []
    Object.assign(window, { said })
    // Numbers and units are joined by spaces at which no line ends.
    const note = () => {
      const sentence = heading.textContent.replaceAll('\u00a0', ' ')
      if (sentence && said.at(-1) !== sentence) said.push(sentence)
    }
    new MutationObserver(note).observe(heading, {
      subtree: true,
      childList: true,
      characterData: true,
    })
  })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}

/** Everything that axe finds, once nothing fades or moves any more. */
export async function findings(page: Page): Promise<readonly string[]> {
  await painted(page)
  await page.evaluate(async () => {
    const ends = document.getAnimations().filter((animation) => {
      const { endTime } = animation.effect?.getComputedTiming() ?? {}
      return animation.playState === 'running' && endTime !== Infinity
    })
    await Promise.allSettled(ends.map((animation) => animation.finished))
  })
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
