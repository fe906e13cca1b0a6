// The three layouts at the five sizes: nothing jumps, nothing sticks out, nothing is too small to read or to hit.
import {
  alone,
  clock,
  expect,
  findings,
  inBothThemes,
  open,
  shared,
  SIZES,
  test,
} from './harness.ts'
import { shifts, tooMuch } from './shifts.ts'

const VIEWS = [
  ['stage', '#v=1&t=62s'],
  ['explore', '#v=1&layout=explore&t=62s&drawer=events'],
] as const

for (const [width, height] of SIZES)
  for (const [view, hash] of VIEWS)
    // Nothing is in the cache: what comes late must not push anything.
    alone(`${view} at ${width}×${height}`, async ({ page }) => {
      await page.setViewportSize({ width, height })
      const moved = await shifts(page)
      await open(page, hash)
      await page.keyboard.press('Space')
      await expect.poll(() => clock(page)).toBeGreaterThan(63)
      await page.keyboard.press('Space')

      const seen = await page.evaluate(() => {
        const shown = (element: Element) => {
          const { width, height } = element.getBoundingClientRect()
          return width > 2 && height > 2 && !element.closest('.sr-only, .race-table, [hidden]')
        }
        const all = [...document.querySelectorAll('body *')].filter(shown)
        const texts = all.filter((element) =>
          [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()),
        )
        const stage = texts.filter(
          (element) =>
            element.closest('.page[data-layout="stage"]') && !element.closest('.sr-only'),
        )
        const targets = all.filter((element) =>
          element.matches('button, input, select, summary, a[href], [role="tab"]'),
        )
        return {
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          smallText: stage
            .filter(
              (element) =>
                Number.parseFloat(getComputedStyle(element).fontSize) <
                Math.max(13, innerHeight * 0.026) - 0.1,
            )
            .map((element) => element.textContent),
          headline:
            Number.parseFloat(
              getComputedStyle(document.querySelector('h1') ?? document.body).fontSize,
            ) / innerHeight,
          smallTargets: targets
            .filter((element) => {
              const { width, height } = element.getBoundingClientRect()
              return width < 24 || height < 24
            })
            .map((element) => element.outerHTML.slice(0, 120)),
          clipped: texts
            .filter(
              (element) =>
                element.matches('h1, h2, button, .pill, .host-state, .legend li, dt, dd') &&
                element.scrollWidth > element.clientWidth + 1,
            )
            .map((element) => element.textContent),
        }
      })
      expect(tooMuch(await moved(), 0.001)).toEqual([])
      expect(seen.wide).toBe(0)
      expect(seen.smallText).toEqual([])
      expect(seen.smallTargets).toEqual([])
      expect(seen.clipped).toEqual([])
      if (width > 719 && view === 'stage') expect(seen.headline).toBeGreaterThanOrEqual(0.0449)
    })

for (const [view, hash, width] of [
  ['the stage', '#v=1&t=62s', 1440],
  ['explore', '#v=1&t=62s&layout=explore&drawer=why', 1440],
  ['the events', '#v=1&p=memtest&t=62s&layout=explore&drawer=events', 1440],
  ['the passes', '#v=1&t=69s&layout=explore&drawer=passes', 1024],
  ['the components', '#v=1&t=69s&layout=explore&drawer=components', 1440],
  ['a bad link', '#v=1&vm.memory=0', 1440],
  ['the phone', '#v=1&t=62s', 390],
] as const)
  shared(`axe finds nothing on ${view}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await inBothThemes(page, hash, async (theme, tags) =>
      expect(await findings(page, tags), theme).toEqual([]),
    )
  })

test('axe finds nothing with all dials open, on the help, and on the sheet', async ({ page }) => {
  await open(page, '#v=1&t=62s&layout=explore')
  await page.keyboard.press('a')
  await expect(page.getByLabel('Write pattern', { exact: true })).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('region', { name: 'Dials' })).toBeVisible()
  expect(await findings(page)).toEqual([])
})

test('every control can be reached by Tab, with a visible ring', async ({ page }) => {
  await open(page, '#v=1&t=62s&layout=explore')
  const wanted = [
    'Playhead',
    'Play',
    'Speed',
    'Explore',
    'Guest writes',
    'Memory, GiB',
    'Details',
    'Zoom in',
  ]
  const reached = new Set<string>()
  for (let press = 0; press < 90; press += 1) {
    await page.keyboard.press('Tab')
    const { name, ring } = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return { name: '', ring: true }
      const label =
        element.getAttribute('aria-label') ??
        (element as HTMLInputElement).labels?.[0]?.textContent ??
        element.textContent
      const ringed = [element, element.closest('.race')].some(
        (at) => at && getComputedStyle(at).outlineStyle !== 'none',
      )
      return { name: label ?? '', ring: ringed }
    })
    expect(ring, name).toBe(true)
    reached.add(name)
  }
  for (const name of wanted) expect([...reached]).toContain(name)
})

test('the story is spoken when it moves on, and the outcome when it changes', async ({ page }) => {
  await open(page, '#v=1&t=62s&layout=explore')
  const [story, outcome] = [
    page.locator('[aria-live="polite"]').first(),
    page.locator('[aria-live="polite"]').nth(1),
  ]
  await expect(story).toContainText('Pass 0 sends only')
  await page.keyboard.press(']')
  await expect(story).toContainText('fewer changes')
  await page.getByRole('combobox', { name: 'Preset' }).selectOption('memtest')
  await expect(outcome).toContainText('Slowed by SDPS')
  await expect(outcome).toContainText('inferred')
})
