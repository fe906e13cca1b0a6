// What moves on the page that nobody asked to move, as the browser itself counts it.
import type { Page } from '@playwright/test'

/** A hundredth is a tenth of the screen that moves by a tenth of its height. */
const MOST = 0.02

export interface Shift {
  readonly value: number
  /** Within half a second of a press: what was asked for may move things. */
  readonly asked: boolean
  /** What moved, for the reader of a failure. */
  readonly what: readonly string[]
}

/** Notes what moves from the first paint on; returns what gives it and begins anew. Before the page is opened. */
export async function shifts(page: Page): Promise<() => Promise<readonly Shift[]>> {
  await page.addInitScript(() => {
    type Entry = PerformanceEntry & {
      readonly value: number
      readonly hadRecentInput: boolean
      readonly sources: readonly { readonly node?: Node }[]
    }
    const nameOf = (node: Node | undefined) => {
      const element = node instanceof Element ? node : node?.parentElement
      return element ? `${element.localName}.${element.getAttribute('class') ?? ''}` : 'gone'
    }
    const noted: Shift[] = []
    const note = (entries: PerformanceEntryList) => {
      for (const { value, hadRecentInput: asked, sources } of entries as Entry[])
        noted.push({ value, asked, what: sources.map(({ node }) => nameOf(node)) })
    }
    const observer = new PerformanceObserver((list) => note(list.getEntries()))
    observer.observe({ type: 'layout-shift', buffered: true })
    Object.assign(window, {
      takeShifts: () => {
        note(observer.takeRecords())
        return noted.splice(0)
      },
    })
  })
  return () => page.evaluate(() => (window as unknown as { takeShifts(): Shift[] }).takeShifts())
}

/** The shifts where they are more than may be, else nothing. */
export function tooMuch(seen: readonly Shift[], most = MOST): readonly Shift[] {
  return seen.reduce((sum, { value }) => sum + value, 0) < most ? [] : seen
}
