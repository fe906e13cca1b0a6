// The wiring: both builds of the page start, reach their worker, and contact no other host.
import { pathToFileURL } from 'node:url'
import { expect, test, type Page } from '@playwright/test'

const file = (name: string) => pathToFileURL(`dist/${name}`).href

/** Everything that went wrong on the page, and every address that it asked for. */
function watch(page: Page) {
  const errors: string[] = []
  const addresses: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('request', (request) => addresses.push(request.url()))
  return { errors, addresses }
}

/** Counts what workers answer, whatever the page does with it. */
async function countAnswers(page: Page) {
  await page.addInitScript(() => {
    const answers = { count: 0 }
    Object.assign(window, { answers })
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args)
        this.addEventListener('message', () => answers.count++)
      }
    }
  })
  return () =>
    page.evaluate(() => (window as unknown as { answers: { count: number } }).answers.count)
}

for (const [name, address] of [
  ['the served page', './'],
  ['the one-file page', file('switchover-single.html')],
] as const) {
  test(`${name} starts in its styles, hears from a worker, and asks no other origin`, async ({
    page,
    baseURL,
  }) => {
    const { errors, addresses } = watch(page)
    const answers = await countAnswers(page)
    await page.goto(address)
    await expect(page.getByRole('main')).toBeVisible()
    await expect(page.locator('.page')).toHaveCSS('display', 'grid')
    await expect.poll(answers).toBeGreaterThan(0)
    const home = address.startsWith('file:') ? address : String(baseURL)
    expect(addresses.filter((url) => !url.startsWith(home) && !/^(data|blob):/.test(url))).toEqual(
      [],
    )
    expect(errors).toEqual([])
  })

  test(`${name} leads from its keys to the licences of all that it contains`, async ({ page }) => {
    const { errors } = watch(page)
    await page.goto(`${address}#v=1&t=62s`)
    await page.getByRole('button', { name: 'Keys', exact: true }).click()
    const opened = page.waitForEvent('popup')
    await page.getByRole('link', { name: /^Licences/ }).click()
    const licences = (await opened).locator('body')
    await expect(licences).toContainText('Copyright (c) 2026 The Switchover authors')
    for (const part of ['react-dom', 'scheduler', 'zustand', 'fflate', 'd3-scale'])
      await expect(licences).toContainText(new RegExp(`^${part} \\d`, 'm'))
    expect(errors).toEqual([])
  })
}
