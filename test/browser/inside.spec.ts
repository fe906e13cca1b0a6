// Who talks to whom, and the logs: as arrows on the stage, as tabs of the drawer, on the phone too.
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { alone, clock, expect, findings, inBothThemes, open, shared, test } from './harness.ts'

const panel = (page: Page) => page.getByRole('tabpanel')
const CALLS = '#v=1&layout=explore&drawer=calls&t=62s'
const LOG = '#v=1&layout=explore&drawer=log&t=62s'

test('W opens the calls; they light up with the playhead, and one takes it there', async ({
  page,
}) => {
  await open(page, '#v=1&t=62s')
  await page.keyboard.press('w')
  await expect(panel(page)).toContainText('The source owns the VM')
  const list = panel(page).getByRole('list', { name: /Calls in order of time/ })
  const first = list.getByRole('button').first()
  await expect(first).toHaveAttribute('data-lit', '')
  await expect(list.getByRole('button').last()).not.toHaveAttribute('data-lit', '')
  await list
    .getByRole('button', { name: /checkpoint/i })
    .first()
    .click()
  await expect.poll(() => clock(page)).toBeCloseTo(69, 0)
  await expect(panel(page).locator('.seq-detail')).toContainText('source VMM → source VMX')
  await page.getByRole('button', { name: 'done', exact: true }).click()
  await expect(panel(page)).toContainText('The destination owns the VM')
})

test('the calls show checks, spec and the states of the VMX', async ({ page }) => {
  await open(page, CALLS)
  for (const [name, content] of [
    ['Compatibility checks', 'passed'],
    ['Migration spec', 'Field'],
    ['States of the VMX', 'PRECOPY'],
  ] as const) {
    const summary = panel(page).locator('summary', { hasText: name })
    await summary.click()
    await expect(summary.locator('..')).toContainText(content)
  }
})

shared('a refused migration shows the check that says no', async ({ page }) => {
  await open(page, '#v=1&layout=explore&drawer=calls&failure=evc-mismatch')
  await expect(panel(page)).toContainText('FeatureRequirementsNotMet')
})

shared('the stage shows the calls of the phase between vCenter and the hosts', async ({ page }) => {
  await open(page, '#v=1&t=1.2s')
  const calls = page.locator('.stage-calls li')
  await expect(calls.filter({ hasText: 'prepare' }).first()).toBeVisible()
  await expect(calls.filter({ hasText: 'prepare' }).first()).toHaveAttribute('data-lit', '')
  await page.keyboard.press('4')
  await expect(calls.filter({ visible: true })).toHaveCount(0)
  await page.keyboard.press('End')
  await page.keyboard.press('[')
  await expect(calls.filter({ hasText: 'clean up' })).toBeVisible()
})

test('G opens the logs: hosts, files, a search, a jump', async ({ page }) => {
  await open(page, '#v=1&t=62s')
  await page.keyboard.press('g')
  const rows = panel(page).locator('.log-row')
  await expect(panel(page)).toContainText('53 lines')
  await panel(page).getByRole('combobox', { name: 'File' }).selectOption('vmware.log')
  await expect(rows.first()).toContainText('vmware.log')
  await panel(page).getByRole('combobox', { name: 'Host' }).selectOption('destination')
  await panel(page).getByRole('searchbox', { name: 'Find' }).fill('/state \\d+ to 1\\d/')
  await expect(rows).not.toHaveCount(0)
  await expect(panel(page)).toContainText(/\d+ of 53 lines/)
  await rows.last().click()
  await expect.poll(() => clock(page)).not.toBe(62)
  await panel(page).getByRole('searchbox', { name: 'Find' }).fill('/(/')
  await expect(panel(page).getByText(/No valid expression/)).toBeVisible()
})

for (const costly of ['/.?.?.?.*.*.*!!/', '/(?:a*a*a*.?)*.*.*b!!/'])
  alone(
    `an expression that takes too long is stopped, and the page answers meanwhile: ${costly}`,
    async ({ page }) => {
      await page.clock.install()
      await open(page, LOG)
      const find = panel(page).getByRole('searchbox', { name: 'Find' })
      const rows = panel(page).locator('.log-row')
      await find.fill('stopping')
      await expect(rows).toHaveCount(1)
      // Time stands still: the search is under way for as long as the test looks.
      await page.clock.pauseAt(Date.now() + 60_000)
      await find.fill(costly)
      await passUntil(
        page,
        panel(page).getByText(/searching …; the previous result is still shown/),
      )
      // A click and its answer on the screen, while the search is under way.
      const time = page.locator('.clock-time')
      const before = String(await time.textContent())
      await rows.first().click()
      await expect(time).not.toHaveText(before)
      await passUntil(
        page,
        panel(page).getByText(/This expression took more than 1 s and was stopped/),
      )
      await page.clock.resume()
      await expect(rows).toHaveCount(0)
      await expect(find).toHaveAttribute('aria-invalid', 'true')
      await find.fill('/state (\\d) to 1\\d.*$/')
      await expect(rows).not.toHaveCount(0)
      await expect(panel(page)).toContainText(/\d+ of 53 lines/)
      await expect(find).toHaveAttribute('aria-invalid', 'false')
      await expect(panel(page).locator('.log-list')).toHaveAttribute('aria-busy', 'false')
    },
  )

/** Lets the page's time pass, a little at a time, until something is there. */
async function passUntil(page: Page, wanted: Locator): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward(200)
    await expect(wanted).toBeVisible({ timeout: 1 })
  }).toPass({ intervals: [10] })
}

alone('where no worker can search, the pane says so and still finds text', async ({ page }) => {
  await page.addInitScript(() => {
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        if (args[1]?.name === 'search') throw new Error('no thread is left')
        super(...args)
      }
    }
  })
  await open(page, LOG)
  const find = panel(page).getByRole('searchbox', { name: 'Find' })
  await find.fill('/stopping/i')
  await expect(panel(page).getByText('The search could not run (no thread is left)')).toBeVisible()
  await find.fill('stopping')
  await expect(panel(page).locator('.log-row')).toHaveCount(1)
})

test('the logs follow the playhead, are marked where unverified, and can be downloaded', async ({
  page,
}) => {
  await open(page, LOG)
  const current = panel(page).locator('.log-row[aria-current="time"]')
  await expect(current).toBeInViewport()
  const before = await current.innerText()
  await page.keyboard.press('End')
  await expect.poll(() => current.innerText()).not.toBe(before)
  await expect(panel(page).locator('.log-mark', { hasText: 'unverified' }).first()).toBeAttached()
  const download = page.waitForEvent('download')
  await panel(page).getByRole('button', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toMatch(/^vmotion-.*\.log$/)
})

alone('copy and download give the same lines: those that are shown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, LOG)
  const shown = await panel(page).locator('.log-row').first().innerText()
  await panel(page).getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(panel(page).getByText(/copied/)).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  const waiting = page.waitForEvent('download')
  await panel(page).getByRole('button', { name: 'Download' }).click()
  const file = await (await waiting).path()
  expect(readFileSync(file, 'utf8')).toBe(copied)
  const lines = copied.trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(20)
  // The row has marks of its own beside the line.
  expect(shown.replaceAll(/\s+/g, ' ')).toContain(lines[0]!.split(' ').at(-1))

  await panel(page).getByRole('searchbox', { name: 'Find' }).fill('VMotion')
  await expect(panel(page)).toContainText(/\d+ of \d+ lines/)
  await panel(page).getByRole('button', { name: 'Copy', exact: true }).click()
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(clipboard).not.toBe(copied)
  const fewer = (await clipboard()).trimEnd().split('\n')
  expect(fewer.length).toBeLessThan(lines.length)
  expect(fewer.every((line) => /vmotion/i.test(line))).toBe(true)
})

shared('a failure stands in the logs with its status', async ({ page }) => {
  await open(page, '#v=1&layout=explore&drawer=log&failure=link-cut&failure.at=30&t=51s')
  await panel(page).getByRole('searchbox', { name: 'Find' }).fill('0xbad003f')
  await expect(panel(page).locator('.log-row').first()).toContainText('possibly due to timeout')
})

shared(
  'the largest VM does not hold up the page while its logs and calls are written',
  async ({ page }) => {
    await open(page, '#v=1&p=monster-24tib&layout=explore&t=62s')
    await page.keyboard.press('g')
    await expect(panel(page)).toContainText('101 lines')
    await page.keyboard.press('w')
    await expect(panel(page)).toContainText('The source owns the VM')
  },
)

test('the phone has the details too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, '#v=1&t=62s')
  await page.getByRole('button', { name: 'Stories, failures, versions' }).click()
  await page.getByRole('button', { name: 'Who talks to whom' }).click()
  await expect(panel(page)).toContainText('The source owns the VM')
  await page.getByRole('tab', { name: 'Log' }).click()
  await expect(panel(page)).toContainText('53 lines')
  expect(await findings(page)).toEqual([])
  await page.getByRole('button', { name: 'Close details' }).click()
  await expect(panel(page)).toBeHidden()
})

for (const [what, hash] of [
  ['the calls', CALLS],
  ['the log', LOG],
  [
    'the calls of a lost VM',
    '#v=1&layout=explore&drawer=calls&generation=6.7&failure=destination-dies&failure.at=72.55&t=1000s',
  ],
] as const)
  shared(`axe finds nothing on ${what}`, async ({ page }) => {
    await inBothThemes(page, hash, async (theme, tags) => {
      await expect(panel(page)).toBeVisible()
      expect(await findings(page, tags), theme).toEqual([])
    })
  })
