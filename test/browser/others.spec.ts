// The hypervisors beside vMotion on the stage: their runs open, play, and end in their own words.
import { atSizes, clock, expect, findings, follow, headline, open, shared } from './harness.ts'

shared(
  'QEMU gains nothing under its own cap: the page says that it copies for ever, and by every pass',
  async ({ page }) => {
    await open(page, '#v=1&stage&generation=QEMU7.2')
    const phases = page.getByRole('list', { name: 'Phases' }).getByRole('button')
    // Pass −1 and the passes until ten in a row have gained nothing, and what comes before them.
    await expect.poll(() => phases.count()).toBeGreaterThan(10)
    await page.keyboard.press('End')
    await expect(headline(page)).toHaveText(/never ends.*stays here/i)
    await expect(page.locator('.clock-speed')).toHaveText('simulation stops here')
    await page.keyboard.press('Home')
    await expect(headline(page)).not.toHaveText(/for ever/)
    const before = await clock(page)
    for (let step = 0; step < 3; step++) await page.keyboard.press(']')
    await expect.poll(() => clock(page)).toBeGreaterThan(before)
    expect(await findings(page)).toEqual([])
  },
)

const DAYS =
  '#v=1&layout=explore&generation=QEMU7.2&vm.memory=24576&workload.workingSet=24576&workload.writeRate=20000&network.speed=1'

shared('a run of weeks reads in days and hours, and nothing of it is cut off', async ({ page }) => {
  await open(page, `${DAYS}&drawer=why`)
  const topics = page.getByRole('group', { name: 'Why …' }).getByRole('button')
  await expect(topics.first()).toHaveText('it never ends')
  await follow(page, DAYS)
  const sizes = [
    [1440, 900],
    [1024, 768],
    [1920, 1080],
    [390, 844],
  ] as const
  await atSizes(page, sizes, async () => {
    await page.keyboard.press('End')
    await expect(page.getByRole('timer')).toHaveText(/^\d\d d \d+ h$/)
    const info = page.locator('.console-info').first()
    await expect(info).toContainText(/guest \d\d d \d+ h/)
    const cut = await page
      .locator('.console-info:not([hidden]), .dial-field input:visible')
      .evaluateAll((all) =>
        all
          .filter((each) => each.scrollWidth > each.clientWidth)
          .map((each) => each.textContent || (each as HTMLInputElement).value),
      )
    expect(cut).toEqual([])
    const mark = (await page.locator('.between-wire .fault-mark').boundingBox())!
    const box = (await page.locator('.vcenter > span').first().boundingBox())!
    const apart =
      box.x + box.width <= mark.x || box.y + box.height <= mark.y || mark.y + mark.height <= box.y
    expect(apart).toBe(true)
  })
  expect(await findings(page)).toEqual([])
})

shared(
  'a run of a thousand passes shows those about the playhead, the first and the last',
  async ({ page }) => {
    const cliff =
      '&vm.memory=1&workload.workingSet=0.25&qemu.maxBandwidth=100&workload.writeRate=115'
    await open(page, `#v=1&stage&generation=QEMU7.2${cliff}`)
    const chips = page.getByRole('list', { name: 'Phases' }).getByRole('button')
    const now = page.locator('.chip[aria-current="step"]')
    const gaps = page.locator('.chip-gap')
    await expect(gaps).toHaveCount(1)
    await expect.poll(() => chips.count()).toBeLessThan(120)
    // It is left after so many passes: nothing comes after them.
    await expect(chips.last()).toHaveText('1\u202f000')
    await chips.last().click()
    await expect(now).toBeInViewport()
    await expect(gaps).toHaveCount(1)
    // Into the midst of it, from one passage of chips to the next.
    for (let step = 0; step < 3; step++) {
      const before = await now.innerText()
      await gaps.first().locator('+ li > button').click()
      await expect(now).not.toHaveText(before)
      await expect(now).toBeInViewport()
    }
    await expect(gaps).toHaveCount(2)
    await expect.poll(() => chips.count()).toBeLessThan(120)
    await page.keyboard.press(']')
    await expect(now).toBeInViewport()
    expect(await findings(page)).toEqual([])
    await follow(page, `#v=1&layout=explore&generation=QEMU7.2${cliff}&drawer=passes`)
    const rows = page.getByRole('tabpanel').getByRole('row')
    const few = await rows.count()
    expect(few).toBeLessThan(300)
    await page.getByRole('button', { name: /^Show more \(\d+ left\)$/ }).click()
    await expect.poll(() => rows.count()).toBeGreaterThan(few)
    await expect(page.locator('.race-table')).toContainText(/\d+ more are in the tab Passes/)
    expect(await findings(page)).toEqual([])
  },
)

shared(
  'QEMU without its cap is through, and says how long the VM stood still',
  async ({ page }) => {
    await open(page, '#v=1&stage&generation=QEMU7.2&qemu.maxBandwidth=0')
    await page.keyboard.press('End')
    await expect(headline(page)).toHaveText(/in all, stopped for/)
  },
)

shared('Xen 2005 stops for as long as it takes: no limit of vMotion ends it', async ({ page }) => {
  await open(page, '#v=1&stage&generation=XEN2005')
  await page.keyboard.press('End')
  await expect(headline(page)).toHaveText(/in all, but frozen for \d{3}\ss/)
  expect(await findings(page)).toEqual([])
})

shared('SimGrid’s rule ends in a short stop', async ({ page }) => {
  await open(page, '#v=1&stage&generation=SIMGRID')
  await page.keyboard.press('End')
  await expect(headline(page)).toHaveText(/in all, stopped for/)
})

shared(
  'every write is executed where that is asked for, with the model that comes for it',
  async ({ page }) => {
    await open(page, '#v=1&stage&model=literal&vm.memory=2&workload.workingSet=0.5')
    await page.keyboard.press('End')
    await expect(headline(page)).toHaveText(/in all, stopped for/)
  },
)
