// "Why?": every number of the outcome opens its chain; a clause moves the playhead and lights what it speaks of.
import { alone, clock, expect, findings, open, shared, still, test } from './harness.ts'

const EXPLORE = '#v=1&layout=explore&t=62s'

shared(
  'each number of the outcome has its question, and its chain answers it',
  async ({ page }) => {
    await open(page, EXPLORE)
    const outcome = page.getByRole('region', { name: 'Outcome' })
    const rows = await outcome.locator('[data-row]').count()
    expect(await outcome.locator('[data-row] .why-button').count()).toBe(rows)
    await outcome.getByRole('button', { name: 'Why? Stopped (stun)' }).click()
    const chain = page.getByRole('list', { name: 'The chain of causes' })
    await expect(chain.getByRole('button')).toHaveCount(4)
    await expect(chain).toContainText('350 MiB/s of writes into a working set of 12 GiB')
    await expect(page.getByRole('tabpanel')).toContainText(
      'stun = quiesce + max(save devices, last pages) + bitmap + resume',
    )
    await expect(page).toHaveURL(/drawer=why&why=stun/)
    await outcome.getByRole('button', { name: 'Why? Data sent' }).click()
    await expect(chain).toContainText('went again')
  },
)

test('a clause goes to its place and lights it until the run plays on', async ({ page }) => {
  await open(page, `${EXPLORE}&drawer=why&why=stun`)
  const chain = page.getByRole('list', { name: 'The chain of causes' })
  await chain.getByRole('button', { name: /for the last/ }).click()
  await expect.poll(() => clock(page)).toBeCloseTo(69.04, 1)
  await expect(page.locator('.page')).toHaveAttribute('data-lit', 'wire')
  await chain.getByRole('button', { name: /the guest changed/ }).press('Enter')
  await expect(page.locator('.page')).toHaveAttribute('data-lit', 'source-memory')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(page.locator('.page')).not.toHaveAttribute('data-lit', /./)
})

shared('a number of a formula is a way to its place', async ({ page }) => {
  await open(page, `${EXPLORE}&drawer=why&why=total`)
  const formula = page.getByRole('region', { name: 'The same as a formula' })
  await formula.getByTitle('pass 1').click()
  await expect.poll(() => clock(page)).toBeCloseTo(66.3, 1)
})

test('the formulas live: a dial changes their numbers', async ({ page }) => {
  await open(page, `${EXPLORE}&drawer=why&why=stun`)
  const panel = page.getByRole('tabpanel')
  await still(page)
  const before = await panel.innerText()
  await page.getByRole('slider', { name: 'Guest writes' }).press('ArrowRight')
  await expect.poll(() => panel.innerText()).not.toBe(before)
})

alone('the sentence is copied with its numbers and its link', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, `${EXPLORE}&drawer=why&why=stun`)
  await page.getByRole('button', { name: 'Copy this sentence' }).click()
  await expect(page.getByText('The sentence is copied')).toBeVisible()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toContain('of stun ←')
  expect(text).toContain('(inferred)')
  expect(text).toMatch(/#v=1.*why=stun/)
})

shared(
  'a run that failed is asked about its failure first; a question it has not is put aside',
  async ({ page }) => {
    await open(page, '#v=1&layout=explore&failure=link-cut&failure.at=5&drawer=why')
    const chain = page.getByRole('list', { name: 'The chain of causes' })
    await expect(chain).toContainText('the cable is cut, at 5 s')
    await open(page, `${EXPLORE}&drawer=why&why=failure`)
    await expect(chain).toContainText('of stun')
  },
)

shared('a wrong question in a link is named', async ({ page }) => {
  await open(page, `${EXPLORE}&why=moon`)
  await expect(page.getByText(/why: "moon" isn't valid; allowed: failure, total/)).toBeVisible()
})

test('the key Y asks, and axe finds nothing in either theme', async ({ page }) => {
  await open(page, EXPLORE)
  await page.keyboard.press('y')
  await expect(page.getByRole('tab', { name: 'Why' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('list', { name: 'The chain of causes' })).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('l')
  expect(await findings(page)).toEqual([])
})
