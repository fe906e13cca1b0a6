// The page's threads: one that dies is replaced and asked again, and what is on the screen says which run it belongs to.
import type { Page } from '@playwright/test'
import { alone, emptied, expect, findings, findingsNow, follow, open, test } from './harness.ts'

/** What a test does to the page's workers, from inside the page. */
interface Threads {
  /** Ends the living worker of this name as a crash does: no event tells. */
  readonly end: (name: string) => void
  /** So many more messages of this kind can't be posted to a worker. */
  readonly refuse: (kind: string, times: number) => void
  /** Workers of this name that have been made. */
  readonly made: (name: string) => number
}

declare global {
  interface Window {
    threads: Threads
  }
}

async function holdThreads(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const living = new Map<string, Worker>()
    const made = new Map<string, number>()
    const refused = new Map<string, number>()
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        const name = String(options?.name)
        living.set(name, this)
        made.set(name, (made.get(name) ?? 0) + 1)
      }
      override postMessage(message: unknown, transfer?: unknown) {
        const { kind } = message as { readonly kind: string }
        const left = refused.get(kind) ?? 0
        if (left > 0) {
          refused.set(kind, left - 1)
          throw new DOMException('out of memory', 'DataCloneError')
        }
        super.postMessage(message, (transfer ?? []) as Transferable[])
      }
    }
    window.threads = {
      end: (name) => living.get(name)?.terminate(),
      refuse: (kind, times) => void refused.set(kind, times),
      made: (name) => made.get(name) ?? 0,
    }
  })
}

const DEFAULT = '#v=1&layout=explore&t=20'
const notice = (page: Page) => page.locator('.notice-place')
const total = (page: Page) => page.locator('[data-row="total"] dd').first()
const go = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, hash)

/** Lets the beats of a dead thread pass, one by one, until the page has noticed. */
async function passBeats(page: Page, said: RegExp): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward(1000)
    await expect(notice(page)).toContainText(said, { timeout: 1 })
  }).toPass({ intervals: [10], timeout: 60_000 })
}

/** The run of the input is on the screen, in colour, with its picture. */
async function arrived(page: Page, thread: string, made: number): Promise<void> {
  await expect(page.locator('.page')).not.toHaveAttribute('data-former')
  await expect(page.locator('html')).not.toHaveAttribute('data-busy')
  expect(await page.evaluate((name) => window.threads.made(name), thread)).toBe(made)
}

alone('a dead engine is replaced, and the run that was asked for arrives', async ({ page }) => {
  await page.clock.install()
  await holdThreads(page)
  await open(page, '#p=oltp&layout=explore')
  const wanted = await total(page).textContent()
  await follow(page, DEFAULT)
  await expect(total(page)).not.toHaveText(String(wanted))
  await page.evaluate(() => window.threads.end('engine'))
  await go(page, '#p=oltp&layout=explore')
  await page.clock.fastForward(400)
  await expect(notice(page)).toContainText('Previous run')
  await expect(page.locator('.page')).toHaveAttribute('data-former', 'true')
  expect(await findings(page)).toEqual([])
  await passBeats(page, /no sign of life for 8 s.*computing the run again/)
  await expect(total(page)).toHaveText(String(wanted))
  await arrived(page, 'engine', 2)
})

alone('a dead player is replaced, and the picture that was wanted arrives', async ({ page }) => {
  await page.clock.install()
  await holdThreads(page)
  await open(page, `${DEFAULT}&drawer=passes`)
  const clock = page.locator('.clock-time')
  await page.evaluate(() => window.threads.end('player'))
  await page.keyboard.press('End')
  await passBeats(page, /no sign of life for 8 s.*drawing the picture again/)
  await arrived(page, 'player', 2)
  await expect(clock).toContainText('69.7')
  // The map goes on: a question about a cell under the cursor is answered.
  await go(page, '#p=oltp&layout=explore&drawer=vcpus')
  await arrived(page, 'player', 2)
})

for (const [what, kind] of [
  ['a picture that can’t be asked for', 'frame'],
  ['a question that can’t be asked', 'question'],
  ['a run that can’t be asked for', 'run'],
] as const)
  alone(`${what} is asked of a new thread`, async ({ page }) => {
    await holdThreads(page)
    await open(page, DEFAULT)
    await page.evaluate((refused) => window.threads.refuse(refused, 1), kind)
    await go(page, '#p=oltp&layout=explore&drawer=life')
    await expect(notice(page)).toContainText('stopped (out of memory)')
    await arrived(page, kind === 'run' ? 'engine' : 'player', 2)
  })

alone(
  'three deaths in a row end in a sentence of what to do, and the next run tries again',
  async ({ page }) => {
    await holdThreads(page)
    await open(page, DEFAULT)
    const before = await total(page).textContent()
    await page.evaluate(() => window.threads.refuse('run', 3))
    await go(page, '#p=oltp&layout=explore')
    await expect(notice(page)).toContainText('for the third time in a row')
    await expect(notice(page)).toContainText('Reload the page: its address keeps the run.')
    await expect(notice(page)).toContainText('Previous run')
    await expect(notice(page)).toContainText('could not be computed')
    await expect(total(page)).toHaveText(String(before))
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: 'Compute it now' }).click()
    await expect(total(page)).not.toHaveText(String(before))
    await arrived(page, 'engine', 4)
  },
)

alone(
  'a run that takes long can be cancelled: the dials go back to the run on the screen',
  async ({ page }) => {
    await page.clock.install()
    await holdThreads(page)
    await open(page, DEFAULT)
    const before = await total(page).textContent()
    await page.evaluate(() => window.threads.end('engine'))
    await go(page, '#p=oltp&layout=explore')
    await page.clock.fastForward(400)
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await expect(page.locator('.page')).not.toHaveAttribute('data-former')
    await expect(page.locator('.awaited')).toHaveCount(0)
    await expect(total(page)).toHaveText(String(before))
    await page.clock.fastForward(1000)
    await expect.poll(() => page.evaluate(() => location.hash)).not.toContain('oltp')
  },
)

/** Every write is executed: many seconds on any machine. */
const LONG =
  '#v=1&layout=explore&model=literal&vm.memory=16&workload.workingSet=16&workload.writeRate=8000&network.speed=1'

test('a run that takes long says how far it has come; the page goes on meanwhile', async ({
  page,
}) => {
  await open(page, DEFAULT)
  const before = String(await total(page).textContent())
  await go(page, LONG)
  const bar = notice(page).getByRole('progressbar', { name: 'Progress of the run' })
  await expect(notice(page)).toContainText(/\d+ %, (about \d+ (s|min)|less than 1 s) left/)
  await expect(bar).toHaveAttribute('value', /^0\.\d+$/)
  expect(await findingsNow(page)).toEqual([])
  const first = Number(await bar.getAttribute('value'))
  await expect.poll(async () => Number(await bar.getAttribute('value'))).toBeGreaterThan(first)
  await page.keyboard.press('End')
  await expect(page.locator('.clock-time')).toContainText('69.7')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.locator('.awaited')).toHaveCount(0)
  await expect(total(page)).toHaveText(before)
})

test('a run that was opened and cancelled before there was any says so, and can be computed', async ({
  page,
}) => {
  await page.goto(`./${LONG}`)
  await expect(notice(page)).toContainText('left')
  await expect(notice(page)).not.toContainText('Previous run')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(notice(page)).toContainText('The run for these settings was cancelled.')
  expect(await findings(page)).toEqual([])
  await go(page, DEFAULT)
  await expect(page.locator('.awaited')).toHaveCount(0)
  await expect(total(page)).toContainText('69.7')
})

test('a host of 64 VMs that write without a pause says how far it has come, can be cancelled, and computed after all', async ({
  page,
}) => {
  await open(page, `${DEFAULT}&open=evacuation`)
  const library = page.getByRole('dialog')
  await library.getByRole('combobox', { name: 'What runs in them' }).selectOption('memtest')
  await library.getByRole('slider', { name: 'VMs on the host' }).fill('64')
  const bar = library.getByRole('progressbar')
  await expect(bar).toHaveAttribute('value', /^0\.\d+$/)
  expect(await findingsNow(page)).toEqual([])
  await library.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(library).toContainText('This evacuation was cancelled')
  await library.getByRole('button', { name: 'Compute it now', exact: true }).click()
  await expect(bar).toHaveAttribute('value', /^0\.\d+$/)
  await library.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(bar).toHaveCount(0)
  await expect(library).toContainText('This evacuation was cancelled')
  expect(await findings(page)).toEqual([])
})

const EVACUATION = `${DEFAULT}&open=evacuation`
/** What the evacuation says of what is missing. */
const missing = (page: Page) => page.locator('.evacuation-pace .notice')
/** The mark of a result that is not of what was asked for. */
const former = (page: Page) => page.locator('.evacuation[data-former] [data-stale]')

test('a comparison that is cancelled says so, and goes on; its words and the focus stay through all of it', async ({
  page,
}) => {
  await open(page, EVACUATION)
  const library = page.getByRole('dialog')
  const cancel = library.getByRole('button', { name: 'Cancel', exact: true })
  await expect(missing(page)).toContainText('Computing the comparison …', { timeout: 60_000 })
  await expect(
    library.getByRole('progressbar', { name: 'Progress of the comparison' }),
  ).toBeVisible()
  await cancel.focus()
  const alternatives = library.locator('.alternatives tbody tr')
  const known = await alternatives.count()
  await expect.poll(() => alternatives.count(), { intervals: [50] }).toBeGreaterThan(known)
  await expect(cancel).toBeFocused()
  await cancel.press('Enter')
  await expect(missing(page)).toContainText('The comparison was cancelled.')
  await expect(library.locator('.alternatives')).toContainText('The comparison was cancelled.')
  await expect(library.locator('.result')).toContainText('20 VMs moved')
  await expect(library).not.toContainText('Fastest is')
  await expect(former(page)).toHaveCount(0)
  expect(await findings(page)).toEqual([])
  const again = library.getByRole('button', { name: 'Compute it now', exact: true })
  await expect(again).toBeFocused()
  await again.press('Enter')
  await emptied(page)
  await expect(alternatives).toHaveCount(5)
  await expect(library).toContainText('Fastest is')
  await expect(missing(page)).toHaveCount(0)
})

alone(
  'an evacuation whose threads die has failed and was not cancelled, and can be computed after all',
  async ({ page }) => {
    await holdThreads(page)
    await open(page, EVACUATION)
    const library = page.getByRole('dialog')
    const vms = library.getByRole('slider', { name: 'VMs on the host' })
    await vms.fill('2')
    await emptied(page, /^2 VMs moved in/)
    await page.evaluate(() => window.threads.refuse('evacuate', 3))
    await vms.fill('3')
    await expect(missing(page)).toContainText(
      /^This evacuation could not be computed\. .* stopped \(out of memory\), for the third time in a row\. Reload the page and set the host up again\. .* The previous evacuation is shown\./,
    )
    await expect(library).not.toContainText('was cancelled')
    await expect(library.locator('.result')).toContainText('2 VMs moved')
    await expect(former(page)).toBeVisible()
    expect(await findings(page)).toEqual([])
    await library.getByRole('button', { name: 'Compute it now', exact: true }).click()
    await emptied(page, /^3 VMs moved in/)
    await expect(former(page)).toHaveCount(0)
    // One that dies alone is replaced, and so is what was said of how far it had come.
    await vms.fill('64')
    await page.evaluate(() => window.threads.refuse('evacuate', 1))
    await library.getByRole('combobox', { name: 'What runs in them' }).selectOption('memtest')
    await expect(missing(page)).toContainText('A new one is computing what is missing.')
    await expect(library.getByRole('progressbar')).toHaveAttribute('value', /^0\.\d+$/)
    await library.getByRole('button', { name: 'Cancel', exact: true }).click()
    await expect(missing(page)).toContainText('This evacuation was cancelled.')
  },
)
