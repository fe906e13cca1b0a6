// The heat map: modes with legends that explain themselves, the comparison with the run before, the histogram.
import type { Page } from '@playwright/test'
import { expect, findings, open, test } from './harness.ts'

const HEAT = '#v=1&layout=explore&t=66s&drawer=heat'

/** How many different colours the map shows. */
const colours = (page: Page) =>
  page.locator('.heat-map').evaluate((canvas: HTMLCanvasElement) => {
    // A copy is read: the browser warns where the same canvas is painted and read again and again.
    const copy = document.createElement('canvas')
    copy.width = canvas.width
    copy.height = canvas.height
    const context = copy.getContext('2d', { willReadFrequently: true })
    context?.drawImage(canvas, 0, 0)
    const data = context?.getImageData(0, 0, copy.width, copy.height).data
    return new Set(new Uint32Array(data?.buffer ?? new ArrayBuffer(0))).size
  })

test('each mode has its map, its words and its legend', async ({ page }) => {
  await open(page, HEAT)
  const panel = page.getByRole('tabpanel')
  const mode = panel.getByRole('combobox', { name: 'Memory by' })
  for (const [name, words] of [
    ['times sent', 'Exact: counted from the recording'],
    ['times written', 'only in expectation'],
    ['age of the last write', 'the page in the middle'],
  ] as const) {
    await mode.selectOption({ label: name })
    await expect(panel).toContainText(words)
    await expect(
      panel.getByRole('list', { name: 'What the colours mean' }).locator('li'),
    ).toHaveCount(7)
    await expect.poll(() => colours(page)).toBeGreaterThan(2)
  }
  await mode.selectOption({ label: 'state' })
  await expect(page.locator('.heat-map')).toBeHidden()
})

test('two runs are compared once there are two', async ({ page }) => {
  await open(page, `${HEAT}&heat=difference`)
  const panel = page.getByRole('tabpanel')
  await expect(panel).toContainText('There is no run before this one')
  await page.getByRole('slider', { name: 'Guest writes' }).press('ArrowRight')
  await expect.poll(() => colours(page)).toBeGreaterThan(1)
  await expect(panel).not.toContainText('There is no run before')
})

test('the histogram counts the pages, and changes with the run', async ({ page }) => {
  await open(page, HEAT)
  const table = page.getByRole('table', { name: 'Pages by times sent, at the end of the run' })
  await expect(table.getByRole('row', { name: /^1×/ })).toContainText('GiB')
  const before = await table.innerText()
  await page.getByRole('slider', { name: 'Guest writes' }).press('ArrowRight')
  await expect.poll(() => table.innerText()).not.toBe(before)
})

test('a link brings the mode back, a wrong one is named, axe finds nothing', async ({ page }) => {
  await open(page, '#v=1&layout=explore&t=66s&heat=moon')
  await expect(page.getByText(/heat: "moon" cannot be used; allowed: state, sent/)).toBeVisible()
  await open(page, '#v=1&layout=explore&t=66s&heat=fired')
  await page.keyboard.press(';')
  await expect(page.getByRole('combobox', { name: 'Memory by' })).toHaveValue('fired')
  await expect(page.locator('.heat-map')).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('l')
  expect(await findings(page)).toEqual([])
})
