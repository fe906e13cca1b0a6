// Words stay in their boxes and off each other: on the stage at several moments, in each tab of the drawer, in each dialog.
import type { Page } from '@playwright/test'
import {
  atSizes,
  emptied,
  expect,
  findings,
  inBothThemes,
  open,
  shared,
  SIZES,
  still,
  test,
} from './harness.ts'

/** A phone, a tablet, a laptop, a wall: 1920 × 1080 has the proportions of the last. */
const FEWER = SIZES.filter(([width]) => width !== 1920)
const TABS = [
  'why',
  'events',
  'passes',
  'life',
  'heat',
  'pauses',
  'calls',
  'log',
  'vcpus',
  'outside',
  'cost',
  'components',
] as const
const DIALOGS = ['stories', 'myths', 'failures', 'truth'] as const

/**
 * What is cut off by a box that does not scroll, what sticks out of its button, pill or heading, and what overlaps. Text
 * that scrolls, that is covered as a whole (by a sheet, a drawer) or that no one sees does not count.
 */
async function faults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    interface Word {
      readonly element: Element
      readonly text: string
      readonly box: DOMRect
    }
    const dialog = document.querySelector('dialog[open]')
    const root = dialog ?? document.body
    const found = new Set<string>()
    const words: Word[] = []
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      const text = node.nodeValue?.trim() ?? ''
      if (!element || text === '' || element.closest('.sr-only, .race-table, option, svg')) continue
      // There for who hears the page alone.
      if (element.getBoundingClientRect().width < 2) continue
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const box of range.getClientRects())
        if (box.width > 1 && box.height > 1) words.push({ element, text: text.slice(0, 40), box })
    }

    /** Out of sight behind the edge of something that scrolls or clips; reported when it is cut through. */
    const cut = ({ element, text, box }: Word): boolean => {
      for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at)
        if (style.overflowX === 'visible' && !/paint|strict/.test(style.contain)) continue
        const edge = at.getBoundingClientRect()
        const [left, right] = [edge.left - box.left, box.right - edge.right]
        const [above, below] = [edge.top - box.top, box.bottom - edge.bottom]
        if (left > box.width - 1 || right > box.width - 1) return true
        if (above > box.height - 1 || below > box.height - 1) return true
        const scrollsX = /auto|scroll/.test(style.overflowX) && at.scrollWidth > at.clientWidth
        const scrollsY = /auto|scroll/.test(style.overflowY) && at.scrollHeight > at.clientHeight
        // A line box is higher than its letters; spaces at the end of a kept line hang over.
        const slack = box.height * 0.25
        const hang = getComputedStyle(element).whiteSpace === 'pre-wrap' ? box.height : 2
        if (!scrollsX && Math.max(left, right) > hang) found.add(`cut: ${text}`)
        if (!scrollsY && Math.max(above, below) > slack) found.add(`cut: ${text}`)
        if ((scrollsX && Math.max(left, right) > 2) || (scrollsY && Math.max(above, below) > 0))
          return true
      }
      return false
    }
    const covered = ({ element, box }: Word): boolean => {
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return true
      const top = document.elementFromPoint(x, y)
      if (!top || top.contains(element) || element.contains(top)) return false
      return getComputedStyle(element).pointerEvents !== 'none' && !top.matches('input, canvas')
    }
    const seen = words.filter((word) => !cut(word) && !covered(word))
    for (const { element, text, box } of seen) {
      const own = element.closest('button, .pill, .notice, h1, h2, .host-head, .between-box > span')
      const edge = own?.getBoundingClientRect()
      const hang = getComputedStyle(element).whiteSpace === 'pre-wrap' ? box.height : 2
      if (edge && (box.right > edge.right + hang || box.left < edge.left - 2))
        found.add(`sticks out: ${text}`)
    }
    seen.forEach((one, index) => {
      for (const other of seen.slice(index + 1)) {
        if (other.element === one.element) continue
        const across =
          Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const down =
          Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        if (across > 2 && down > Math.min(one.box.height, other.box.height) * 0.35)
          found.add(`over each other: ${one.text} | ${other.text}`)
      }
    })
    return [...found]
  })
}

/** Chips that cannot be seen whole. */
async function cutChips(page: Page): Promise<readonly (string | null)[]> {
  return page.locator('.chips').evaluate((list) => {
    const edge = list.getBoundingClientRect()
    return [...list.querySelectorAll('.chip')]
      .filter((chip) => {
        const { left, right } = chip.getBoundingClientRect()
        return left < edge.left - 0.5 || right > edge.right + 0.5
      })
      .map((chip) => chip.textContent)
  })
}

for (const view of ['&stage', '&layout=explore'])
  for (const moment of ['t=1.6s', 't=62s', 't=69.1s', 't=69.4s', 't=60s&p=quick-resume-41'])
    shared(`words keep apart at ${moment}${view}`, async ({ page }) => {
      await open(page, `#v=1&${moment}${view}`)
      await atSizes(page, SIZES, async (size, [width]) => {
        expect(await faults(page), size).toEqual([])
        if (width > 719 && !moment.includes('p=')) expect(await cutChips(page), size).toEqual([])
      })
    })

for (const tab of TABS)
  shared(`the tab ${tab} of the drawer keeps words in their boxes`, async ({ page }) => {
    await open(page, `#v=1&t=66.5s&layout=explore&drawer=${tab}`)
    await atSizes(page, FEWER, async (size) => {
      await expect(page.locator('.drawer-panel')).not.toHaveText('One moment …')
      expect(await faults(page), size).toEqual([])
    })
  })

for (const dialog of DIALOGS)
  shared(`the dialog ${dialog} keeps words in their boxes`, async ({ page }) => {
    await open(page, `#v=1&t=62s&open=${dialog}`)
    await expect(page.locator('.library-panel > :not(.thin)').first()).toBeVisible()
    await atSizes(page, FEWER, async (size) => expect(await faults(page), size).toEqual([]))
  })

// One test, for the eighty migrations that it takes.
test('an emptied host keeps words in their boxes, and axe finds nothing', async ({ page }) => {
  await inBothThemes(page, '#v=1&t=62s&open=evacuation', async (theme, tags) => {
    await emptied(page)
    expect(await findings(page, tags), theme).toEqual([])
  })
  await atSizes(page, FEWER, async (size) => expect(await faults(page), size).toEqual([]))
})

// Its table scrolls to the chosen version when it opens: each size needs its own opening.
shared('the dialog versions keeps words in their boxes', async ({ page }) => {
  for (const [width, height] of FEWER)
    await test.step(`${width}×${height}`, async () => {
      await page.setViewportSize({ width, height })
      await open(page, '#v=1&t=62s')
      await open(page, '#v=1&t=62s&open=versions')
      await expect(page.locator('.library-panel > :not(.thin)').first()).toBeVisible()
      await still(page)
      expect(await faults(page)).toEqual([])
    })
})

test('all dials and the help keep words in their boxes', async ({ page }) => {
  await open(page, '#v=1&t=62s&layout=explore')
  await page.keyboard.press('a')
  await atSizes(page, FEWER, async (size) => {
    await expect(page.getByLabel('Write pattern', { exact: true })).toBeVisible()
    expect(await faults(page), size).toEqual([])
  })
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await atSizes(page, FEWER, async (size) => expect(await faults(page), size).toEqual([]))
})

shared(
  'the dials that matter most and the way to all of them are in sight together',
  async ({ page }) => {
    await open(page, '#v=1&t=62s&layout=explore')
    const wide = SIZES.filter(([width]) => width > 719)
    await atSizes(page, wide, async (size) => {
      const side = page.locator('.side-dials')
      await expect(side.getByRole('button', { name: 'All dials', exact: true })).toBeVisible()
      const hidden = await side.evaluate((list) => list.scrollHeight - list.clientHeight)
      expect(hidden, size).toBeLessThanOrEqual(0)
    })
  },
)

test('where chips go on out of sight, they fade', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, '#v=1&t=66.5s')
  const chips = page.locator('.chips')
  await expect(chips).toHaveAttribute('data-before', '')
  await expect(chips).toHaveAttribute('data-after', '')
  await page.keyboard.press('Home')
  await expect(chips).not.toHaveAttribute('data-before')
})

for (const view of ['', '&layout=explore'])
  shared(`a notice hides neither the sentence nor the clock${view}`, async ({ page }) => {
    await open(page, `#v=1&t=62s&vm.memory=0${view}`)
    await atSizes(page, SIZES, async (size) => {
      await expect(page.locator('.notice')).toBeInViewport({ ratio: 1 })
      const notice = await page.locator('.notice').boundingBox()
      const head = await page.locator('.stage-head').boundingBox()
      if (!notice || !head) throw new Error('no boxes')
      expect(notice.y, size).toBeGreaterThan(head.y + head.height)
    })
  })
