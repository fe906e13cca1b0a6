// The link is the state: copied it gives the same screen; a bad one says what was wrong.
import { alone, clock, expect, headline, open, painted, settled, still, test } from './harness.ts'

test('a copied address gives the same screen', async ({ page, context }) => {
  await open(page, '#v=1&layout=explore&t=62s')
  await page.getByRole('combobox', { name: 'Preset' }).selectOption('oltp')
  await page.getByRole('slider', { name: 'Guest writes' }).press('ArrowRight')
  await page.keyboard.press('t')
  await page.keyboard.press('l')
  await page.keyboard.press('d')
  await page.getByRole('button', { name: 'pass 0', exact: true }).click()
  await page.keyboard.press('ArrowRight')
  await still(page)
  const [sentence, time] = [await headline(page).innerText(), await clock(page)]
  const outcome = await page.getByRole('region', { name: 'Outcome' }).innerText()
  await expect(page).toHaveURL(/axis=linear/)
  await expect(page).toHaveURL(/drawer=events/)
  await expect.poll(() => new URL(page.url()).hash).toContain(`t=${String(time).slice(0, 2)}`)

  const copy = await context.newPage()
  await copy.goto(page.url())
  await expect(headline(copy)).toHaveText(sentence)
  await expect.poll(() => clock(copy)).toBe(time)
  await expect.poll(() => copy.getByRole('region', { name: 'Outcome' }).innerText()).toBe(outcome)
  await expect(copy.locator('html')).toHaveAttribute(
    'data-theme',
    (await page.locator('html').getAttribute('data-theme')) ?? '',
  )
  await expect(copy.getByRole('tab', { name: 'Events' })).toHaveAttribute('aria-selected', 'true')
})

alone(
  'the link of the very moment is copied, by key and by button, before the address follows',
  async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await open(page, '#v=1&t=62s')
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    const notice = page.getByText('The link to this moment is copied.')
    // In one go: there is no time for the address.
    await page.evaluate(() => {
      for (const key of ['ArrowRight', 'c'])
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    })
    await expect(notice).toBeVisible()
    const byKey = await copied()
    await settled(page)
    const time = await clock(page)
    expect(time).toBeGreaterThan(62)
    await expect.poll(() => page.url()).toBe(byKey)
    await page.getByRole('button', { name: 'Keys' }).click()
    await page.getByRole('button', { name: 'Copy link' }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    expect(await copied()).toBe(byKey)
  },
)

for (const [what, hash, said] of [
  ['a value out of range', '#v=1&vm.memory=99999999', /vm\.memory.*0\.125 to 24576 GiB/],
  ['an unknown parameter', '#v=1&vm.memry=64', /vm\.memry.*vm\.memory/],
  ['an unknown preset', '#p=nonsense', /unknown preset "nonsense"/],
  ['no number', '#seed=abc', /seed/],
  ['a later version', '#v=999', /version 999/],
  ['broken text', '#%E0%A4%A', /isn't valid percent-encoding/],
  ['markup', '#p=<img src=x onerror=alert(1)>', /unknown preset/],
] as const)
  test(`a link with ${what} says so and shows the default`, async ({ page }) => {
    await open(page, hash)
    await expect(page.getByText(said)).toBeVisible()
    await settled(page)
    await page.getByRole('button', { name: 'Close the message' }).click()
    await expect(page.getByText(said)).toBeHidden()
    await page.keyboard.press('End')
    await expect(headline(page)).toContainText('in all, stopped for')
  })

test('a changed address opens what it says', async ({ page }) => {
  await open(page, '#v=1&t=62s')
  await page.evaluate(() => {
    location.hash = '#v=1&p=memtest&layout=explore&t=10s'
  })
  await expect(page.getByRole('combobox', { name: 'Preset' })).toHaveValue('memtest')
  await expect.poll(() => clock(page)).toBe(10)
})

alone(
  'a changed address is followed, also when the page is just about to write its own',
  async ({ page }) => {
    await page.addInitScript(() => {
      const held: (() => void)[] = []
      const later = window.setTimeout.bind(window)
      // What the page would write in a moment is kept back until it is called.
      const hold = (callback: () => void, milliseconds?: number): number =>
        milliseconds === 400 ? held.push(callback) : later(callback, milliseconds)
      Object.assign(window, { held, setTimeout: hold })
    })
    await open(page, '#v=1&t=62s')
    await page.keyboard.press(']')
    const waiting = await page.evaluate(() => {
      const { held } = window as unknown as { held: (() => void)[] }
      location.hash = '#v=1&p=memtest&layout=explore&t=10s'
      for (const write of held) write()
      return held.length
    })
    expect(waiting).toBeGreaterThan(0)
    await expect(page.getByRole('combobox', { name: 'Preset' })).toHaveValue('memtest')
  },
)

alone('an untouched page keeps its plain address; a touched one does not', async ({ page }) => {
  await page.clock.install()
  await open(page)
  // Longer than the page ever waits before it writes its address.
  await page.clock.fastForward(5000)
  await painted(page)
  expect(new URL(page.url()).hash).toBe('')
  await page.keyboard.press('3')
  await expect(page).toHaveURL(/#v=1/)
})

test('nothing starts by itself where the link says stage', async ({ page }) => {
  await open(page, '#stage')
  await settled(page)
  await expect.poll(() => clock(page)).toBe(0)
  await page.keyboard.press('Space')
  await expect.poll(() => clock(page)).toBeGreaterThan(0)
  await expect(headline(page)).toContainText('It moves while it runs')
})
