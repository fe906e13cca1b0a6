// The modes of the source's map: chosen where the map is, painted in its geometry down to single pages, said in words.
import type { Page } from '@playwright/test'
import { alone, clock, expect, findings, open, shared, still, test } from './harness.ts'

const AT_66 = '#v=1&layout=explore&t=66s'
const map = (page: Page) => page.locator('.host[data-host="source"] .memory-map')
const chooser = (page: Page) => page.getByRole('combobox', { name: 'What the map shows' })
const key = (page: Page) =>
  page.getByRole('list', { name: 'What the colours of the source’s map mean' })

/** As a canvas of the dark theme holds them. */
const STALE = 0xff06305a
const IN_SYNC = 0xff7a8217

/** The colours of a map, each with its share, the most frequent first. A copy is read. */
const colours = (page: Page, host = 'source') =>
  page
    .locator(`.host[data-host="${host}"] .memory-map canvas`)
    .evaluate((canvas: HTMLCanvasElement) => {
      const copy = document.createElement('canvas')
      copy.width = canvas.width
      copy.height = canvas.height
      const context = copy.getContext('2d', { willReadFrequently: true })
      context?.drawImage(canvas, 0, 0)
      const data = context?.getImageData(0, 0, copy.width, copy.height).data
      const counts = new Map<number, number>()
      for (const pixel of new Uint32Array(data?.buffer ?? new ArrayBuffer(0)))
        counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
      return [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour)
    })

/** Moves the pointer over the map, as a share of its size. */
async function point(page: Page, across: number, down: number): Promise<void> {
  const box = await map(page).boundingBox()
  if (!box) throw new Error('no map')
  await page.mouse.move(box.x + box.width * across, box.y + box.height * down)
}

shared(
  'each mode is painted on the map, with its legend, and says the value of a cell in words',
  async ({ page }) => {
    await open(page, AT_66)
    await expect(chooser(page)).toHaveValue('state')
    await still(page)
    const state = (await colours(page))[0]
    for (const [name, words] of [
      ['times sent', /sent \d.*× a page, on average|sent yet/],
      ['times written', /written in .* passes a page, on average|not written yet/],
      ['last write', /its middle page (last written .* s ago|not written yet)/],
    ] as const) {
      await chooser(page).selectOption({ label: name })
      await expect(key(page).locator('li')).toHaveCount(7)
      await expect.poll(async () => (await colours(page))[0]).not.toBe(state)
      await expect.poll(async () => (await colours(page)).length).toBeGreaterThan(2)
      await point(page, 0.5, 0.3)
      await expect(map(page).locator('.memory-map-readout')).toContainText(words)
      await expect(
        page.getByRole('slider', { name: 'Memory cursor at the source' }),
      ).toHaveAttribute('aria-valuetext', words)
    }
    await chooser(page).selectOption({ label: 'state' })
    await expect(key(page)).toBeHidden()
    await expect.poll(async () => (await colours(page))[0]).toBe(state)
  },
)

test('a key changes the mode on the stage as well, the address says so, the destination keeps the state', async ({
  page,
}) => {
  await open(page, '#v=1&t=66s&theme=dark')
  await expect.poll(() => colours(page, 'destination')).toContain(STALE)
  await page.keyboard.press("'")
  await expect(chooser(page)).toHaveValue('sent')
  await expect.poll(() => page.url()).toContain('heat=sent')
  await expect(key(page)).toBeVisible()
  await expect.poll(() => colours(page)).not.toContain(IN_SYNC)
  await expect
    .poll(() => colours(page, 'destination'))
    .toEqual(expect.arrayContaining([STALE, IN_SYNC]))
  await page.reload()
  await expect(chooser(page)).toHaveValue('sent')
  await expect(key(page)).toBeVisible()
})

shared(
  'single pages are exact: the readout of the mode and the counts of the page agree',
  async ({ page }) => {
    await open(page, `${AT_66}&heat=sent&zoom=9&page=3900000`)
    await expect(key(page)).toBeVisible()
    const readout = map(page).locator('.memory-map-readout')
    for (const [across, down] of [
      [0.2, 0.2],
      [0.5, 0.4],
      [0.7, 0.3],
      [0.9, 0.15],
    ] as const) {
      await point(page, across, down)
      await expect(readout).toContainText('· 1 page')
      // The line of the mode, and the one of the counts.
      await expect
        .poll(async () => {
          const said = [...(await readout.innerText()).matchAll(/sent (\d+)×/g)]
          return said.length === 2 && said[0]?.[1] === said[1]?.[1]
        })
        .toBe(true)
    }
  },
)

alone('while it plays the map goes on and nothing jumps', async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { shifts: [] })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        (window as unknown as { shifts: unknown[] }).shifts.push(entry.toJSON())
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await open(page, '#v=1&layout=explore&t=20s&heat=sent')
  await expect(key(page)).toBeVisible()
  await still(page)
  const seen = async () => (await map(page).locator('canvas').screenshot()).toString('base64')
  const before = await seen()
  await page.keyboard.press(' ')
  await expect.poll(seen).not.toBe(before)
  await expect.poll(() => clock(page)).toBeGreaterThan(22)
  await page.keyboard.press(' ')
  expect(await page.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts)).toEqual([])
})

test('two runs are compared once there are two', async ({ page }) => {
  await open(page, `${AT_66}&heat=difference&drawer=heat`)
  await expect(map(page)).toContainText('turn a dial to compare')
  const panel = page.getByRole('tabpanel')
  await expect(panel).toContainText('There is no run before this one')
  await page.getByRole('slider', { name: 'Guest writes' }).press('ArrowRight')
  await expect(key(page)).toBeVisible()
  await expect.poll(async () => (await colours(page)).length).toBeGreaterThan(2)
  await expect(panel).not.toContainText('There is no run before')
})

test('the tab explains the mode of the map, and the histogram changes with the run', async ({
  page,
}) => {
  // A link from before the map had modes: it showed the times sent.
  await open(page, `${AT_66}&drawer=heat`)
  const panel = page.getByRole('tabpanel')
  const mode = panel.getByRole('combobox', { name: 'Source’s map by' })
  await expect(mode).toHaveValue('sent')
  await expect(chooser(page)).toHaveValue('sent')
  await mode.selectOption({ label: 'age of the last write' })
  await expect(panel).toContainText('the page in the middle')
  await expect(chooser(page)).toHaveValue('age')
  const table = page.getByRole('table', { name: 'Pages by times sent, at the end of the run' })
  await expect(table.getByRole('row', { name: /^1×/ })).toContainText('GiB')
  await still(page)
  const before = await table.innerText()
  await page.getByRole('slider', { name: 'Guest writes' }).press('ArrowRight')
  await expect.poll(() => table.innerText()).not.toBe(before)
})

shared('a link brings the mode back, a wrong one is named, axe finds nothing', async ({ page }) => {
  await open(page, `${AT_66}&heat=moon`)
  await expect(page.getByText(/heat: "moon" isn't valid; allowed: state, sent/)).toBeVisible()
  await open(page, `${AT_66}&heat=fired`)
  await expect(chooser(page)).toHaveValue('fired')
  await page.keyboard.press(';')
  await expect(page.getByRole('combobox', { name: 'Source’s map by' })).toHaveValue('fired')
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('l')
  expect(await findings(page)).toEqual([])
})

shared(
  'several streams: the map shows who carried what, a table that together it is all, and what is inferred',
  async ({ page }) => {
    const MANY =
      '#v=1&generation=7.0U2&network.speed=100&t=20s&layout=explore&drawer=heat&heat=stream'
    await open(page, MANY)
    await expect(key(page).locator('li')).toHaveCount(8)
    await point(page, 0.3, 0.1)
    const readout = map(page).locator('.memory-map-readout')
    await expect(readout).toContainText(/its last page carried by stream [1-7]|not sent yet/)
    await chooser(page).selectOption({ label: 'stream 3' })
    await expect(page).toHaveURL(/heat=stream&stream=3/)
    await expect(readout).toContainText(/stream 3 carried (none of it|a page .*×, on average)/)
    const panel = page.getByRole('tabpanel')
    await expect(panel).toContainText('32 pages at a time go to the stream that is free next')
    await expect(panel.locator('.inferred-mark')).toBeVisible()
    const table = panel.getByRole('table', { name: 'Pages by stream, at the end of the run' })
    await still(page)
    const pages = await table
      .locator('tr > td:nth-child(2)')
      .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent.replace(/\D/g, ''))))
    expect(pages).toHaveLength(8)
    expect(pages.slice(0, 7).reduce((sum, count) => sum + count, 0)).toBe(pages[7])
    expect(await findings(page)).toEqual([])
  },
)

shared('a run of one stream says so', async ({ page }) => {
  await open(page, `${AT_66}&drawer=heat&heat=stream`)
  await expect(page.getByRole('tabpanel')).toContainText('one stream: it carried everything')
})
