// The dials: each change runs the whole migration anew and shows what it did.
import { OVERLAYS } from '../../src/saved/view.ts'
import { clock, expect, open, shared, still, test } from './harness.ts'

const EXPLORE = '#v=1&layout=explore&t=62s'

shared('the keyboard turns a dial, and the outcome follows', async ({ page }) => {
  await open(page, EXPLORE)
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await still(page)
  const before = await outcome.innerText()
  const slider = page.getByRole('slider', { name: 'Guest writes' })
  await slider.focus()
  await expect(slider).toHaveAttribute('aria-valuetext', '350 mebibytes per second')
  await slider.press('ArrowRight')
  await expect(slider).not.toHaveAttribute('aria-valuetext', '350 mebibytes per second')
  await expect.poll(() => outcome.innerText()).not.toBe(before)
  // Arrow keys were the slider's: the playhead is in pass 0 still.
  await expect(page.getByRole('button', { name: 'pass 0', exact: true })).toHaveAttribute(
    'aria-current',
    'step',
  )
})

shared('the mouse drags a dial', async ({ page }) => {
  await open(page, EXPLORE)
  const slider = page.getByRole('slider', { name: 'Guest writes' })
  const box = await slider.boundingBox()
  if (!box) throw new Error('no slider')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.85, box.y + box.height / 2, { steps: 8 })
  await page.mouse.up()
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('SDPS')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Slowed by SDPS')
})

test('a run that SDPS slowed is compared with the same run without it; what it did to the guest stands beside', async ({
  page,
}) => {
  await open(page, '#v=1&layout=explore&workload.writeRate=20000')
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await expect(outcome).toContainText('Without it the VM does not arrive.')
  await expect(outcome).toContainText('The 500 % target is read as 5×; at 1.3×')
  await expect(outcome).toContainText('Harmful')
  await expect(outcome.locator('.verdict')).toHaveAttribute('data-good', 'false')
})

shared('a number field takes an exact value, with or without its unit', async ({ page }) => {
  await open(page, EXPLORE)
  const field = page.getByRole('textbox', { name: 'Memory, GiB' })
  await field.fill('96 GiB')
  await field.press('Enter')
  await expect(field).toHaveValue('96')
  await expect(page).toHaveURL(/vm\.memory=96/)
})

shared(
  'a wrong number names the field and the allowed range, and changes nothing',
  async ({ page }) => {
    await open(page, EXPLORE)
    const field = page.getByRole('textbox', { name: 'Memory, GiB' })
    for (const wrong of ['0', '999999', 'much', '1e400', '-1']) {
      await field.fill(wrong)
      await field.press('Enter')
      const message = page.getByRole('alert')
      await expect(message).toContainText('Memory')
      await expect(message).toContainText('0.125 to 24576 GiB')
      await expect(field).toHaveAttribute('aria-invalid', 'true')
    }
    await field.press('Escape')
    await expect(field).toHaveValue('64')
    await expect(page.getByRole('alert')).toBeHidden()
    await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Converges')
  },
)

test('letters and digits typed into a field are no commands', async ({ page }) => {
  await open(page, EXPLORE)
  const field = page.getByRole('textbox', { name: 'Memory, GiB' })
  await field.fill('')
  await field.pressSequentially('e r t 12')
  await expect.poll(() => clock(page)).toBe(62)
  await expect(page.getByRole('region', { name: 'Outcome' })).toBeVisible()
})

shared('one dial is reset, or all; the seed stays', async ({ page }) => {
  await open(page, '#v=1&layout=explore&seed=7&vm.memory=128&network.rtt=2')
  const reset = page.getByRole('button', { name: 'Reset: Memory' })
  await expect(reset).toBeEnabled()
  // What was typed goes with the value.
  const memory = page.getByRole('textbox', { name: 'Memory, GiB' })
  await memory.fill('much')
  await memory.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Memory')
  await reset.click()
  await expect(memory).toHaveValue('64')
  await expect(page.getByRole('alert')).toBeHidden()
  await page.getByRole('button', { name: 'Reset all dials' }).click()
  await expect(page.getByRole('textbox', { name: /Round trip/ })).toHaveValue('0.2')
  await expect(page).toHaveURL(/seed=7/)
})

shared('presets and generations are lists; resetting goes back to the preset', async ({ page }) => {
  await open(page, EXPLORE)
  await page.getByRole('combobox', { name: 'Preset' }).selectOption('memtest')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Slowed by SDPS')
  await page.getByRole('combobox', { name: /vSphere/ }).selectOption('5.0')
  await expect(page).toHaveURL(/generation=5\.0/)
  await page.getByRole('button', { name: 'Reset all dials' }).click()
  await expect(page).not.toHaveURL(/generation/)
  await expect(page).toHaveURL(/p=memtest/)
})

test('all dials open in groups, and one of them makes it fail', async ({ page }) => {
  await open(page, '#v=1&p=memtest&layout=explore')
  await page.getByRole('button', { name: 'All dials', exact: true }).click()
  await page
    .getByRole('group', { name: 'Migration options' })
    .getByRole('combobox', { name: /SDPS/ })
    .selectOption('0')
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await expect(outcome).toContainText('Does not converge')
  await expect(outcome).toContainText('runs on at the source')
})

shared('a dial that pushes another one away says so', async ({ page }) => {
  await open(page, EXPLORE)
  const field = page.getByRole('textbox', { name: 'Memory, GiB' })
  await field.fill('8')
  await field.press('Enter')
  await expect(page.getByText(/workload\.workingSet.*allowed/)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Working set, GiB' })).toHaveValue('8')
})

test('the outcome is a secret until the film ends or a dial moves', async ({ page }) => {
  await open(page)
  await page.keyboard.press('e')
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await expect(outcome).toContainText('when the film ends')
  await page.getByRole('slider', { name: 'Guest writes' }).press('ArrowLeft')
  await expect(outcome).toContainText('Converges')
})

shared('what limits the wire is named', async ({ page }) => {
  await open(page, '#v=1&layout=explore&network.speed=40')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText(
    /one stream carries 1[58] Gb\/s/,
  )
})

shared('the details say why, list events, and take the playhead there', async ({ page }) => {
  await open(page, EXPLORE)
  await page.getByRole('button', { name: 'Details', exact: true }).click()
  const panel = page.getByRole('tabpanel')
  await expect(panel).toContainText('pages left × 4 KiB ÷ bandwidth')
  await page.getByRole('tab', { name: 'Why' }).press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Events' })).toBeFocused()
  await panel.getByRole('button', { name: /The VM stops/ }).click()
  await expect(page.getByRole('button', { name: 'switchover', exact: true })).toHaveAttribute(
    'aria-current',
    'step',
  )
  await page.getByRole('tab', { name: 'Passes' }).click()
  await expect(panel.getByRole('row')).toHaveCount(5)
  await page.getByRole('tab', { name: 'Components' }).click()
  await expect(panel).toContainText('VMkernel migration module')
  const heading = (name: RegExp) => panel.getByRole('heading', { name })
  await expect(heading(/^VMkernel migration module each host at work$/)).toBeVisible()
  await expect(heading(/^VPXD vCenter$/)).toBeVisible()
})

test('the dials are there again after each dialog that an address opens and another closes', async ({
  page,
}) => {
  await open(page, EXPLORE)
  const slider = page.getByRole('slider', { name: 'Guest writes' })
  for (const overlay of OVERLAYS)
    await test.step(overlay, async () => {
      // At once, while what the other address brings is still appearing.
      await page.evaluate(
        async (addresses) => {
          for (const address of addresses) {
            location.hash = address
            while (Boolean(document.querySelector('dialog[open]')) !== address.includes('open='))
              await new Promise(requestAnimationFrame)
          }
        },
        [`${EXPLORE}&open=${overlay}`, EXPLORE],
      )
      await still(page)
      await expect(page.getByRole('dialog')).toHaveCount(0)
      // What is inert takes no focus.
      await slider.focus()
      await expect(slider).toBeFocused()
    })
})
