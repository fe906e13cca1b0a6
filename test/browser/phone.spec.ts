// The phone: by touch, with the outcome in sight while the dials are open.
import { devices } from '@playwright/test'
import { alone, clock, expect, headline, open, settled } from './harness.ts'

const { viewport, userAgent, deviceScaleFactor, isMobile, hasTouch } = devices['iPhone 13']
alone.use({
  viewport: { ...viewport, width: 390, height: 844 },
  userAgent,
  deviceScaleFactor,
  isMobile,
  hasTouch,
})

alone('tapping plays, pauses and goes to a pass', async ({ page }) => {
  await open(page, '#v=1&t=62s')
  await page.getByRole('button', { name: 'Play', exact: true }).tap()
  await expect.poll(() => clock(page)).toBeGreaterThan(62)
  await page.getByRole('button', { name: 'Pause' }).tap()
  await settled(page)
  await page.getByRole('button', { name: 'pass −1', exact: true }).tap()
  await expect(headline(page)).toContainText('Pass −1 copies all')
})

alone('the transport stays at the foot and the sentence at the head', async ({ page }) => {
  await open(page, '#v=1&t=62s')
  for (const scroll of [0, 200, 10_000]) {
    await page.evaluate((top) => window.scrollTo(0, top), scroll)
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeInViewport({
      ratio: 1,
    })
    await expect(headline(page)).toBeInViewport({ ratio: 1 })
  }
  await expect(page.getByRole('slider', { name: 'Playhead' })).toBeInViewport()
})

alone('the sheet of dials leaves the outcome visible', async ({ page }) => {
  await open(page, '#v=1&t=62s')
  await page.getByRole('button', { name: 'Dials' }).tap()
  const sheet = page.getByRole('region', { name: 'Dials' })
  await expect(sheet).toBeInViewport()
  const line = sheet.locator('.outcome-line')
  await expect(line).toContainText('Converges')
  const slider = sheet.getByRole('slider', { name: 'Guest writes' })
  const box = await slider.boundingBox()
  if (!box) throw new Error('no slider')
  await page.touchscreen.tap(box.x + box.width * 0.9, box.y + box.height / 2)
  await expect(line).toContainText('Slowed by SDPS')
  await sheet
    .getByRole('textbox', { name: 'Seed' })
    .or(sheet.getByLabel('Seed'))
    .scrollIntoViewIfNeeded()
  await expect(line).toBeInViewport({ ratio: 1 })
  await sheet.getByRole('button', { name: 'Close all dials' }).tap()
  await expect(sheet).toBeHidden()
})

alone('a tap on the map reads a cell out, and another tap puts that away', async ({ page }) => {
  await open(page, '#v=1&t=62s')
  const field = page.locator('.memory-map-field').first()
  const readout = page.locator('.memory-map-readout')
  await field.tap({ position: { x: 60, y: 40 } })
  await expect(readout).toContainText(/0x[0-9A-F]+ – 0x[0-9A-F]+/)
  await field.tap({ position: { x: 60, y: 40 } })
  await expect(readout).toBeHidden()
})

alone('the ribbon comes into sight when it is opened', async ({ page }) => {
  await open(page, '#v=1&t=62s')
  await page.getByRole('button', { name: 'Generation: 7.0 U1' }).tap()
  // The transport stays at the foot: the ribbon has to stand above it, with what it says of the generation.
  const bottom = async (selector: string) => {
    const box = await page.locator(selector).boundingBox()
    return box ? box.y + box.height : Number.NaN
  }
  await expect
    .poll(async () => {
      const transport = await page.locator('.transport').boundingBox()
      return (transport?.y ?? 0) - (await bottom('.ribbon'))
    })
    .toBeGreaterThanOrEqual(0)
})

for (const [what, hash] of [
  ['a cut cable', '#v=2&do=69.135334456:cut-cable&t=80s'],
  ['frames that are too long', '#v=1&failure=mtu-mismatch&t=30s'],
  ['no network', '#v=1&failure=no-vmotion-network&t=30s'],
] as const)
  alone(`${what} stands on the wire, off the words beside it`, async ({ page }) => {
    await open(page, hash)
    const mark = page.locator('.between-wire .fault-mark')
    await expect(mark).toBeVisible()
    const { x, width } = (await mark.boundingBox())!
    const right = x + width
    for (const words of await page.locator('.wire-status span, .announcement').all()) {
      const box = await words.boundingBox()
      if (box !== null && box.width > 0) expect(box.x).toBeGreaterThanOrEqual(right)
    }
  })
