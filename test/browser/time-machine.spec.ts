// The time machine in a real browser: intervening at the playhead, interventions by mouse and keys, forks, undo, files, axe.
import { alone, clock, expect, findings, open, still, test } from './harness.ts'

const AT_20 = '#v=1&t=20s&layout=explore'
const INTERVENTIONS =
  '#v=3&interventions=20:network.otherTraffic=50,900:cancel&t=30s&layout=explore'

test('an intervention at the playhead changes the future, and the address says so', async ({
  page,
}) => {
  await open(page, AT_20)
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await still(page)
  const before = await outcome.innerText()
  await page.getByRole('button', { name: 'Intervene', exact: true }).click()
  await page.getByRole('button', { name: 'Switch over now' }).click()
  await expect.poll(() => outcome.innerText()).not.toBe(before)
  await expect(outcome).toContainText('Forced')
  await expect.poll(() => clock(page)).toBeCloseTo(20, 1)
  await expect(page.getByRole('slider', { name: 'Switch over now' })).toBeVisible()
  await expect.poll(() => page.url()).toContain('interventions=20:switch-over')
})

test('an intervention is moved by arrow keys and by the mouse, and taken back by Delete', async ({
  page,
}) => {
  await open(page, INTERVENTIONS)
  const intervention = page.getByRole('slider', { name: /Other traffic/ })
  await intervention.focus()
  await intervention.press('ArrowRight')
  await expect(intervention).toHaveAttribute('aria-valuetext', /at 20\.1 s/)
  const box = await page.locator('.intervention').first().boundingBox()
  if (!box) throw new Error('no intervention')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 12)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height - 12, { steps: 5 })
  await page.mouse.up()
  await expect(intervention).not.toHaveAttribute('aria-valuetext', /at 20\.1 s/)
  await intervention.focus()
  await intervention.press('Delete')
  await expect(intervention).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(intervention).toHaveCount(1)
  await page.keyboard.press('Control+Shift+z')
  await expect(intervention).toHaveCount(0)
})

test('a fork keeps both, and the panel has no fault that axe finds', async ({ page }) => {
  await open(page, INTERVENTIONS)
  await page.getByRole('button', { name: 'Intervene', exact: true }).click()
  await page.getByRole('button', { name: 'Fork: keep both' }).click()
  await page.getByRole('button', { name: 'Cancel the migration' }).click()
  await expect(page.getByRole('table', { name: /beside/ })).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.getByRole('button', { name: 'Show: Future 1' }).click()
  await expect(page.getByRole('button', { name: 'Show: Future 1' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect.poll(() => page.url()).toContain('futures=')
})

test('a broken file says what is wrong and leaves the run as it is', async ({ page }) => {
  await open(page, AT_20)
  await still(page)
  const outcome = await page.getByRole('region', { name: 'Outcome' }).innerText()
  await page.getByRole('button', { name: 'Intervene', exact: true }).click()
  const file = { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"a": 1}') }
  await page.locator('input[type="file"]').setInputFiles(file)
  await expect(page.getByText(/x\.json was not opened: format/)).toBeVisible()
  await expect.poll(() => page.getByRole('region', { name: 'Outcome' }).innerText()).toBe(outcome)
})

alone.describe('on a phone', () => {
  alone.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  alone(
    'a touch intervenes at the playhead, and the panel leaves its own way out in reach',
    async ({ page }) => {
      await open(page, '#v=1&t=20s')
      await page.getByRole('button', { name: 'Intervene', exact: true }).tap()
      await page.getByRole('button', { name: 'Cut the cable' }).tap()
      await expect.poll(() => page.url()).toContain('interventions=20:cut-cable')
      expect(await findings(page)).toEqual([])
      await page.getByRole('button', { name: 'Close', exact: true }).tap()
      await expect(page.getByRole('region', { name: 'Intervene' })).toHaveCount(0)
    },
  )

  alone(
    'a finger drags an intervention, and the page does not scroll away under it',
    async ({ page, context }) => {
      await open(page, '#v=2&do=20:network.otherTraffic=50&t=30s')
      const intervention = page.getByRole('slider', { name: /Other traffic/ })
      // The transport is sticky: only at the end of the page nothing lies over the chart.
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
      const before = await intervention.getAttribute('aria-valuetext')
      const scrolled = await page.evaluate(() => window.scrollY)
      const box = await page.locator('.intervention').first().boundingBox()
      if (!box) throw new Error('no intervention')
      const client = await context.newCDPSession(page)
      const [x, y] = [box.x + box.width / 2, box.y + box.height - 12]
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
        client.send('Input.dispatchTouchEvent', {
          type,
          // A finger is not steady: it goes up a little as well.
          touchPoints: at === undefined ? [] : [{ x: at, y: y - (at - x) / 4 }],
        })
      await touch('touchStart', x)
      for (let step = 1; step <= 6; step++) await touch('touchMove', x + step * 12)
      await touch('touchEnd')
      await expect(intervention).not.toHaveAttribute('aria-valuetext', before ?? '')
      await expect.poll(() => page.url()).not.toContain('interventions=20:')
      expect(await page.evaluate(() => window.scrollY)).toBe(scrolled)
    },
  )
})
