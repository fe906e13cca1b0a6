// The axis of time: zoomed by wheel, by a range and by keys, moved sideways, and whole again; true scale where its bar is.
import type { Page } from '@playwright/test'
import { clock, expect, open, shared } from './harness.ts'

const PASS_0 = '#v=1&t=62s'
const whole = (page: Page) => page.getByRole('button', { name: 'Show the whole run' })

async function field(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.locator('.race-field').boundingBox()
  if (!box) throw new Error('no race')
  return box
}

/** Model time at a share of the width: a click goes there. */
async function timeAt(page: Page, share: number): Promise<number> {
  const { x, y, width, height } = await field(page)
  await page.mouse.click(x + width * share, y + height / 2)
  return clock(page)
}

shared(
  'the wheel zooms at the pointer and moves sideways; a double click shows all',
  async ({ page }) => {
    await open(page, PASS_0)
    await expect(whole(page)).toBeHidden()
    const { x, y, width, height } = await field(page)
    const [from, to] = [await timeAt(page, 0.1), await timeAt(page, 0.9)]
    await page.mouse.move(x + width * 0.5, y + height / 2)
    await page.mouse.wheel(0, -480)
    await expect(whole(page)).toBeVisible()
    const [zoomedFrom, zoomedTo] = [await timeAt(page, 0.1), await timeAt(page, 0.9)]
    expect(zoomedFrom).toBeGreaterThan(from)
    expect(zoomedTo).toBeLessThan(to)

    await page.mouse.wheel(300, 0)
    await expect.poll(() => timeAt(page, 0.1)).toBeGreaterThan(zoomedFrom)

    await page.mouse.dblclick(x + width * 0.5, y + height / 2)
    await expect(whole(page)).toBeHidden()
    await expect.poll(() => timeAt(page, 0.9)).toBe(to)
  },
)

shared('a range is chosen by Shift and drag; keys zoom at the playhead', async ({ page }) => {
  await open(page, PASS_0)
  const { x, y, width, height } = await field(page)
  await page.keyboard.down('Shift')
  await page.mouse.move(x + width * 0.5, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(x + width * 0.7, y + height / 2, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  // The playhead stayed where it was.
  await expect.poll(() => clock(page)).toBe(62)
  await whole(page).click()
  await expect(whole(page)).toBeHidden()

  const slider = page.getByRole('slider', { name: 'Playhead' })
  await slider.focus()
  await slider.press('+')
  await expect(whole(page)).toBeVisible()
  await slider.press('0')
  await expect(whole(page)).toBeHidden()
})

shared('the name of the bar of true scale makes the whole axis so', async ({ page }) => {
  await open(page, PASS_0)
  const half = await timeAt(page, 0.5)
  const button = page.getByRole('button', { name: 'True scale' })
  await button.click()
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/axis=linear/)
  const linear = await timeAt(page, 0.5)
  await page.keyboard.press('End')
  const end = await clock(page)
  expect(Math.abs(linear / end - 0.5)).toBeLessThan(0.02)
  expect(half).not.toBe(linear)
})
