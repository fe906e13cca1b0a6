// No number on the screen comes from two sources: each is the engine's, and those of one thing agree wherever they stand.
import type { Page } from '@playwright/test'
import { clock, expect, follow, headline, open, shared, still } from './harness.ts'
import { numbersIn, strangers, truthOf, type Truth } from './engine-numbers.ts'

const RUNS = [
  ['default', '', {}, 62],
  ['default', '', {}, 69.1],
  ['memtest', '&p=memtest', {}, 70],
  ['memtest', '&p=memtest&Migrate.SdpsEnabled=0', { 'Migrate.SdpsEnabled': '0' }, 100],
  ['memtest', '&p=memtest&generation=4.1', { generation: '4.1' }, 80],
  ['branch-office', '&p=branch-office', {}, 40],
  ['monster-24tib', '&p=monster-24tib', {}, 1500],
  [
    'idle-web',
    '&p=idle-web&generation=9.0&vm.vgpuMemory=48&network.speed=100',
    { generation: '9.0', 'vm.vgpuMemory': 48, 'network.speed': '100' },
    4.5,
  ],
  ['vgpu-12gb-67', '&p=vgpu-12gb-67', {}, 60],
  [
    'default',
    '&network.speed=40&network.nics=2&network.vmknics=2',
    { 'network.speed': '40', 'network.nics': 2, 'network.vmknics': 2 },
    14,
  ],
] as const

/** What a person reads in Explore with the passes open: sentence, clock, wire, console, race's table, card, passes. */
async function readAll(page: Page): Promise<string> {
  const texts = await page
    .locator(
      '.stage-head, .wire-status, .wire-details, .console, .race-table, .outcome, .drawer-panel',
    )
    .allInnerTexts()
  return texts.join('\n')
}

function explore(changes: string, at: number): string {
  return `#v=1${changes}&layout=explore&drawer=passes&t=${at}s`
}

for (const [preset, hash, changes, at] of RUNS)
  shared(`every number of ${preset}${hash} at ${at} s is the engine's`, async ({ page }) => {
    const truth = truthOf(preset, changes, at)
    await open(page, explore(hash, at))
    await expect(page.locator('.outcome dd').first()).toBeVisible()
    await expect.poll(async () => strangers(await readAll(page), truth)).toEqual([])
    // The law has something to look at: sentence, clock, wire, table, card, passes.
    expect(numbersIn(await readAll(page)).length).toBeGreaterThan(30)
    await expectOnePassCount(page, truth)

    await page.keyboard.press('End')
    await expect.poll(() => clock(page)).toBeCloseTo(truth.summary.end / 1e9, 1)
    const atEnd = truthOf(preset, changes, Infinity)
    await expect.poll(async () => strangers(await readAll(page), atEnd)).toEqual([])
  })

/** Card, chips, the race's table and the drawer count the same passes. */
async function expectOnePassCount(page: Page, { summary }: Truth): Promise<void> {
  const count = summary.passes.length
  await expect(page.locator('[data-row="passes"] dd')).toHaveText(String(count))
  await expect(page.locator('.chip[data-kind="pass"]')).toHaveCount(count)
  await expect(page.locator('.race-table tbody tr')).toHaveCount(count)
  await expect(page.locator('table.passes tbody tr')).toHaveCount(count)
}

/** The last number of a kind in a cell. */
async function value(page: Page, selector: string, index = 0): Promise<number> {
  const text = await page.locator(selector).nth(index).innerText()
  const [first] = numbersIn(text)
  if (!first) throw new Error(`no number in "${text}"`)
  return first.value
}

shared('what is added up on the screen adds up', async ({ page }) => {
  await open(page, explore('', 62))
  await still(page)
  const rows = page.locator('.race-table tbody tr')
  const count = await rows.count()
  let sent = 0
  for (let row = 0; row < count; row++) {
    const cells = (await rows.nth(row).locator('td').allInnerTexts()).map(
      (text) => numbersIn(text)[0]?.value ?? NaN,
    )
    const [, lasted = NaN, toSend = NaN, sentHere = NaN, rate = NaN, changed = NaN, mean = NaN] =
      cells
    sent += sentHere
    expect(sentHere / toSend).toBeCloseTo(1, 2)
    expect(sentHere / (rate * lasted)).toBeCloseTo(1, 1)
    expect(changed / (mean * lasted)).toBeCloseTo(1, 1)
    if (row + 1 < count) {
      const next = await rows
        .nth(row + 1)
        .locator('td')
        .nth(2)
        .innerText()
      expect(numbersIn(next)[0]?.value).toBe(changed)
    }
  }
  // What the passes sent, and the last pages in the stun.
  const card = await value(page, '[data-row="sent"] dd')
  const left = numbersIn(await page.locator('.verdict-why').first().innerText())[0]?.value ?? NaN
  expect((sent + left) / card).toBeCloseTo(1, 2)

  // The parts of the stun, of which two run side by side, fill it.
  const parts = Object.fromEntries(
    await Promise.all(
      (await page.locator('.stun-parts li').all()).map(async (part) => [
        await part.getAttribute('data-part'),
        numbersIn(await part.innerText())[0]?.value ?? NaN,
      ]),
    ),
  ) as Record<string, number>
  const { quiesce = 0, checkpoint = 0, lastPages = 0, bitmap = 0, resume = 0 } = parts
  const stun = await value(page, '[data-row="stun"] dd')
  expect(quiesce + Math.max(checkpoint, lastPages) + bitmap + resume).toBeCloseTo(stun, 2)

  // The last sentence says what the card says.
  const total = await value(page, '[data-row="total"] dd')
  await page.keyboard.press('End')
  await expect(headline(page)).toContainText('in all')
  const [all, stopped] = numbersIn(await headline(page).innerText())
  expect(all?.value).toBe(total)
  expect(stopped?.value).toBeCloseTo(stun, 2)
  await expect.poll(() => clock(page)).toBeCloseTo(total, 1)
})

shared('the stage shows at most seven numbers at a time', async ({ page }) => {
  await open(page, '#v=1&t=90s')
  for (const at of [0, 1, 2.6, 20, 45, 62, 67, 68.6, 69.1, 69.2, 69.4, 80]) {
    await follow(page, `#v=1&t=${at}s`)
    const texts = await page
      .locator('.stage-head h1, .clock-time, .clock-speed > [aria-hidden], .wire-status, .console')
      .allInnerTexts()
    // A number that stands twice is one number; the canvas writes one more, the factor of the switchover.
    const all = numbersIn(texts.join('\n')).map(({ kind, value: number }) => `${kind} ${number}`)
    const count = new Set(all).size + 1
    expect(count, `${at} s: ${texts.join(' | ')}`).toBeLessThanOrEqual(7)
  }
})
