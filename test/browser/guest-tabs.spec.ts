// What the guest feels, in the drawer: lanes of the vCPUs, the view from outside, what it costs.
import type { Page } from '@playwright/test'
import { expect, findings, open, shared, test } from './harness.ts'

const panel = (page: Page) => page.getByRole('tabpanel')

test('the lanes zoom from the whole run to single stops, by control, wheel and link', async ({
  page,
}) => {
  await open(page, '#p=memtest&t=70s&layout=explore&drawer=vcpus')
  const zoom = panel(page).getByRole('combobox', { name: 'How much time is shown' })
  await expect(zoom).toHaveValue('run')
  await expect(panel(page)).toContainText('from 0.00 s')
  await zoom.selectOption('10ms')
  await expect(panel(page)).toContainText('from 69.9950 s to 70.0050 s')
  await expect.poll(() => page.url()).toContain('lanes=10ms')
  await expect(panel(page)).toContainText(/Now: .*SDPS sleep/)
  const lanes = panel(page).getByRole('img')
  await lanes.hover()
  await page.mouse.wheel(0, -100)
  await expect(zoom).toHaveValue('1ms')
  // A click seeks: the playhead comes to stand where the window was pointed at.
  const box = (await lanes.boundingBox())!
  await lanes.click({ position: { x: box.width * 0.9, y: 20 } })
  await expect(panel(page)).not.toContainText('from 69.999500 s')
  await expect.poll(() => page.url()).toContain('lanes=1ms')
  await page.reload()
  await expect(zoom).toHaveValue('1ms')
  expect(await findings(page)).toEqual([])
})

for (const [what, hash, causes] of [
  ['vMotion', '#p=memtest&t=70s', ['page fire', 'SDPS sleep', 'stunned']],
  [
    'QEMU',
    '#generation=QEMU7.2&vm.memory=0.25&workload.workingSet=0.125&workload.writeRate=400&qemu.maxBandwidth=32&qemu.autoConverge=on&t=20s',
    ['page fire', 'auto-converge sleep', 'stunned'],
  ],
  ['a VM that is lost', '#v=2&generation=6.0&do=72.55:power-off-destination', ['VM lost']],
] as const)
  shared(
    `the key of the lanes names what stopped the guest of ${what}, each in its colour`,
    async ({ page }) => {
      await open(page, `${hash}&layout=explore&drawer=vcpus`)
      const key = panel(page).locator('.lanes-legend li')
      await expect(key.first()).toHaveText('running')
      for (const cause of causes) await expect(key.filter({ hasText: cause })).toBeVisible()
      const rows = await panel(page).locator('tbody th').allTextContents()
      const named = await key.allTextContents()
      expect(rows.slice(1).every((row) => named.some((name) => name.endsWith(row)))).toBe(true)
      const colours = await key
        .locator('i')
        .evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).backgroundColor))
      expect(colours.slice(1)).not.toContain(colours[0])
    },
  )

shared('768 vCPUs have lanes too', async ({ page }) => {
  await open(
    page,
    '#vm.vcpus=768&workload.writers=500&vm.memory=256&t=30s&layout=explore&drawer=vcpus&lanes=1ms',
  )
  await expect(panel(page).getByRole('img')).toHaveAccessibleName(/^768 vCPUs over 1 ms/)
  await expect(panel(page)).toContainText('Now: 64 running')
})

shared('from outside: the ping a second sees less than the ping a hundredth', async ({ page }) => {
  await open(page, '#t=69s&layout=explore&drawer=outside')
  await expect(panel(page)).toContainText('A hundred clients ping once a second')
  const lost = Number(/: (\d+) lose one/.exec(await panel(page).innerText())?.[1])
  expect(lost).toBeGreaterThan(10)
  expect(lost).toBeLessThan(40)
  await expect(panel(page).locator('.outside-dots i[data-hit]')).toHaveCount(lost)
  await expect(panel(page)).toContainText(
    'After 0.2 s (timer 200 ms) the client sends again: lost.',
  )
  await expect(panel(page)).toContainText(
    'After 0.6 s (timer 400 ms) the client sends again: it arrives.',
  )
  expect(await findings(page)).toEqual([])
})

shared('from outside: the guest’s clock, and which clusters would fail over', async ({ page }) => {
  await open(page, '#t=69s&layout=explore&drawer=outside')
  const clock = panel(page).getByRole('region', { name: 'The guest’s clock' })
  await expect(clock).toContainText(/behind by \d+ ms until corrected/)
  await expect(page.locator('.outcome [data-row="stun"]')).toContainText('clock behind')
  const clusters = panel(page).getByRole('table', { name: 'The VM as a node' })
  await expect(clusters.getByRole('row', { name: /^WSFC 2012/ })).toContainText(
    /no, 3\.\d+ s to spare/,
  )
  // The stun of 0.2 s, against a cluster that allows for 0.1 s.
  const own = clusters.getByRole('row', { name: /^Your own/ })
  await expect(own).toContainText('to spare')
  await own.getByRole('spinbutton', { name: 'Seconds without one' }).fill('0.1')
  await expect(own).toContainText('yes, up to')
  await own.getByRole('spinbutton', { name: 'Seconds between' }).fill('0')
  await expect(own).toContainText('both from 0.01 to 3600 s')
  await own.getByRole('spinbutton', { name: 'Seconds between' }).fill('1')
  expect(await findings(page)).toEqual([])
})

shared('from outside: a lost RARP leaves the VM out of reach until the next', async ({ page }) => {
  await open(page, '#network.rarpLost=1&t=69s&layout=explore&drawer=outside')
  await expect(panel(page)).toContainText('100 lose one')
  await expect(panel(page).locator('.outside-story')).toContainText(
    /a RARP is lost\..*A RARP arrives/s,
  )
  expect(await findings(page)).toEqual([])
})

shared('the calls say where the client’s bar stands at the playhead, and why', async ({ page }) => {
  const bar = panel(page).locator('.seq-client')
  for (const [at, words] of [
    ['1s', '0 to 9 %, checks and connections'],
    ['30s', /about 4\d %, rises with the pages of pass −1/],
    ['66s', '65 to 70 %, hardly moves'],
    ['69.1s', '70 to 72 %, stands still during the stun'],
    ['1000s', 'reaches 100 %, the task is complete'],
  ] as const) {
    await open(page, `#t=${at}&layout=explore&drawer=calls`)
    await expect(bar).toContainText(words)
  }
  expect(await findings(page)).toEqual([])
})

shared('the cost: the pain by cause, every version, the hosts', async ({ page }) => {
  await open(page, '#theme=light&t=69s&layout=explore&drawer=cost')
  await expect(panel(page).getByRole('row', { name: /^page fires/ })).toBeVisible()
  await expect(panel(page).getByRole('row', { name: /^memory held twice 64 GiB/ })).toBeVisible()
  const card = page.locator('.outcome [data-row="lost"] dd').first()
  const total = await panel(page)
    .getByRole('row', { name: /^all / })
    .getByRole('cell')
    .first()
    .innerText()
  await expect(card).toContainText(total)
  await panel(page).getByRole('button', { name: 'Compare all versions' }).click()
  await expect(panel(page).getByRole('table', { name: /every version/ })).not.toContainText('…')
  expect(await findings(page)).toEqual([])
  await panel(page).getByRole('button', { name: '6.5', exact: true }).click()
  await expect.poll(() => page.url()).toContain('generation=6.5')
})
