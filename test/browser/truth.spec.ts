// "How true is this?": every figure from the build's own report, read by pointer and keyboard, and the way to the run.
import type { Page } from '@playwright/test'
import type { ValidationReport } from '../../src/validation/report.ts'
import {
  atSizes,
  COLOURS,
  expect,
  findings,
  follow,
  headline,
  open,
  shared,
  SIZES,
  test,
} from './harness.ts'

const page_ = (page: Page) => page.getByRole('dialog')
const title = (page: Page) =>
  page_(page).getByRole('heading', { level: 2, name: 'How true is this?' })
const scatter = (page: Page) => page_(page).getByRole('listbox')

async function report(page: Page): Promise<ValidationReport> {
  const response = await page.request.get('./validation.json')
  return (await response.json()) as ValidationReport
}

/** Chooses a data set by its title. */
async function choose(page: Page, name: RegExp): Promise<void> {
  const radio = page_(page).getByRole('radio', { name })
  await radio.focus()
  await page.keyboard.press('Space')
  await expect(radio).toBeChecked()
}

test('opens by its key, by its button and by its link, and closes again', async ({ page }) => {
  await open(page, '#v=1&layout=explore')
  await page.keyboard.press('h')
  await expect(title(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(title(page)).toBeHidden()
  await page.getByRole('button', { name: 'How true is this?' }).click()
  await expect(title(page)).toBeVisible()
  await open(page, '#v=1&open=truth')
  await expect(title(page)).toBeVisible()
})

shared('shows the figures of the report that the build made', async ({ page }) => {
  await open(page, '#v=1&open=truth')
  const { groups } = await report(page)
  expect(groups.length).toBeGreaterThan(0)
  await expect(title(page)).toBeVisible()
  await expect
    .poll(() => page_(page).getByRole('radio').count())
    .toBeGreaterThanOrEqual(groups.length)
  await choose(page, /vMotion, published figures/)
  const vmware = groups.find(({ result }) => result.group === 'vmware')!
  await page_(page).getByLabel('Compared', { exact: true }).selectOption('cores')
  await page_(page).getByText('All cases as a table').click()
  const cores = vmware.cases.filter(({ measured }) => measured.cores !== undefined)
  const rows = page_(page).locator('details[open] tbody tr')
  await expect(rows).toHaveCount(cores.length)
  await expect(rows.filter({ hasText: cores[0]!.id })).toContainText(
    cores[0]!.measured.cores!.toFixed(2).replace(/0+$/, ''),
  )
})

test('reads a case out by keyboard and opens its very run on the stage', async ({ page }) => {
  await open(page, '#v=1&open=truth')
  await choose(page, /vMotion, published figures/)
  await page_(page).getByLabel('Compared', { exact: true }).selectOption('downtimeSeconds')
  await scatter(page).focus()
  await page.keyboard.press('End')
  await expect(scatter(page).getByRole('option')).toHaveText(/measured.*predicted/i)
  const readout = page_(page).locator('.case-readout')
  await expect(readout.getByRole('heading')).toHaveText('vgpu67-12gb')
  await page.keyboard.press('ArrowLeft')
  await expect(readout.getByRole('heading')).toHaveText('vgpu67-10gb')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page_(page)).toBeHidden()
  await expect(page).toHaveURL(/vm\.vgpuMemory=12/)
  await expect(page).toHaveURL(/generation=6\.7/)
  await expect(headline(page)).not.toBeEmpty()
})

test('reads a case out by pointer, and a button opens its run', async ({ page }) => {
  await open(page, '#v=1&open=truth')
  await choose(page, /vMotion, published figures/)
  await page_(page).getByLabel('Compared', { exact: true }).selectOption('downtimeSeconds')
  const dot = scatter(page).locator('.case-mark').last()
  await dot.scrollIntoViewIfNeeded()
  const box = (await dot.boundingBox())!
  await page.mouse.move(box.x + 2, box.y + 2)
  const readout = page_(page).locator('.case-readout')
  await expect(readout.getByRole('heading')).toHaveText('vgpu67-12gb')
  await expect(readout).toContainText('91.2')
  await readout.getByRole('button', { name: 'Open this run on the stage' }).click()
  await expect(page).toHaveURL(/vm\.vgpuMemory=12/)
})

shared('says what is modelled, what is not and what is inferred', async ({ page }) => {
  await open(page, '#v=1&open=truth')
  const limits = page_(page).getByRole('region', { name: 'What to trust, and what not' })
  await expect(limits).toContainText('Compression of pages')
  await expect(limits).toContainText('not published')
  await expect.poll(() => limits.getByRole('listitem').count()).toBeGreaterThan(15)
})

test('no finding of axe, nothing wider than the window', async ({ page }) => {
  await open(page, '#v=1&layout=explore&theme=dark&open=truth')
  await expect(title(page)).toBeVisible()
  await scatter(page).focus()
  await page.keyboard.press('Home')
  const folded = await page_(page).locator('summary').all()
  for (const summary of folded) await summary.click()
  await atSizes(page, SIZES.slice(0, 4), async (size) => {
    expect(await findings(page), size).toEqual([])
    const wide = await page_(page)
      .locator('.truth')
      .evaluate((element) => element.scrollWidth > element.clientWidth + 1)
    expect(wide, size).toBe(false)
  })
  await follow(page, '#v=1&layout=explore&theme=light&open=truth')
  expect(await findings(page, COLOURS)).toEqual([])
})
