// The guest's console: three programs on guest time, the same picture after any seek, and a game that replays.
import type { Page } from '@playwright/test'
import { runToEnd } from '../../src/engine/run.ts'
import { DEFAULT_SCENARIO, DEFAULT_SEED } from '../../src/engine/scenario/scenario.ts'
import { guestSecondsOf, guestTimesOf } from '../../src/recording/vcpu-times.ts'
import { expect, findings, open, still, test } from './harness.ts'

const consoleAt = (page: Page, host: string) =>
  page.locator(`.host[data-host="${host}"]`).getByRole('region', { name: 'Guest console' })

/** What the guest's screen shows, as an image. */
async function picture(page: Page, host = 'source'): Promise<string> {
  const screen = consoleAt(page, host).locator('canvas')
  await expect(screen).toBeVisible()
  const now = () => screen.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  // It stands still when it has not changed for a while.
  let [before, same] = ['', 0]
  await expect
    .poll(
      async () => {
        const next = await now()
        same = next === before ? same + 1 : 0
        before = next
        return same
      },
      { intervals: [200] },
    )
    .toBeGreaterThan(3)
  return before
}

async function seek(page: Page, seconds: number): Promise<void> {
  await page.evaluate((to) => {
    const fields = location.hash
      .slice(1)
      .split('&')
      .filter((field) => !field.startsWith('t='))
    location.hash = [...fields, `t=${to}s`].join('&')
  }, seconds)
  const shown = async () => Number.parseFloat((await page.getByRole('timer').innerText()).trim())
  // Rounded to tenths: half of one, and a little for how numbers are held.
  await expect.poll(async () => Math.abs((await shown()) - seconds)).toBeLessThan(0.0501)
}

test('each program runs, names its vCPU, and can be chosen by a link, a key and a control', async ({
  page,
}) => {
  await open(page, '#t=30s')
  const guest = consoleAt(page, 'source')
  await expect(guest.getByRole('img')).toHaveAccessibleName(/^Pinball on vCPU 0 writes/)
  await guest.getByRole('combobox').selectOption('film')
  await expect(guest.getByRole('img')).toHaveAccessibleName(/^Film on vCPU 0 writes/)
  await page.keyboard.press('b')
  await expect(guest.getByRole('img')).toHaveAccessibleName(/^Film on vCPU 8 no writer/)
  await expect.poll(() => page.url()).toContain('console=film&vcpu=other')
  await page.reload()
  await expect(guest.getByRole('img')).toHaveAccessibleName(/^Film on vCPU 8 no writer/)
  await page.locator('body').press('p')
  await expect(guest.getByRole('img')).toHaveAccessibleName(/^Terminal on vCPU 8/)
  expect(await findings(page)).toEqual([])
})

test('the console shows the guest time of its vCPU, to the tenth and the hundredth', async ({
  page,
}) => {
  const times = guestTimesOf(runToEnd({ scenario: DEFAULT_SCENARIO, seed: DEFAULT_SEED }))
  for (const [vcpu, choice] of [
    [0, 'writer'],
    [times.writers, 'other'],
  ] as const) {
    await open(page, `#t=40s&vcpu=${choice}`)
    const guest = guestSecondsOf(times, vcpu, 40e9)
    await expect(consoleAt(page, 'source')).toContainText(`guest ${guest.toFixed(1)} s`)
    await expect(consoleAt(page, 'source')).toContainText(`+${(40 - guest).toFixed(2)} s`)
  }
})

for (const program of ['pinball', 'film', 'terminal'])
  test(`${program}: stands still in the stun, moves across, and looks the same after a seek back`, async ({
    page,
  }) => {
    await open(page, `#console=${program}&t=30s`)
    const before = await picture(page)
    await seek(page, 68.95)
    const running = await picture(page)
    expect(running).not.toBe(before)
    await page.getByRole('button', { name: 'switchover', exact: true }).click()
    await expect(consoleAt(page, 'source')).toHaveAttribute('data-state', 'stopped')
    const stopped = Number.parseFloat((await page.getByRole('timer').innerText()).trim())
    await seek(page, stopped + 0.1)
    const stunned = await picture(page)
    const guestClock = () =>
      consoleAt(page, 'source')
        .getByText(/^guest /)
        .innerText()
    const frozen = await guestClock()
    await seek(page, stopped + 0.15)
    await picture(page)
    expect(await guestClock()).toBe(frozen)
    await seek(page, stopped + 0.1)
    expect(await picture(page)).toBe(stunned)
    await page.keyboard.press('End')
    await expect(consoleAt(page, 'destination')).toHaveAttribute('data-state', 'running')
    await expect(consoleAt(page, 'source')).toContainText('the guest has left')
    await seek(page, 30)
    await expect(consoleAt(page, 'source')).toHaveAttribute('data-state', 'running')
    expect(await picture(page)).toBe(before)
  })

test('a person plays at real speed, and the link replays the game', async ({ page }) => {
  // Forty moments are looked at, one after the other.
  test.slow()
  await open(page, '#t=22s')
  const guest = consoleAt(page, 'source')
  await expect(guest.getByRole('button', { name: /^Upper flipper/ })).toHaveCount(0)
  await page.keyboard.press('u')
  await guest.getByRole('button', { name: /Play it yourself/ }).click()
  await expect(guest.getByRole('button', { name: /^Upper flipper/ })).toBeVisible()
  await page.keyboard.press('u')
  await guest.getByRole('button', { name: /^Lower flipper/ }).click()
  await page.waitForTimeout(300)
  await page.keyboard.press('j')
  await page.waitForTimeout(70)
  await page.keyboard.press(' ')
  await expect.poll(() => page.url()).toMatch(/flips=u[\w-]+\.l[\w-]+\.l[\w-]+/)
  await page.waitForTimeout(700)
  const paused = Number(/t=([\d.]+)s/.exec(page.url())?.[1])
  // A flipper stays up for 0.15 s: one of these moments has it, however late the pause came on a busy machine.
  const moments = Array.from({ length: 20 }, (_, index) => paused - 2 + 0.1 * (index + 1))
  const pictures = async () => {
    const seen: string[] = []
    for (const moment of moments) {
      await seek(page, Number(moment.toFixed(3)))
      seen.push(await picture(page))
    }
    return seen
  }
  const played = await pictures()
  await page.reload()
  await expect(page.getByRole('list', { name: 'Phases' }).getByRole('button').first()).toBeVisible()
  expect(await picture(page)).toBe(played.at(-1))
  const other = page.url().replace(/&flips=[^&]*/, '')
  await page.goto('about:blank')
  await page.goto(other)
  await expect(page.getByRole('list', { name: 'Phases' }).getByRole('button').first()).toBeVisible()
  await still(page)
  expect(await pictures()).not.toEqual(played)
})

test('reduced motion: a running guest is a still that changes once a second', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await open(page, '#t=20s')
  await consoleAt(page, 'source')
    .getByRole('button', { name: /Play it yourself/ })
    .click()
  const seen = await consoleAt(page, 'source')
    .locator('canvas')
    .evaluate(async (canvas: HTMLCanvasElement) => {
      const pictures = new Set<string>()
      const until = performance.now() + 2500
      while (performance.now() < until) {
        pictures.add(canvas.toDataURL())
        await new Promise(requestAnimationFrame)
      }
      return pictures.size
    })
  expect(seen).toBeGreaterThan(1)
  expect(seen).toBeLessThan(6)
})
