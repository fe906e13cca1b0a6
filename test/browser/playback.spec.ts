// Playing, stepping, scrubbing: by mouse, by keys, and never against the control that has the focus.
import {
  alone,
  clock,
  expect,
  headline,
  holdTime,
  open,
  sentences,
  settled,
  shared,
  still,
  test,
} from './harness.ts'

// A link never starts by itself.
const PASS_0 = '#v=1&t=62s'

test('Space plays and pauses', async ({ page }) => {
  await open(page, PASS_0)
  await expect.poll(() => settled(page)).toBe(62)
  await page.keyboard.press('Space')
  await expect.poll(() => clock(page)).toBeGreaterThan(62)
  await page.keyboard.press('Space')
  const paused = await settled(page)
  // No frame is booked any more: it cannot go on by itself.
  await still(page)
  expect(await clock(page)).toBe(paused)
})

test('the play button does the same', async ({ page }) => {
  await open(page, PASS_0)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => clock(page)).toBeGreaterThan(62)
  await page.getByRole('button', { name: 'Pause' }).click()
  await settled(page)
})

shared('keys go to phases, passes, events and the ends', async ({ page }) => {
  await open(page, PASS_0)
  await page.keyboard.press('Home')
  await expect(headline(page)).toContainText('This virtual machine is running')
  await page.keyboard.press(']')
  await expect(headline(page)).toContainText('Every write is now noticed')
  await page.keyboard.press('3')
  await expect(headline(page)).toContainText('Pass −1 copies all 64 GiB')
  const passStart = await clock(page)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => clock(page)).toBeGreaterThan(passStart)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => clock(page)).toBe(passStart)
  await page.keyboard.press('[')
  await expect(headline(page)).toContainText('Every write')
  await page.keyboard.press('End')
  await expect(headline(page)).toContainText('in all, stopped for')
})

shared(
  'a remote that turns pages goes from phase to phase, where nothing scrolls',
  async ({ page }) => {
    await open(page, '#v=1&t=62s&stage')
    await page.keyboard.press('PageDown')
    await expect(headline(page)).toContainText('fewer changes')
    await page.keyboard.press('PageUp')
    await page.keyboard.press('PageUp')
    await expect(headline(page)).toContainText('Pass −1 copies all')
  },
)

alone('R replays the switchover at real speed and stops', async ({ page }) => {
  const pass = await holdTime(page)
  await open(page, PASS_0)
  const said = await sentences(page)
  await page.keyboard.press('r')
  await expect(headline(page)).toContainText('At real speed')
  const from = await clock(page)
  await pass(1)
  expect(await clock(page)).toBeCloseTo(from + 1, 1)
  await pass(9)
  await expect(headline(page)).toContainText('in all')
  await settled(page)
  expect(await said()).toContain('At real speed.')
})

shared('T shows true scale, and back', async ({ page }) => {
  await open(page, PASS_0)
  const button = page.getByRole('button', { name: 'True scale' })
  await page.keyboard.press('t')
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await button.click()
  await expect(button).toHaveAttribute('aria-pressed', 'false')
})

shared('a phase chip goes there', async ({ page }) => {
  await open(page, PASS_0)
  await page.getByRole('button', { name: 'switchover', exact: true }).click()
  await expect(headline(page)).toContainText('switch over')
  await expect(page.getByRole('button', { name: 'switchover', exact: true })).toHaveAttribute(
    'aria-current',
    'step',
  )
})

test('the race is a scrubber: by mouse, and as a slider by its own keys', async ({ page }) => {
  await open(page, PASS_0)
  const field = page.locator('.race-field')
  const box = await field.boundingBox()
  if (!box) throw new Error('no race')
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2)
  await page.mouse.down()
  await expect.poll(() => clock(page)).not.toBe(62)
  const first = await clock(page)
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => clock(page)).toBeGreaterThan(first)

  const slider = page.getByRole('slider', { name: 'Playhead' })
  await slider.focus()
  const before = await clock(page)
  await slider.press('PageDown')
  await expect.poll(() => clock(page)).toBeLessThan(before)
  await expect(slider).toHaveAttribute('aria-valuetext', /s, pass|s, prepare/)
  await slider.press('Home')
  await expect.poll(() => clock(page)).toBe(0)
  // Space is not a key of a slider: it plays.
  await slider.press('Space')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
})

test('the speed is chosen from a list; a fixed rate can slow down by itself', async ({ page }) => {
  await open(page, PASS_0)
  const speed = page.getByRole('combobox', { name: 'Speed' })
  await speed.selectOption('10×')
  await expect(page.getByRole('checkbox', { name: 'auto slow' })).toBeChecked()
  await page.getByRole('checkbox', { name: 'auto slow' }).uncheck()
  // Who stands still has no speed.
  await expect(page.locator('.clock-speed')).toHaveText('paused')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(page.locator('.clock-speed')).toContainText('10×')
  await page.getByRole('button', { name: 'Pause' }).click()
  const paused = await settled(page)
  // Keys that a list uses itself stay its own.
  await speed.focus()
  await page.keyboard.press('End')
  await expect.poll(() => clock(page)).toBe(paused)
})

alone('playing to the end passes the replay and stands still', async ({ page }) => {
  const pass = await holdTime(page)
  await open(page, '#v=1&t=68.8s')
  const said = await sentences(page)
  await page.keyboard.press('Space')
  await pass(20)
  await expect(headline(page)).toContainText('in all')
  await settled(page)
  expect(await said()).toContain('At real speed.')
})

test('help lists the keys, made from the commands, and closes by Escape', async ({ page }) => {
  await open(page, PASS_0)
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keys' })
  await expect(dialog).toBeVisible()
  await expect(dialog).toContainText('Replay the switchover at real speed')
  await expect(dialog).toContainText('iteration')
  // No command runs behind an open dialog.
  await page.keyboard.press('End')
  await expect.poll(() => clock(page)).toBe(62)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('?')
  await expect(dialog).toBeVisible()
})
