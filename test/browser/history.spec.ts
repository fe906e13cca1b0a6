// Generations, stories, failures, a host that is emptied: each is reached, used and left again, in both themes.
import type { Page } from '@playwright/test'
import {
  alone,
  atSizes,
  clock,
  emptied,
  expect,
  findings,
  headline,
  inBothThemes,
  open,
  settled,
  shared,
  SIZES,
  test,
} from './harness.ts'

const outcome = (page: Page) => page.getByRole('region', { name: 'Outcome' })
const library = (page: Page) => page.getByRole('dialog', { name: 'Stories, failures, versions' })
const about = (page: Page) => page.getByRole('complementary', { name: 'About this run' })

test('the ribbon opens by its button and by V, and picks a generation for the same VM', async ({
  page,
}) => {
  await open(page, '#v=1&t=62s')
  await page.getByRole('button', { name: 'Generation: 7.0 U1' }).click()
  const slider = page.getByRole('slider', { name: 'Generation of vMotion' })
  await expect(slider).toHaveAttribute('aria-valuetext', 'vSphere 7.0 U1, 2020')
  await expect(page).toHaveURL(/ribbon/)
  await slider.press('ArrowLeft')
  await expect(slider).toHaveAttribute('aria-valuetext', 'vSphere 6.7, 2018')
  await expect(about(page)).toContainText('A vGPU no longer keeps a VM from moving')
  await expect(page).toHaveURL(/generation=6\.7/)
  await expect(page.getByRole('button', { name: 'page-in', exact: true })).toBeVisible()
  await page.keyboard.press('v')
  await expect(slider).toBeHidden()
})

test('dragging over the ribbon passes through the generations', async ({ page }) => {
  await open(page, '#v=1&t=62s&ribbon')
  const stops = page.locator('.ribbon-stop')
  await expect(stops).toHaveCount(12)
  const from = await stops.nth(8).boundingBox()
  const to = await stops.nth(2).boundingBox()
  if (!from || !to) throw new Error('no stops')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 })
  await page.mouse.up()
  await expect(page).toHaveURL(/generation=4\.1/)
  await expect(about(page)).toContainText('Outside of what VMware supported: 16 vCPUs')
})

test('the table of what changed is a click away, and runs what is picked in it', async ({
  page,
}) => {
  await open(page, '#v=1&t=62s&ribbon')
  await page.getByRole('button', { name: 'What changed', exact: true }).click()
  const dialog = library(page)
  await expect(dialog.getByRole('table', { name: /What changed in which version/ })).toContainText(
    'Quick Resume',
  )
  const options = dialog.getByRole('table', { name: /Options of ESXi/ })
  await expect(
    options.getByRole('row', { name: /Migrate\.PreCopySwitchoverTimeGoal/ }),
  ).toContainText('500 ms')
  await dialog.getByRole('button', { name: '5.0', exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page).toHaveURL(/generation=5\.0/)
})

test('a limit that is exceeded is said at the dial and in the outcome, and can be tried', async ({
  page,
}) => {
  await open(page, '#v=1&p=round-trip-44ms&layout=explore&network.rtt=1')
  const said =
    'vSphere 4.1 supports a round trip up to 5 ms; this run, with 44 ms, is outside of what VMware supported.'
  await expect(page.getByText(said)).toHaveCount(0)
  const field = page.getByRole('textbox', { name: 'Round trip, ms' })
  await field.fill('44')
  await field.press('Enter')
  await expect(page.getByText(said)).toBeVisible()
  await expect(outcome(page)).toContainText('a round trip of 44 ms (up to 5 ms)')
  await expect(outcome(page)).toContainText('Converges')
})

test('a myth plays from its beginning, says what to watch, and in the end what it shows', async ({
  page,
}) => {
  await open(page, '#v=1&t=62s')
  await page.keyboard.press('o')
  const dialog = library(page)
  await dialog.getByRole('tab', { name: 'Stories' }).press('ArrowRight')
  await expect(dialog.getByRole('tab', { name: 'Myths' })).toBeFocused()
  await dialog.getByRole('button', { name: /Play it: “Layer 2 is required”/ }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect(about(page)).toContainText('“Layer 2 is required” Watch: It arrives')
  await page.keyboard.press('End')
  await expect(about(page)).toContainText('✓ The VM runs at the destination.')
  await expect(about(page)).toContainText('✓ The routed network is outside of support.')
  await expect(page).toHaveURL(/p=myth-layer-2/)
  await about(page).getByRole('button', { name: 'Leave the story: the default VM' }).click()
  await expect(about(page)).toBeHidden()
})

shared('a changed dial that takes a story its point is said', async ({ page }) => {
  await open(page, '#v=1&p=myth-layer-2&network.routed=no&t=1000s')
  await expect(about(page)).toContainText('This run does not show it: a dial was changed')
})

for (const [name, reason, mark, runs, bar] of [
  ['The CPUs do not match', 'lacks features', 'CPUs differ', 'esx-01', '0 to 9 %'],
  ['No vMotion network', 'do not reach each other', 'no network', 'esx-01', 'about 10 %'],
  [
    'The cable is cut while memory is copied',
    'connection was lost',
    'cable cut',
    'esx-01',
    'about 40 %',
  ],
  ['It does not converge', 'gained too little', 'no progress', 'esx-01', '65 to 70 %'],
  ['The switchover takes too long', 'within 100 s', 'took too long', 'esx-01', '70 to 72 %'],
  ['The destination dies after the handshake', 'VM lost', 'host down', undefined, '72 to 99 %'],
] as const)
  shared(`failure on demand: ${name}`, async ({ page }) => {
    await open(page, '#v=1&layout=explore&t=10s')
    await page.keyboard.press('x')
    await library(page)
      .getByRole('button', { name: `Let it happen: ${name}` })
      .click()
    await expect(outcome(page)).toContainText(reason)
    await expect(outcome(page)).toContainText(`Progress bar: ${bar}`)
    await page.keyboard.press('End')
    await expect(page.getByText(`✕ ${mark}`)).toBeVisible()
    const runsHere = page.getByText('VM runs here', { exact: true })
    if (runs === undefined) await expect(runsHere).toHaveCount(0)
    else
      await expect(
        page.getByRole('region', { name: `${runs}, source` }).getByText('VM runs here'),
      ).toBeVisible()
  })

shared(
  'a failure has the words of the client, and no mark where they are published',
  async ({ page }) => {
    await open(page, '#v=1&layout=explore&failure=no-vmotion-network&t=22s')
    await expect(outcome(page)).toContainText(
      'The client says: The vMotion failed because the destination host did not receive data from the source host on the vMotion network.',
    )
    await expect(outcome(page)).not.toContainText('unverified')
    await open(page, '#v=1&layout=explore&failure=mtu-mismatch&t=22s')
    await expect(outcome(page)).toContainText(
      'The client says: Failed waiting for data. Error 195887137. Timeout. unverified',
    )
  },
)

shared('vCenter goes down in the middle, and the migration completes', async ({ page }) => {
  await open(page, '#v=1&failure=vcenter-down&failure.at=30&t=31s')
  await expect(headline(page)).toHaveText('vCenter is down. The hosts go on without it.')
  await expect(page.getByText('✕ down')).toBeVisible()
  await expect(about(page)).toContainText('vCenter goes down, at 30 s')
  await page.keyboard.press('End')
  await expect(headline(page)).toContainText('in all, stopped for')
})

test('the moment of a failure can be moved, and the failure be switched off', async ({ page }) => {
  await open(page, '#v=1&layout=explore&failure=link-cut&failure.at=30&t=60s')
  const field = about(page).getByRole('textbox', { name: 'It happens at, s' })
  await field.fill('12.5')
  await field.press('Enter')
  await expect(about(page)).toContainText('at 12.5 s')
  await about(page).getByRole('button', { name: 'Switch it off' }).click()
  await expect(about(page)).toBeHidden()
  await expect(outcome(page)).toContainText('Converges')
})

/** Notes what of the evacuation moves from here on without being asked to; returns what gives it. Before the page is opened. */
async function shifts(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const moved: string[] = []
    Object.assign(window, { moved })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        sources: { node?: Element }[]
      })[])
        for (const { node } of entry.sources)
          if (node?.closest?.('.evacuation')) moved.push(node.className || node.nodeName)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () => page.evaluate(() => (window as unknown as { moved: string[] }).moved)
}

/** Opens the evacuation and waits for all of its results: what stands below them must not move. */
async function emptyHost(page: Page): Promise<void> {
  const moved = await shifts(page)
  await open(page, '#v=1&open=evacuation&t=62s')
  await emptied(page)
  await expect(library(page).getByText(/Fastest is/)).toBeVisible()
  await settled(page)
  expect(await moved()).toEqual([])
}

for (const [width, height] of [
  [390, 844],
  [1024, 768],
] as const)
  alone(
    `what stands below the result of an emptied host does not move, ${width} wide`,
    async ({ page }) => {
      await page.setViewportSize({ width, height })
      await emptyHost(page)
    },
  )

alone(
  'a host with 20 VMs is emptied, nothing moves, and a VM of it plays on the stage with its share of the wire',
  async ({ page, context }) => {
    await emptyHost(page)
    const dialog = library(page)
    await dialog.getByText('Each VM in numbers').click()
    await dialog.getByRole('button', { name: 'Open VM 4 on the stage', exact: true }).last().click()
    await expect(dialog).toBeHidden()
    await expect(about(page)).toContainText('only its share of the wire')
    // Its run has to be there before its end can be gone to.
    await expect(async () => {
      await page.keyboard.press('End')
      await expect.poll(() => clock(page)).toBeGreaterThan(100)
    }).toPass()
    const end = await settled(page)
    await expect(page).toHaveURL(/rates=/)
    const copy = await context.newPage()
    await open(copy, new URL(page.url()).hash)
    await copy.keyboard.press('End')
    await expect.poll(() => clock(copy)).toBe(end)
    await about(page).getByRole('button', { name: 'Alone on the wire' }).click()
    await page.keyboard.press('End')
    await expect.poll(() => clock(page)).toBeLessThan(end)
    await expect(page).not.toHaveURL(/rates=/)
  },
)

test('a host of VMs that would copy for ever is never empty, and no time is claimed for it', async ({
  page,
}) => {
  await open(page, '#v=1&open=evacuation&t=62s')
  const dialog = library(page)
  await expect(dialog.locator('.initiator')).toContainText('vCenter')
  await dialog.getByRole('slider', { name: 'VMs on the host' }).fill('2')
  await dialog.getByRole('combobox', { name: 'What runs in them' }).selectOption('memtest')
  await dialog.getByRole('combobox', { name: 'Generation' }).selectOption('QEMU7.2')
  await emptied(page, /^No VM has moved: 2 of 2 would copy for ever; the host is not empty\.$/)
  await expect(dialog).toContainText('makes room for the next one as soon as this is recognised.')
  await expect(dialog.locator('.initiator')).not.toContainText('vCenter')
  const others = dialog.locator('.alternatives tbody tr')
  await expect(others.getByText('never')).toHaveCount(5)
  await expect(others.getByText('2 would copy for ever')).toHaveCount(5)
  await expect(dialog.locator('.alternatives .bar')).toHaveCount(0)
  await expect(dialog.locator('.lanes').getByText('∞')).toHaveCount(2)
  await expect(dialog.locator('.lane-legend')).toContainText('Would copy for ever')
  await expect(dialog).not.toContainText(/would take|Fastest|[Ff]ailed/)
  expect(await findings(page)).toEqual([])
})

for (const [width, height] of [
  [390, 844],
  [1440, 900],
] as const)
  alone(
    `while nothing has been computed yet, its progress lies over nothing and moves nothing, ${width} wide`,
    async ({ page }) => {
      await page.setViewportSize({ width, height })
      const moved = await shifts(page)
      let release = () => {}
      const chosen = new Promise<void>((resolve) => (release = resolve))
      await page.route(/evacuation\.worker/, async (route) => {
        await chosen
        await route.continue()
      })
      await open(page, '#v=1&open=evacuation&t=62s')
      const dialog = library(page)
      await expect(dialog.locator('.result')).toHaveText('Computing the evacuation …')
      await dialog.getByRole('combobox', { name: 'What runs in them' }).selectOption('oltp')
      const seen = page.evaluate(async () => {
        const boxOf = (selector: string) =>
          document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect()
        while (!document.querySelector('.evacuation-pace .notice'))
          await new Promise(requestAnimationFrame)
        return {
          foot: boxOf('.evacuation-controls').bottom,
          head: boxOf('.evacuation-pace .notice').top,
          said: document.querySelector('.evacuation')?.textContent?.match(/Computing/g)?.length,
        }
      })
      release()
      const { foot, head, said } = await seen
      expect(head).toBeGreaterThan(foot)
      expect(said).toBe(1)
      // What comes beside the result moves nothing either: the tests above.
      await expect(dialog.locator('.result')).toContainText('20 VMs moved', { timeout: 60_000 })
      expect(await moved()).toEqual([])
    },
  )

for (const [what, hash, width] of [
  ['the ribbon', '#v=1&t=62s&ribbon', 1440],
  ['the ribbon on the phone', '#v=1&t=62s&ribbon&generation=4.1', 390],
  ['a story', '#v=1&p=quick-resume-41&t=1000s&layout=explore', 1440],
  ['a failure', '#v=1&failure=link-cut&t=1000s&layout=explore', 1440],
  ['limits', '#v=1&generation=4.1&network.rtt=44&layout=explore', 1440],
  ['the stories', '#v=1&open=stories', 1440],
  ['the failures', '#v=1&open=failures', 390],
  ['the versions', '#v=1&open=versions', 1024],
] as const)
  shared(`axe finds nothing on ${what}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await inBothThemes(page, hash, async (theme, tags) => {
      if (hash.includes('open=')) await expect(page.getByRole('tabpanel')).toBeVisible()
      expect(await findings(page, tags), theme).toEqual([])
    })
  })

for (const hash of ['#v=1&t=62s&ribbon', '#v=1&p=myth-vcenter&t=62s', '#v=1&open=failures&t=62s'])
  shared(`${hash} fits every window`, async ({ page }) => {
    await open(page, hash)
    await atSizes(page, SIZES.slice(0, 4), async (size) => {
      if (hash.includes('open'))
        await expect(library(page).getByRole('tabpanel')).toContainText('EVC')
      else await expect(about(page).getByRole('button').first()).toBeVisible()
      const seen = await page.evaluate(() => {
        const texts = [...document.querySelectorAll('.band *, .library *, .fault-mark')].filter(
          (element) =>
            element.getClientRects().length > 0 &&
            !element.closest('.sr-only') &&
            [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()),
        )
        const least = document.querySelector('.page')?.getAttribute('data-layout') === 'stage'
        return {
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          small: texts
            .filter(
              (element) =>
                Number.parseFloat(getComputedStyle(element).fontSize) <
                (least && !element.closest('.library') ? Math.max(13, innerHeight * 0.026) : 11) -
                  0.1,
            )
            .map((element) => element.textContent),
          outside: texts
            .filter((element) => {
              const box = element.getBoundingClientRect()
              return !element.closest('.changes') && (box.left < -1 || box.right > innerWidth + 1)
            })
            .map((element) => element.textContent),
          targets: [...document.querySelectorAll('.band button, .library button')]
            .filter((element) => element.getClientRects().length > 0)
            .filter((element) => {
              const box = element.getBoundingClientRect()
              return box.width < 24 || box.height < 24
            })
            .map((element) => element.textContent),
        }
      })
      expect(seen, size).toEqual({ wide: 0, small: [], outside: [], targets: [] })
    })
  })
