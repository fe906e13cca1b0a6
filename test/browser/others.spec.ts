// The hypervisors beside vMotion on the stage: their runs open, play, and end in their own words.
import { clock, expect, findings, headline, open, shared } from './harness.ts'

shared(
  'QEMU gains nothing under its own cap: the page says that it would go on for ever, and by every pass',
  async ({ page }) => {
    await open(page, '#v=1&stage&generation=QEMU7.2')
    const phases = page.getByRole('list', { name: 'Phases' }).getByRole('button')
    // Pass −1 and the passes until thirty in a row have gained nothing, and what comes before and after them.
    await expect.poll(() => phases.count()).toBeGreaterThan(30)
    await page.keyboard.press('End')
    await expect(headline(page)).toHaveText(/would copy for ever.*runs on here/i)
    await page.keyboard.press('Home')
    await expect(headline(page)).not.toHaveText(/for ever/)
    const before = await clock(page)
    for (let step = 0; step < 3; step++) await page.keyboard.press(']')
    await expect.poll(() => clock(page)).toBeGreaterThan(before)
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
  await expect(headline(page)).toHaveText(/in all, stopped for \d{3}\ss/)
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
