// The first film: an untouched page tells the story in sixty seconds, then stands still.
import { clock, expect, headline, open, test } from './harness.ts'

test('tells the whole story, then invites, then stands still', async ({ page }) => {
  await page.clock.install()
  await page.addInitScript(() => {
    const said: string[] = []
    Object.assign(window, { said })
    document.addEventListener('DOMContentLoaded', () => {
      new MutationObserver(() => {
        // Numbers and units are joined by spaces at which no line ends.
        const sentence = document.querySelector('h1')?.textContent.replaceAll('\u00a0', ' ') ?? ''
        if (sentence && said.at(-1) !== sentence) said.push(sentence)
      }).observe(document, { subtree: true, childList: true, characterData: true })
    })
  })
  await open(page)
  await page.clock.runFor(20_000)
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await page.clock.runFor(44_000)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said)
  expect(said).toEqual([
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
  await page.clock.runFor(5000)
  await expect.poll(() => clock(page)).toBe(stands)
  expect(stands).toBeGreaterThan(60)

  // The dial that asks is a real one.
  await page.getByRole('slider', { name: 'Guest writes' }).press('End')
  await page.clock.runFor(500)
  await expect(page.getByText('Converges with SDPS', { exact: true })).toBeVisible()
})

test('pauses visibly and by Space, and goes on', async ({ page }) => {
  await open(page)
  await expect.poll(() => clock(page)).toBeGreaterThan(0)
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  const paused = await clock(page)
  await page.waitForTimeout(400)
  await expect.poll(() => clock(page)).toBe(paused)
  await page.keyboard.press('Space')
  await expect.poll(() => clock(page)).toBeGreaterThan(paused)
})

test('is twelve stills where motion is not wanted', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.clock.install()
  await open(page)
  const times = new Set<number>()
  const sentences = new Set<string>()
  for (let second = 0; second < 64; second += 1) {
    await page.clock.runFor(1000)
    times.add(await clock(page))
    sentences.add(await headline(page).innerText())
  }
  expect(sentences.size).toBe(12)
  expect(times.size).toBeLessThanOrEqual(13)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})
