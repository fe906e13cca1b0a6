// The time lens: boundaries are dragged by mouse, touch and keys, reset, and kept in the link; true scale has none.
import { alone, clock, expect, findings, follow, open, shared, test } from './harness.ts'

const EXPLORE = '#v=1&layout=explore&t=62s'
const HANDLE = { name: 'Boundary between pass −1 and pass 0' }

test('a boundary is dragged by the mouse; the playhead keeps its time; reset gives it back', async ({
  page,
}) => {
  await open(page, EXPLORE)
  await page.getByRole('button', { name: 'Drag the time axis' }).click()
  const handle = page.getByRole('slider', HANDLE)
  const before = await handle.getAttribute('aria-valuetext')
  const box = await handle.boundingBox()
  if (!box) throw new Error('no handle')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x - 80, box.y + box.height / 2, { steps: 5 })
  await page.mouse.up()
  await expect
    .poll(async () => ((await handle.boundingBox())?.x ?? 0) + 12)
    .toBeCloseTo(box.x - 80, -1)
  await expect.poll(() => clock(page)).toBe(62)
  await expect(page).toHaveURL(/lens=.*pass-1:0\./)
  await page.getByRole('button', { name: 'Reset the axis' }).click()
  await expect(handle).toHaveAttribute('aria-valuetext', before ?? '')
  await expect(page).not.toHaveURL(/lens=/)
})

test('a boundary is moved by arrow keys, and says how much its phase takes', async ({ page }) => {
  await open(page, EXPLORE)
  await page.keyboard.press('\\')
  const handle = page.getByRole('slider', HANDLE)
  await handle.focus()
  const before = await handle.getAttribute('aria-valuetext')
  expect(before).toMatch(/pass −1 takes \d+ % of the axis/)
  for (let step = 0; step < 6; step++) await handle.press('ArrowLeft')
  await expect(handle).not.toHaveAttribute('aria-valuetext', before ?? '')
})

shared('true scale has nothing to drag', async ({ page }) => {
  await open(page, `${EXPLORE}&lens=switchover:0.5`)
  await expect(page.getByRole('slider', HANDLE)).toBeVisible()
  await page.keyboard.press('t')
  await expect(page.getByRole('slider', HANDLE)).toBeHidden()
})

shared(
  'a link that is followed opens the handles where it has them, and only there',
  async ({ page }) => {
    await open(page, EXPLORE)
    const handle = page.getByRole('slider', HANDLE)
    await expect(handle).toBeHidden()
    await follow(page, `${EXPLORE}&lens=switchover:0.5`)
    await expect(handle).toBeVisible()
    await follow(page, `${EXPLORE}&theme=light`)
    await expect(handle).toBeHidden()
  },
)

shared('a wrong lens in a link is named; axe finds nothing with the handles', async ({ page }) => {
  await open(page, `${EXPLORE}&lens=moon:0.5`)
  await expect(page.getByText(/lens: "moon:0.5" isn't valid; allowed: phases/)).toBeVisible()
  await page.keyboard.press('\\')
  await expect(page.getByRole('slider', HANDLE)).toBeVisible()
  expect(await findings(page)).toEqual([])
})

alone.describe('on a touch screen', () => {
  alone.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  alone('a finger drags a boundary', async ({ page, context }) => {
    await open(page, '#v=1&t=62s&lens=switchover:0.2')
    const handle = page.getByRole('slider', HANDLE)
    // The transport is sticky: only at the end of the page nothing lies over the chart.
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    const before = await handle.getAttribute('aria-valuetext')
    const box = await handle.boundingBox()
    if (!box) throw new Error('no handle')
    const client = await context.newCDPSession(page)
    const at = (x: number) => [{ x, y: box.y + box.height / 2 }]
    const x = box.x + box.width / 2
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(x) })
    for (let step = 1; step <= 5; step++)
      await client.send('Input.dispatchTouchEvent', {
        type: 'touchMove',
        touchPoints: at(x - step * 8),
      })
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect(handle).not.toHaveAttribute('aria-valuetext', before ?? '')
  })
})
