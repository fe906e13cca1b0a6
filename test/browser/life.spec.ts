// The life of one page: found by address, by the map, or as the most often sent; its events lead to their moments.
import { clock, expect, findings, open, shared, still, test } from './harness.ts'

const LIFE = '#v=1&layout=explore&t=62s&drawer=life'

shared(
  'the page that was sent most often is found, and each event leads to its moment',
  async ({ page }) => {
    await open(page, LIFE)
    const panel = page.getByRole('tabpanel')
    await panel.getByRole('button', { name: 'Most often sent' }).click()
    await expect(panel).toContainText('Sent 5 times')
    const events = panel.getByRole('list', { name: 'What happened to it' })
    await expect(events).toContainText('sent during the stun')
    await events.getByRole('button', { name: /sent in pass 0/ }).click()
    await expect.poll(() => clock(page)).toBeGreaterThan(58)
    await expect.poll(() => clock(page)).toBeLessThan(66.4)
    await expect(page).toHaveURL(/life=\d+/)
  },
)

test('an address or a number is a page; anything else names the field and its range', async ({
  page,
}) => {
  await open(page, LIFE)
  const field = page.getByRole('textbox', { name: 'Page' })
  await field.fill('0x1000')
  await field.press('Enter')
  await expect(page.getByRole('heading', { name: /0x1000 · page 1/ })).toBeVisible()
  await field.fill('99999999999')
  await field.press('Enter')
  await expect(page.getByRole('alert')).toContainText(
    'Page: “99999999999” isn’t a page; allowed: 0 to',
  )
  await expect(page.getByRole('heading', { name: /page 1/ })).toBeVisible()
  await page.getByRole('button', { name: 'Page after' }).click()
  await expect(page.getByRole('heading', { name: /0x2000 · page 2/ })).toBeVisible()
})

test('a click on the map, or Enter on its cursor, chooses a page', async ({ page }) => {
  await open(page, LIFE)
  const map = page.locator('.host[data-host="source"] .memory-map-field')
  const title = page.locator('.life-title')
  // Before the first picture is there nothing lies under the pointer.
  await still(page)
  await map.click({ position: { x: 60, y: 60 } })
  await expect(title).toContainText('0x')
  const before = await title.innerText()
  const cursor = page.getByRole('slider', { name: 'Memory cursor at the source' })
  await cursor.press('ArrowDown')
  await cursor.press('Enter')
  await expect(title).not.toHaveText(before)
})

shared('the key N opens it, a link brings it back, and axe finds nothing', async ({ page }) => {
  await open(page, '#v=1&layout=explore&t=62s&life=70000')
  await page.keyboard.press('n')
  await expect(page.getByRole('tab', { name: 'Page', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await expect(page.locator('.life-title')).toContainText('70\u202f000')
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('l')
  expect(await findings(page)).toEqual([])
})

test('a block is shown pass by pass; a click on the map takes a whole cell; the link brings it back', async ({
  page,
}) => {
  await open(page, `${LIFE}&life=3900000`)
  const panel = page.getByRole('tabpanel')
  const title = page.locator('.life-title')
  const size = panel.getByRole('combobox', { name: 'What is shown' })
  await size.selectOption({ label: 'a block of 512 pages (2 MiB)' })
  await expect(title).toContainText('512 pages')
  const list = panel.getByRole('list', { name: 'What happened to its pages' })
  await expect(list).toContainText('pass −1: 512 sent')
  await expect(list).toContainText(/the stun: \d+ sent/)
  const counts = await list
    .locator('span')
    .evaluateAll((rows) =>
      rows.map((row) =>
        Number(/([\d\u202f]+) sent/.exec(row.textContent)?.[1]?.replace('\u202f', '')),
      ),
    )
  const sum = counts.reduce((all, count) => all + count, 0)
  await expect(panel).toContainText(`sent ${sum.toLocaleString('en').replace(',', '\u202f')} times`)
  await list.getByRole('button', { name: /pass 0/ }).click()
  await expect.poll(() => clock(page)).toBeLessThan(60)
  const before = await title.innerText()
  await page
    .locator('.host[data-host="source"] .memory-map-field')
    .click({ position: { x: 60, y: 60 } })
  await expect(title).not.toHaveText(before)
  await expect(page).toHaveURL(/life=\d+&block=1024/)
  const chosen = await title.innerText()
  await page.reload()
  await expect(title).toHaveText(chosen)
  expect(await findings(page)).toEqual([])
  await size.selectOption({ label: 'this page' })
  await expect(title).toContainText('· page')
})
