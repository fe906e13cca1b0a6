// Run files in a real browser: saved and dropped onto the page again; broken, hostile and huge ones leave the run as it is.
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { clock, expect, findings, open, still, test } from './harness.ts'

const INTERVENTIONS = '#v=2&do=20:network.otherTraffic=50&t=30s&layout=explore'
// As the page writes it: an address that it would complete is another one soon after.
const AT_20 = '#v=1&t=20s&layout=explore&theme=light'

/** Drags a file over the page and lets it go there. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], fileName, { type: 'application/json' }))
      return transfer
    },
    [name, text] as const,
  )
  const target = page.locator('.memory-map-field').first()
  await target.dispatchEvent('dragenter', { dataTransfer: data })
  await target.dispatchEvent('dragover', { dataTransfer: data })
  await target.dispatchEvent('drop', { dataTransfer: data })
}

const outcome = (page: Page) => page.getByRole('region', { name: 'Outcome' })

async function savedRun(page: Page): Promise<string> {
  await page.keyboard.press('/')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the file' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('run.switchover.json')
  const text = await readFile(await download.path(), 'utf8')
  await page.keyboard.press('Escape')
  return text
}

test('a run is saved, and dropped onto another page it is the very same run', async ({ page }) => {
  await open(page, INTERVENTIONS)
  await still(page)
  const before = await outcome(page).innerText()
  const text = await savedRun(page)
  await open(page, AT_20)
  await expect.poll(() => outcome(page).innerText()).not.toBe(before)
  await drop(page, 'talk.switchover.json', text)
  await expect(page.getByText('talk.switchover.json is open.')).toBeVisible()
  await expect.poll(() => outcome(page).innerText()).toBe(before)
  expect(await clock(page)).toBeCloseTo(30, 1)
  await expect(page.getByRole('slider', { name: /Other traffic/ })).toBeVisible()
  await expect.poll(() => page.url()).toContain('interventions=20:network.otherTraffic%3D50')
})

test('the page takes a file that is dragged over it, and leaves text to others', async ({
  page,
}) => {
  await open(page, AT_20)
  const taken = (kind: 'file' | 'text') =>
    page.evaluate((what) => {
      const transfer = new DataTransfer()
      if (what === 'file') transfer.items.add(new File(['{}'], 'x.json'))
      else transfer.setData('text/plain', 'hello')
      const event = new DragEvent('dragover', {
        bubbles: true,
        cancelable: true,
        dataTransfer: transfer,
      })
      document.body.dispatchEvent(event)
      return event.defaultPrevented
    }, kind)
  expect(await taken('file')).toBe(true)
  expect(await taken('text')).toBe(false)
})

const WRONG: readonly (readonly [name: string, text: string, says: RegExp])[] = [
  [
    'cut.json',
    '{"format": "switchover-run", "versi',
    /cut\.json was not opened: file: isn't valid JSON/,
  ],
  [
    'other.json',
    '{"format": "har", "version": 1}',
    /other\.json was not opened: format: unknown format "har"/,
  ],
  [
    'later.json',
    '{"format": "switchover-run", "version": 99}',
    /later\.json was not opened: version: 99/,
  ],
  [
    'picture.png',
    '\u0089PNG\r\n\u001a\n\u0000\u0000',
    /picture\.png was not opened: file: isn't valid JSON/,
  ],
  ['empty.json', '', /empty\.json was not opened: file: isn't valid JSON/],
  ['list.json', '[[[[]]]]', /list\.json was not opened: file/],
  [
    'none.json',
    '{"format": "switchover-run", "version": 1, "futures": []}',
    /none\.json was not opened: futures/,
  ],
  [
    'hostile.json',
    '{"format": "switchover-run", "version": 1, "__proto__": {"futures": 1}, "futures": "<img src=x onerror=alert(1)>"}',
    /hostile\.json was not opened: futures/,
  ],
  ['deep.json', `${'['.repeat(20000)}${']'.repeat(20000)}`, /deep\.json was not opened/],
  [
    'huge.json',
    `{"format": "switchover-run", "version": 1, "x": "${'a'.repeat(3_000_000)}"}`,
    /huge\.json was not opened: it is larger than 1 MiB/,
  ],
]

test('what is no run says why, by name, and leaves the run as it is', async ({ page }) => {
  await open(page, AT_20)
  await still(page)
  const before = await outcome(page).innerText()
  const address = page.url()
  for (const [name, text, says] of WRONG) {
    await drop(page, name, text)
    await expect(page.getByText(says)).toBeVisible()
    await expect.poll(() => outcome(page).innerText()).toBe(before)
    expect(page.url()).toBe(address)
  }
  expect(await clock(page)).toBeCloseTo(20, 1)
  expect(await findings(page)).toEqual([])
})

test('a run with wrong parts opens without them, and each is named', async ({ page }) => {
  await open(page, AT_20)
  const future = {
    id: 1,
    preset: 'default',
    parameters: { 'vm.memory': 1e308, 'network.speed': '10', 'moon.phase': 3 },
    interventions: ['12.5:cut-cable', '-1:cancel', 'x'.repeat(5000)],
  }
  const file = { format: 'switchover-run', version: 1, time: -5, shown: 1, futures: [future] }
  await drop(page, 'partly.json', JSON.stringify(file))
  const notice = page.getByText(/partly\.json is open, but not all of it/)
  await expect(notice).toBeVisible()
  for (const part of ['vm.memory', 'moon.phase', 'time']) await expect(notice).toContainText(part)
  await expect(outcome(page)).not.toContainText('NaN')
  await expect(page.getByRole('slider', { name: 'Cut the cable' })).toBeVisible()
})
