// The memory maps: zoomed by wheel, keys and buttons down to single pages, moved, and read out cell by cell.
import { expect, open, painted, shared, still, test } from './harness.ts'
import type { Page } from '@playwright/test'

const MOMENT = '#v=1&t=62s'
const field = (page: Page) => page.locator('.memory-map-field').first()
const cursor = (page: Page) => page.getByRole('slider', { name: 'Memory cursor at the source' })

async function middle(page: Page): Promise<{ x: number; y: number }> {
  const box = await field(page).boundingBox()
  if (!box) throw new Error('no map')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Zoom as the link has it. */
async function zoom(page: Page): Promise<number> {
  return Number(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('zoom') ?? 0)
}

shared(
  'hover reads a cell out: address range, state, times sent, times changed',
  async ({ page }) => {
    await open(page, MOMENT)
    const { x, y } = await middle(page)
    await page.mouse.move(x, y)
    const readout = page.locator('.memory-map-readout')
    await expect(readout).toContainText(/0x[0-9A-F]+ – 0x[0-9A-F]+ · [\d\u202f]+ pages/)
    await expect(readout).toContainText(/in sync|to be sent again|changed in this pass/)
    await expect(readout).toContainText(/sent [\d.]+×, changed [\d.]+×/)
    await page.mouse.move(x, y + 2000)
    await expect(readout).toBeHidden()
  },
)

shared('the wheel zooms at the pointer down to single pages, and out again', async ({ page }) => {
  await open(page, MOMENT)
  const { x, y } = await middle(page)
  await page.mouse.move(x, y)
  const readout = page.locator('.memory-map-readout')
  await expect(readout).toBeVisible()
  for (let turn = 0; turn < 24; turn++) {
    await page.mouse.wheel(0, -120)
    // Turns of one frame would be taken together.
    await painted(page)
  }
  // The address is written when the wheel rests.
  await expect.poll(() => zoom(page)).toBeGreaterThan(6)
  // A single page has one address and whole counts.
  await expect(readout).toContainText(/0x[0-9A-F]+ · 1 page/)
  await expect(readout).toContainText(/^.*sent \d+×, changed \d+×/s)
  for (let turn = 0; turn < 36; turn++) {
    await page.mouse.wheel(0, 120)
    await painted(page)
  }
  await expect.poll(() => zoom(page)).toBe(0)
})

shared('buttons and keys zoom; arrows walk; Escape lets the cursor go', async ({ page }) => {
  await open(page, MOMENT)
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await expect.poll(() => zoom(page)).toBe(2)
  await page.getByRole('button', { name: 'Zoom out' }).click()
  await expect.poll(() => zoom(page)).toBe(1)
  await page.getByRole('button', { name: 'Show all of memory' }).click()
  await expect.poll(() => zoom(page)).toBe(0)

  await cursor(page).focus()
  await cursor(page).press('+')
  await expect.poll(() => zoom(page)).toBe(1)
  await cursor(page).press('ArrowDown')
  await expect(cursor(page)).toHaveAttribute('aria-valuetext', /0x[0-9A-F]+.*pages?: .*sent/)
  const first = await cursor(page).getAttribute('aria-valuetext')
  await cursor(page).press('ArrowRight')
  await expect(cursor(page)).not.toHaveAttribute('aria-valuetext', String(first))
  await cursor(page).press('End')
  await expect(cursor(page)).toHaveAttribute('aria-valuetext', /– 0x1000000000/)
  await cursor(page).press('Escape')
  await expect(cursor(page)).toHaveAttribute('aria-valuetext', /No page chosen/)
  await cursor(page).press('0')
  await expect.poll(() => zoom(page)).toBe(0)
})

shared('dragging moves a zoomed map, and both maps show the same place', async ({ page }) => {
  await open(page, `${MOMENT}&zoom=3&page=4000000`)
  const pageOf = () => new URLSearchParams(new URL(page.url()).hash.slice(1)).get('page')
  const { x, y } = await middle(page)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x, y - 80, { steps: 5 })
  await page.mouse.up()
  await expect.poll(() => Number(pageOf())).toBeGreaterThan(4_000_000)
  const boxes = page.locator('.memory-map-field canvas')
  await expect(boxes).toHaveCount(2)
})

test('two fingers zoom the map', async ({ page }) => {
  await open(page, MOMENT)
  const { x, y } = await middle(page)
  // A pinch as two pointers, which Chromium's own emulation cannot send.
  await field(page).evaluate(
    (element, at) => {
      const send = (type: string, id: number, clientX: number) =>
        element.dispatchEvent(
          new PointerEvent(type, {
            bubbles: true,
            pointerId: id,
            pointerType: 'touch',
            clientX,
            clientY: at.y,
          }),
        )
      Element.prototype.setPointerCapture = () => undefined
      send('pointerdown', 11, at.x - 20)
      send('pointerdown', 12, at.x + 20)
      send('pointermove', 11, at.x - 60)
      send('pointermove', 12, at.x + 60)
      send('pointerup', 11, at.x - 60)
      send('pointerup', 12, at.x + 60)
    },
    { x, y },
  )
  await expect.poll(() => zoom(page)).toBeGreaterThan(0)
})

shared('what is drawn is what the legend says, and red fills nothing', async ({ page }) => {
  await open(page, MOMENT)
  await still(page)
  const colours = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement)
    const named = (name: string) => {
      const hex = style.getPropertyValue(`--${name}`).trim()
      return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join()
    }
    const names = ['not-sent', 'teal', 'amber', 'amber-2', 'amber-3', 'stale', 'wire', 'red']
    const counts = (canvas: HTMLCanvasElement) => {
      const { width, height } = canvas
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
      const found = new Map<string, number>()
      for (let at = 0; at < pixels.length; at += 4) {
        const key = `${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`
        found.set(key, (found.get(key) ?? 0) + 1)
      }
      return Object.fromEntries(names.map((name) => [name, found.get(named(name)) ?? 0]))
    }
    return [...document.querySelectorAll<HTMLCanvasElement>('.memory-map-field canvas')].map(counts)
  })
  const [source, destination] = colours
  if (!source || !destination) throw new Error('two maps are needed')
  // Pass 0: all was sent once; changed once and again at the source, each of them stale at the destination.
  const changed = (source['amber'] ?? 0) + (source['amber-2'] ?? 0) + (source['amber-3'] ?? 0)
  expect(source['amber']).toBeGreaterThan(0)
  expect(source['amber-2']).toBeGreaterThan(0)
  expect(source['not-sent']).toBe(0)
  expect(destination['amber']).toBe(0)
  expect((destination['stale'] ?? 0) / changed).toBeCloseTo(1, 1)
  expect(source['teal']).toBeGreaterThan(changed)
  for (const map of [source, destination]) expect(map['red']).toBe(0)
})
