// The guest's console: three programs on guest time, the same picture after any seek, and a game that replays.
import type { Page } from '@playwright/test'
import { runToEnd } from '../../src/engine/run.ts'
import { DEFAULT_SCENARIO, DEFAULT_SEED } from '../../src/engine/scenario/scenario.ts'
import { guestSecondsOf } from '../../src/recording/vcpu-times.ts'
import { guestTimesOf } from '../../src/recording/questions/guest-times.ts'
import { flipsFrom, GUEST_STEPS_PER_SECOND } from '../../src/saved/console-choice.ts'
import { clock, expect, findings, follow, open, settled, shared, still, test } from './harness.ts'

const consoleAt = (page: Page, host: string) =>
  page.locator(`.host[data-host="${host}"]`).getByRole('region', { name: 'Guest console' })

/** What the guest's screen shows, as an image. */
async function picture(page: Page, host = 'source'): Promise<string> {
  const screen = consoleAt(page, host).locator('canvas')
  await expect(screen).toBeVisible()
  await still(page)
  return screen.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
}

async function seek(page: Page, seconds: number): Promise<void> {
  const { hash } = new URL(page.url())
  const fields = hash.slice(1).split('&')
  const others = fields.filter((field) => !field.startsWith('t='))
  const next = `#${[...others, `t=${Number(seconds.toFixed(3))}s`].join('&')}`
  if (next !== hash) await follow(page, next)
  // Rounded to tenths: half of one, and a little for how numbers are held.
  await expect.poll(async () => Math.abs((await clock(page)) - seconds)).toBeLessThan(0.0501)
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

shared(
  'the console shows the guest time of its vCPU, to the tenth and the hundredth',
  async ({ page }) => {
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
  },
)

for (const program of ['pinball', 'film', 'terminal'])
  shared(
    `${program}: stands still in the stun, moves across, and looks the same after a seek back`,
    async ({ page }) => {
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
    },
  )

test('a person plays at real speed, and the link replays the game', async ({ page }) => {
  await open(page, '#t=22s')
  const guest = consoleAt(page, 'source')
  await expect(guest.getByRole('button', { name: /^Upper flipper/ })).toHaveCount(0)
  await page.keyboard.press('u')
  await guest.getByRole('button', { name: /Play it yourself/ }).click()
  await expect(guest.getByRole('button', { name: /^Upper flipper/ })).toBeVisible()
  /** Waits until so many seconds of the run have gone by. */
  const later = async (seconds: number) => {
    const from = await clock(page)
    await expect.poll(() => clock(page), { intervals: [20] }).toBeGreaterThan(from + seconds - 0.01)
  }
  await page.keyboard.press('u')
  await guest.getByRole('button', { name: /^Lower flipper/ }).click()
  await later(0.3)
  await page.keyboard.press('j')
  await later(0.1)
  await page.keyboard.press(' ')
  const stopped = await settled(page)
  const timeInLink = () => Number(/t=([\d.]+)s/.exec(page.url())?.[1])
  await expect.poll(() => page.url()).toMatch(/flips=u[\w-]+\.l[\w-]+\.l[\w-]+/)
  // The clock rounds to tenths.
  await expect.poll(() => Math.abs(timeInLink() - stopped)).toBeLessThan(0.0501)
  const paused = timeInLink()
  await seek(page, paused)
  const last = await picture(page)
  await page.reload()
  await expect(page.getByRole('list', { name: 'Phases' }).getByRole('button').first()).toBeVisible()
  expect(await picture(page)).toBe(last)

  // Without the flips it is another game: soon after the last one, the flipper is up here and down there.
  const { hash } = new URL(page.url())
  const flip = flipsFrom(/flips=([^&]*)/.exec(hash)?.[1] ?? '')?.at(-1)
  if (!flip) throw new Error('no flips')
  const moment = (flip.step + flip.lead) / GUEST_STEPS_PER_SECOND + 0.05
  await seek(page, moment)
  const played = await picture(page)
  await open(page, hash.replace(/&flips=[^&]*/, ''))
  await seek(page, moment)
  expect(await picture(page)).not.toBe(played)
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
      // Seconds of the run, which plays at real speed: a busy machine shows fewer of them.
      const now = () =>
        Number.parseFloat(document.querySelector('[role="timer"]')?.textContent ?? '')
      const until = now() + 2.5
      while (now() < until) {
        pictures.add(canvas.toDataURL())
        await new Promise(requestAnimationFrame)
      }
      return pictures.size
    })
  expect(seen).toBeGreaterThan(1)
  expect(seen).toBeLessThan(6)
})
