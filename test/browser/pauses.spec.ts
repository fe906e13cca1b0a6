// "Pause when …": conditions stop playback exactly, are listed, switched, removed, and travel in the link.
import { clock, expect, findings, headline, open, settled, shared, test } from './harness.ts'

const PAUSES = '#v=1&layout=explore&t=60s&drawer=pauses'

test('a condition stops playback exactly there and says why', async ({ page }) => {
  await open(page, PAUSES)
  const panel = page.getByRole('tabpanel')
  await panel.getByRole('combobox', { name: 'Pause when' }).selectOption({ label: 'a pass begins' })
  await panel.getByRole('button', { name: 'Add' }).click()
  await expect(panel).toContainText('4 times')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => settled(page)).toBeCloseTo(66.3, 1)
  await expect(page.getByText('Paused at 66.3 s: a pass begins.')).toBeVisible()
  await expect(headline(page)).toContainText('2.44 GiB')
})

test('an amount and a page are conditions too; a wrong one names its range', async ({ page }) => {
  await open(page, PAUSES)
  const panel = page.getByRole('tabpanel')
  const kinds = panel.getByRole('combobox', { name: 'Pause when' })
  await kinds.selectOption({ label: 'less than an amount is left' })
  const amount = panel.getByRole('textbox', { name: 'Less than, GiB' })
  await amount.fill('none')
  await panel.getByRole('button', { name: 'Add' }).click()
  await expect(panel.getByRole('alert')).toContainText('0.001 to 24576 GiB')
  await amount.fill('1')
  await amount.press('Enter')
  await expect(panel.getByRole('list', { name: 'Conditions' })).toContainText(
    'less than 1 GiB is left',
  )
  await kinds.selectOption({ label: 'a page is sent' })
  await panel.getByRole('textbox', { name: 'Page' }).fill('0x9fba9a000')
  await panel.getByRole('button', { name: 'Add' }).click()
  await expect(panel).toContainText('page 0x9fba9a000 is sent')
  await expect(panel).toContainText('5 times')
  await expect(page).toHaveURL(/pauses=left:1073741824,page:10467994/)
})

shared('a condition is switched off, gone to by time and by key, and removed', async ({ page }) => {
  await open(page, `${PAUSES}&pauses=pass-began`)
  const panel = page.getByRole('tabpanel')
  await panel.getByRole('button', { name: '66.3 s' }).click()
  await expect.poll(() => clock(page)).toBeCloseTo(66.3, 1)
  await page.keyboard.press(',')
  await expect.poll(() => clock(page)).toBeCloseTo(58.1, 1)
  await page.keyboard.press('.')
  await page.keyboard.press('.')
  await expect.poll(() => clock(page)).toBeCloseTo(68.4, 1)
  await panel.getByRole('checkbox', { name: 'Pause when a pass begins' }).uncheck()
  await expect(page).toHaveURL(/pauses=~pass-began/)
  await panel.getByRole('button', { name: 'Remove: a pass begins' }).click()
  await expect(panel).toContainText('No condition yet')
})

shared('the key Q opens it, a wrong link is named, and axe finds nothing', async ({ page }) => {
  await open(page, '#v=1&layout=explore&t=62s&pauses=pass-began,moon')
  await expect(page.getByText(/pauses: "pass-began,moon" isn't valid/)).toBeVisible()
  await open(page, '#v=1&layout=explore&t=62s&pauses=pass-began,~left:1073741824')
  await page.keyboard.press('q')
  await expect(page.getByRole('list', { name: 'Conditions' })).toContainText('a pass begins')
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('l')
  expect(await findings(page)).toEqual([])
})
