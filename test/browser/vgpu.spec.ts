// A VM with a vGPU: its frame buffer is on the wire while it crosses, a part of the stun by name, and counted as sent.
import type { Page } from '@playwright/test'
import { expect, findings, open, shared } from './harness.ts'

const NINE = '#v=1&p=idle-web&generation=9.0&vm.vgpuMemory=48&network.speed=100&layout=explore'

const wire = (page: Page) => page.locator('.wire-status')
const outcome = (page: Page) => page.getByRole('region', { name: 'Outcome' })

/** Whether something other than lanes is painted on the wire: blocks or a streak are filled in the colour of the wire. */
const colourful = (page: Page) =>
  page.locator('.wire canvas').evaluate((canvas: HTMLCanvasElement) => {
    const copy = document.createElement('canvas')
    copy.width = canvas.width
    copy.height = canvas.height
    const context = copy.getContext('2d')!
    context.drawImage(canvas, 0, 0)
    const { data } = context.getImageData(0, 0, copy.width, copy.height)
    let count = 0
    for (let at = 0; at < data.length; at += 4)
      if (data[at + 3]! > 200 && data[at + 2]! - data[at]! > 80) count++
    return count
  })

shared(
  '9.0: it goes first while the VM works, and what changes goes again in the stun',
  async ({ page }) => {
    // From 2.1 s on, 48 GB at 80 Gb/s: 24 GB are across at 4.5 s.
    await open(page, `${NINE}&t=4.5s`)
    await expect(wire(page).locator('.wire-name')).toHaveText('frame buffer')
    await expect(wire(page).locator('.wire-progress')).toHaveText('24.0 of 48 GB')
    await expect.poll(() => colourful(page)).toBeGreaterThan(50)
    await expect(page.getByRole('button', { name: 'frame buffer', exact: true })).toBeVisible()
    const parts = outcome(page).getByRole('list', { name: 'Parts of the stun' })
    await expect(parts).toContainText('frame buffer 2.57 s')
    await expect(outcome(page).locator('[data-row="sent"]')).toContainText('58.1 GiB frame buffer')
    // In the stun: 14.4 GB, from 8.1 s on when what is fixed is over.
    await open(page, `${NINE}&t=9.5s`)
    await expect(wire(page).locator('.wire-name')).toHaveText('frame buffer')
    await expect(wire(page).locator('.wire-progress')).toContainText('of 14.4 GB')
    await expect(page.locator('.stun-bar [data-part="frameBuffer"]').first()).toBeAttached()
  },
)

shared('6.7: the stun is the frame buffer, and "why" says so', async ({ page }) => {
  await open(page, '#v=1&p=vgpu-12gb-67&layout=explore&drawer=why&why=stun&t=60s')
  await expect(wire(page).locator('.wire-progress')).toContainText('of 12 GB')
  const panel = page.getByRole('tabpanel')
  await expect(panel).toContainText('91.1 s to copy the frame buffer of the vGPU, 12 GB')
  await expect(panel).toContainText('its channel carries 0.125 GiB/s at most')
  await expect(panel).toContainText('+ frame buffer + bitmap + resume')
  await open(page, '#v=1&p=vgpu-16gb-67&layout=explore&drawer=why&why=failure&t=60s')
  await expect(panel).toContainText('from 6.7 U3 on a frame buffer crosses faster')
})

shared('its calls have their place and their words; no finding of axe', async ({ page }) => {
  await open(page, `${NINE}&t=4.5s&drawer=calls`)
  await expect(page.getByRole('tabpanel')).toContainText('Copy the frame buffer')
  await expect(page.getByRole('tabpanel')).toContainText('Frame buffer of the vGPU')
  expect(await findings(page)).toEqual([])
})
