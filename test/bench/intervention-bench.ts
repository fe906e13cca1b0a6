/** How soon the future is simulated anew: buttons of the panel, dials that are turned, interventions that are moved. */
import type { Page } from '@playwright/test'

/** Each intervention so often. */
const TURNS = 3

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

/** Of each button, of a dial that is turned, and of an intervention that is moved: milliseconds until the new future was painted. */
export async function interventionTimes(page: Page): Promise<Timed[]> {
  const times: Timed[] = []
  const undo = async () => {
    await page.keyboard.press('Control+z')
    await page.waitForTimeout(250)
  }
  const names = await page.locator('.intervene-now button').allInnerTexts()
  for (const [index, name] of names.entries()) {
    const button = `.intervene-now button:nth-of-type(${index + 1})`
    // A cable that is in cannot be put in: nothing is simulated anew.
    for (let turn = 0; turn < TURNS; turn++) {
      times.push(await untilOutcome(page, name, button))
      await undo()
    }
  }
  for (const [dial, value] of [
    ['workload.writeRate', 800],
    ['network.otherTraffic', 60],
  ] as const) {
    await page.locator('.time-dial select').first().selectOption(dial)
    for (let turn = 0; turn < TURNS; turn++) {
      await page.locator('.time-dial input').fill(String(value + turn))
      await page.locator('.time-dial input').press('Enter')
      times.push(await untilOutcome(page, `turn ${dial}`, '.time-dial > button'))
      await page.waitForTimeout(150)
      for (let step = 0; step < TURNS; step++) {
        times.push(
          await untilOutcome(page, 'move an intervention', '.intervention input', 'ArrowRight'),
        )
        await page.waitForTimeout(150)
      }
      await undo()
      await undo()
    }
  }
  return times
}
