// Parts of the page that do not come, as after a deployment or with the network down: each says so where it would be, can be
// asked for again, and nothing else on the page stops.
import { expect, test, type Page } from '@playwright/test'
import { clock, emptied, findings, headline, open, painted, still } from './harness.ts'

const LOST = /^This part of the page could not be loaded\. The network is down, or the site was/
const AGAIN = /^It still could not be loaded\. Reload the page/

const lose = (page: Page, name: string) =>
  page.route(`**/assets/${name}-*`, (route) => route.abort())
const find = (page: Page, name: string) => page.unroute(`**/assets/${name}-*`)

const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' })
const reload = (page: Page) => page.getByRole('button', { name: 'Reload the page at this moment' })
const sentence = (page: Page) => page.getByRole('alert').getByRole('paragraph')

/** What no loss may lead to: an error that nobody has taken. */
function uncaught(page: Page): readonly string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  return errors
}

test('a lost tab of the details says so, is asked for again, and comes; the run plays on', async ({
  page,
}) => {
  const errors = uncaught(page)
  await lose(page, 'Heat')
  await open(page, '#layout=explore&drawer=events')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByRole('tab', { name: 'Heat' }).click()
  await expect(sentence(page)).toHaveText(LOST)
  const before = await clock(page)
  await expect.poll(() => clock(page)).toBeGreaterThan(before)
  await tryAgain(page).click()
  await expect(sentence(page)).toHaveText(AGAIN)
  await expect(page.getByRole('tabpanel')).toBeFocused()
  // Other tabs are there, and the lost one stays lost.
  await page.getByRole('tab', { name: 'Events' }).click()
  await expect(sentence(page)).toHaveCount(0)
  await page.getByRole('tab', { name: 'Heat' }).click()
  await expect(sentence(page)).toHaveText(LOST)
  await find(page, 'Heat')
  await tryAgain(page).click()
  await expect(page.getByRole('tabpanel').getByRole('table').first()).toBeVisible()
  await expect(sentence(page)).toHaveCount(0)
  expect(errors).toEqual([])
})

test('a lost style sheet loses its view, and comes with it', async ({ page }) => {
  const styled = () =>
    page.evaluate(() => [...document.styleSheets].some(({ href }) => href?.includes('/Why-')))
  await page.route('**/assets/Why-*.css', (route) => route.abort())
  await open(page, '#layout=explore&drawer=why')
  await expect(sentence(page)).toHaveText(LOST)
  await page.getByRole('tab', { name: 'Events' }).click()
  await page.getByRole('tab', { name: 'Why' }).click()
  await expect(sentence(page)).toHaveText(LOST)
  await page.unroute('**/assets/Why-*.css')
  await tryAgain(page).click()
  await expect(page.getByRole('button', { name: /^Copy/ }).first()).toBeVisible()
  expect(await styled()).toBe(true)
})

test('reloading keeps the run, the moment and the interventions, though the address lags behind', async ({
  page,
}) => {
  await lose(page, 'Heat')
  await open(page, '#v=1&t=20s&layout=explore&drawer=heat&theme=dark')
  await page.getByRole('button', { name: 'Intervene', exact: true }).click()
  await page.getByRole('button', { name: 'Switch over now' }).click()
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await expect(outcome).toContainText('Forced')
  const said = await outcome.innerText()
  await find(page, 'Heat')
  // In one go: the address follows a change after a pause.
  const address = await page.evaluate(() => {
    const press = (key: string) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    press('End')
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('[role="alert"] button')]
    const before = location.href
    buttons.find(({ textContent }) => textContent.startsWith('Reload'))?.click()
    return before
  })
  await page.waitForEvent('load')
  expect(page.url()).not.toBe(address)
  await expect(page.getByRole('tabpanel').getByRole('table').first()).toBeVisible()
  await still(page)
  expect(await outcome.innerText()).toBe(said)
  expect(await clock(page)).toBeGreaterThan(20)
  await expect(page.getByRole('slider', { name: 'Switch over now' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('where the address cannot take the interventions along, that is said and asked', async ({
  page,
}) => {
  await lose(page, 'interventions-codec')
  await lose(page, 'Heat')
  await open(page, '#v=1&t=20s&layout=explore&drawer=heat')
  const before = page.url()
  await page.getByRole('button', { name: 'Intervene', exact: true }).click()
  await page.getByRole('button', { name: 'Switch over now' }).click()
  await expect(page.getByText('The address cannot hold your interventions')).toBeVisible()
  expect(page.url()).toBe(before)
  const asked = page.waitForEvent('dialog')
  const click = reload(page).click()
  const dialog = await asked
  expect(dialog.message()).toMatch(/Reload without them\?$/)
  await dialog.dismiss()
  await click
  await expect(page.getByRole('slider', { name: 'Switch over now' })).toBeVisible()
  // A link that holds some is not opened without them.
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await still(page)
  const said = await outcome.innerText()
  await page.evaluate(() => {
    location.hash = '#v=2&do=20:network.otherTraffic=50'
  })
  await expect(page.getByText('This needs a part of the page')).toBeVisible()
  expect(await outcome.innerText()).toBe(said)
  // Once it is there, the address holds what the page shows.
  await find(page, 'interventions-codec')
  await page.keyboard.press('End')
  await expect.poll(() => page.url()).toContain('interventions=20:switch-over')
})

for (const [name, key, title] of [
  ['the library', 'o', 'Library'],
  ['the keys', '?', 'Keys'],
] as const)
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const)
    test(`${name}, lost at ${width}×${height}, closes by its own button, and axe finds nothing`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height })
      await lose(page, title)
      await open(page, '#v=1&t=20s')
      await page.keyboard.press(key)
      await expect(sentence(page)).toHaveText(LOST)
      expect(await findings(page)).toEqual([])
      await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()
      await expect(page.getByRole('dialog')).toHaveCount(0)
    })

test('on a phone the lost details and the lost dials can be closed, and axe finds nothing', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await lose(page, 'Drawer')
  await lose(page, 'Sheet')
  await open(page, '#v=1&t=20s&layout=explore&drawer=why')
  await expect(sentence(page)).toHaveText(LOST)
  expect(await findings(page)).toEqual([])
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(sentence(page)).toHaveCount(0)
  await page.keyboard.press('a')
  await expect(sentence(page)).toHaveText(LOST)
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(sentence(page)).toHaveCount(0)
})

test('parts without a place of their own are spoken for by one notice, and come together', async ({
  page,
}) => {
  const errors = uncaught(page)
  for (const name of ['StageCalls', 'LiveRegion', 'MapMode', 'console-painter'])
    await lose(page, name)
  await open(page, '#layout=explore')
  const notice = page.locator('.notice', { hasText: /^A part of the page could not be loaded/ })
  await expect(notice).toHaveCount(1)
  expect(await findings(page)).toEqual([])
  await tryAgain(page).click()
  await expect(page.locator('.notice', { hasText: AGAIN })).toHaveCount(1)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await findings(page)).toEqual([])
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const name of ['StageCalls', 'LiveRegion', 'MapMode', 'console-painter'])
    await find(page, name)
  await tryAgain(page).click()
  await expect(page.locator('.notice')).toHaveCount(0)
  await expect(page.locator('.console-screen canvas').first()).toBeVisible()
  await expect(page.getByRole('combobox', { name: /map/i })).toBeVisible()
  expect(errors).toEqual([])
})

test('a view that stops takes nothing along, and says what has happened', async ({ page }) => {
  await page.route('**/assets/Heat-*.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `export const Heat = () => { throw new Error('The heat is too much.') }`,
    }),
  )
  await open(page, '#layout=explore&drawer=heat')
  await expect(sentence(page)).toHaveText(
    'This part of the page has stopped working. Error: The heat is too much.',
  )
  await page.getByRole('tab', { name: 'Events' }).click()
  await expect(sentence(page)).toHaveCount(0)
  await expect(headline(page)).toBeVisible()
})

test('what holds all views says so when it stops, and loads the page anew where it was', async ({
  page,
}) => {
  await page.addInitScript(() => {
    window.ResizeObserver.prototype.observe = () => {
      throw new Error('No observers today.')
    }
  })
  await page.goto('./#p=oltp&t=5s')
  await expect(page.getByRole('heading', { name: 'This page has stopped working.' })).toBeVisible()
  await expect(sentence(page)).toHaveText(/stopped working\. Error: No observers today\.$/)
  expect(await findings(page)).toEqual([])
  const loaded = page.waitForEvent('load')
  await reload(page).click()
  await loaded
  expect(page.url()).toContain('p=oltp')
  await expect(page.getByRole('link', { name: 'Start anew with the default VM' })).toBeVisible()
})

test('what was closed before it was lost leaves nothing behind', async ({ page }) => {
  const errors = uncaught(page)
  let refuse = () => {}
  const refused = new Promise<void>((done) => {
    refuse = done
  })
  for (const name of ['Library', 'Heat'])
    await page.route(`**/assets/${name}-*.js`, async (route) => {
      await refused
      await route.abort()
    })
  await open(page, '#layout=explore&drawer=events')
  const asked = page.waitForRequest('**/assets/Heat-*.js')
  await page.getByRole('tab', { name: 'Heat' }).click()
  await asked
  await page.getByRole('tab', { name: 'Events' }).click()
  const alsoAsked = page.waitForRequest('**/assets/Library-*.js')
  await page.keyboard.press('o')
  await alsoAsked
  await page.keyboard.press('Escape')
  const failed = ['Library', 'Heat'].map((name) =>
    page.waitForEvent('requestfailed', (request) => request.url().includes(`/${name}-`)),
  )
  refuse()
  await Promise.all(failed)
  await painted(page)
  await expect(sentence(page)).toHaveCount(0)
  expect(errors).toEqual([])
})

test('what a worker or a command cannot load is told without an address of a file', async ({
  page,
}) => {
  const errors = uncaught(page)
  for (const name of ['literal-model', 'run-files', 'other-copiers']) await lose(page, name)
  await open(page, '#v=1&t=20s&layout=explore')
  await page.evaluate(() => {
    location.hash = '#v=1&model=literal&vm.memory=2&workload.workingSet=0.5&layout=explore'
  })
  const notice = page.locator('.notice:not(.awaited)')
  await expect(notice).toContainText(
    'This run could not be computed: its code did not load (network down or site updated).',
  )
  await expect(notice).not.toContainText('http')
  await page.getByRole('button', { name: 'Intervene', exact: true }).click()
  await page.getByRole('button', { name: 'Save the file' }).click()
  await expect(notice).toContainText('This needs a part of the page that could not be loaded.')
  await page.keyboard.press('Escape')
  await page.keyboard.press('m')
  await page.getByRole('dialog').getByLabel('Generation', { exact: true }).selectOption('QEMU7.2')
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(
    'its code did not load (network down or site updated)',
  )
  await page.keyboard.press('Escape')
  await find(page, 'literal-model')
  await page.evaluate(() => {
    location.hash = '#v=1&model=literal&vm.memory=2&workload.workingSet=0.25&layout=explore'
  })
  await expect(notice).toHaveCount(0)
  expect(errors).toEqual([])
})

test('a host whose code does not come leaves the one before, marked as such, with the limits of the new one', async ({
  page,
}) => {
  const errors = uncaught(page)
  await open(page, '#v=1&t=20s&layout=explore&open=evacuation')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What runs in them').selectOption('idle-web')
  await dialog.getByRole('slider', { name: 'VMs on the host' }).fill('2')
  await emptied(page, /^2 VMs moved in/)
  const result = String(await dialog.locator('.result').textContent())
  await lose(page, 'other-copiers')
  await dialog.getByLabel('Generation', { exact: true }).selectOption('QEMU7.2')
  await dialog.getByLabel('Network', { exact: true }).selectOption('1')
  await expect(dialog.getByRole('alert')).toContainText(
    'This evacuation could not be computed. Reason: its code did not load (network down or site updated). The previous evacuation is shown.',
  )
  const former = dialog.locator('.evacuation[data-former] .evacuation-result[data-stale]')
  await expect(former).toContainText(result)
  await expect(dialog.getByLabel('Network limit')).toContainText('4 (from the table)')
  expect(await findings(page)).toEqual([])
  await find(page, 'other-copiers')
  await dialog.getByRole('button', { name: 'Compute it now' }).click()
  await emptied(page, /^2 VMs moved in/)
  await expect(former).toHaveCount(0)
  await expect(dialog.locator('.result')).not.toHaveText(result)
  expect(errors).toEqual([])
})
