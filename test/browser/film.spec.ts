// The first film: an untouched page tells the story in sixty seconds, then stands still.
import {
  alone,
  clock,
  expect,
  headline,
  holdTime,
  open,
  sentences,
  still,
  test,
} from './harness.ts'

alone('tells the whole story, then invites, then stands still', async ({ page }) => {
  // Six hundred pictures are drawn: the smaller they are, the sooner.
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.clock.install()
  const pass = await holdTime(page)
  await open(page)
  const said = await sentences(page)
  await pass(20)
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await pass(44)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  expect(await said()).toEqual([
    expect.stringContaining('It moves while it runs'),
    expect.stringContaining('reserves memory'),
    expect.stringContaining('Every write'),
    expect.stringContaining('Pass −1 copies all 64 GiB'),
    expect.stringContaining('The guest keeps writing'),
    expect.stringContaining('Pass 0 sends only the'),
    expect.stringContaining('Less time, so fewer changes'),
    expect.stringContaining('Less time, so fewer changes'),
    expect.stringContaining('switch over'),
    expect.stringContaining('Now it stops'),
    expect.stringContaining('It runs here'),
    expect.stringContaining('At real speed'),
    expect.stringContaining('in all, stopped for'),
  ])
  await expect(page.getByText('Make it write faster.')).toBeVisible()
  const stands = await clock(page)
  await pass(5)
  await page.clock.runFor(5000)
  await expect.poll(() => clock(page)).toBe(stands)
  expect(stands).toBeGreaterThan(60)

  // The dial that asks is a real one.
  await page.getByRole('slider', { name: 'Guest writes' }).press('End')
  await expect(page.getByText('Slowed by SDPS', { exact: true })).toBeVisible()
})

test('pauses visibly and by Space, and goes on', async ({ page }) => {
  await open(page)
  await expect.poll(() => clock(page)).toBeGreaterThan(0)
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  const paused = await clock(page)
  // No frame is booked any more: it cannot go on by itself.
  await still(page)
  expect(await clock(page)).toBe(paused)
  await page.keyboard.press('Space')
  await expect.poll(() => clock(page)).toBeGreaterThan(paused)
})

alone('is twelve stills where motion is not wanted', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const pass = await holdTime(page)
  await open(page)
  const times = new Set<number>()
  const seen = new Set<string>()
  for (let second = 0; second < 64; second += 1) {
    await pass(1)
    times.add(await clock(page))
    seen.add(await headline(page).innerText())
  }
  expect(seen.size).toBe(12)
  expect(times.size).toBeLessThanOrEqual(13)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})
