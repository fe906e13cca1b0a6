/** How soon the future is simulated anew: deeds of the panel, dials that are turned, markers that are moved. */
import type { Page } from '@playwright/test'

/** Each deed so often. */
const DEED_TURNS = 3

export interface Timed {
  readonly name: string
  readonly milliseconds: number
}

/** Does something in the page, and gives the milliseconds until the outcome of its run was painted. */
async function untilOutcome(
  page: Page,
  name: string,
  selector: string,
  key?: string,
): Promise<Timed> {
  const milliseconds = await page.evaluate(
    async ({ selector, key }) => {
      const { answers } = window as unknown as { answers: Record<string, number> }
      const target = document.querySelector<HTMLElement>(selector)!
      const start = performance.now()
      if (key === undefined) target.click()
      else target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      return await new Promise<number>((done) => {
        const look = () => {
          const painted = performance.now() - start
          if ((answers['outcome'] ?? 0) > start || painted > 5000)
            requestAnimationFrame(() => done(performance.now() - start))
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      })
    },
    { selector, key },
  )
  return { name, milliseconds }
}

/** Of each deed, of a dial that is turned, and of a marker that is moved: milliseconds until the new future was painted. */
export async function deedTimes(page: Page): Promise<Timed[]> {
  const times: Timed[] = []
  const undo = async () => {
    await page.keyboard.press('Control+z')
    await page.waitForTimeout(250)
  }
  const deeds = await page.locator('.time-actions button').allInnerTexts()
  for (const [index, name] of deeds.entries()) {
    const button = `.time-actions button:nth-of-type(${index + 1})`
    // A cable that is in cannot be put in: nothing is simulated anew.
    for (let turn = 0; turn < DEED_TURNS; turn++) {
      times.push(await untilOutcome(page, name, button))
      await undo()
    }
  }
  for (const [dial, value] of [
    ['workload.writeRate', 800],
    ['network.otherTraffic', 60],
  ] as const) {
    await page.locator('.time-dial select').first().selectOption(dial)
    for (let turn = 0; turn < DEED_TURNS; turn++) {
      await page.locator('.time-dial input').fill(String(value + turn))
      await page.locator('.time-dial input').press('Enter')
      times.push(await untilOutcome(page, `turn ${dial}`, '.time-dial > button'))
      await page.waitForTimeout(150)
      for (let step = 0; step < DEED_TURNS; step++) {
        times.push(await untilOutcome(page, 'move a marker', '.marker input', 'ArrowRight'))
        await page.waitForTimeout(150)
      }
      await undo()
      await undo()
    }
  }
  return times
}
