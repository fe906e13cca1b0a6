// A tab in the background costs nothing: a browser gives it no animation frames, and the page asks for nothing else.
import { alone, expect, open } from './harness.ts'

interface Watched {
  hidden: boolean
  asked: number
}

for (const drawer of ['', '&layout=explore&drawer=heat', '&layout=explore&drawer=lanes']) {
  alone(`no work and no time passes while the tab is hidden${drawer}`, async ({ page }) => {
    await page.clock.install()
    await page.addInitScript(() => {
      const watched: Watched = { hidden: false, asked: 0 }
      Object.assign(window, { watched })
      // What a browser does with a hidden tab: frames wait until it is seen again.
      const frame = window.requestAnimationFrame.bind(window)
      const waiting: FrameRequestCallback[] = []
      window.requestAnimationFrame = (callback) => {
        if (!watched.hidden) return frame(callback)
        waiting.push(callback)
        return 0
      }
      Object.defineProperty(document, 'visibilityState', {
        get: () => (watched.hidden ? 'hidden' : 'visible'),
      })
      Object.defineProperty(document, 'hidden', { get: () => watched.hidden })
      Object.assign(window, {
        show(hidden: boolean) {
          watched.hidden = hidden
          document.dispatchEvent(new Event('visibilitychange'))
          if (!hidden) for (const callback of waiting.splice(0)) frame(callback)
        },
      })
      window.Worker = class extends Worker {
        override postMessage(message: unknown, options?: unknown): void {
          watched.asked++
          super.postMessage(message, options as StructuredSerializeOptions)
        }
      }
    })
    await open(page, `#v=1&t=20s${drawer}`)
    const show = (hidden: boolean) =>
      page.evaluate(
        (value) => (window as unknown as { show(hidden: boolean): void }).show(value),
        hidden,
      )
    const seen = () =>
      page.evaluate(() => ({ ...(window as unknown as { watched: Watched }).watched }))
    await page.keyboard.press(' ')
    await expect.poll(async () => (await seen()).asked).toBeGreaterThan(5)
    await show(true)
    // What was under way comes to its end.
    await page.clock.runFor(1000)
    await expect(page.locator('html')).not.toHaveAttribute('data-busy')
    const before = await seen()
    const time = await page.getByRole('timer').innerText()
    // Every timer of a minute has its turn.
    await page.clock.runFor(60_000)
    const after = await seen()
    expect(after.asked).toBe(before.asked)
    expect(await page.getByRole('timer').innerText()).toBe(time)
    // Two seconds of playing are several seconds of the run: of the minute nothing went by unseen. The first frame tells.
    const seenAgain = await page.evaluate(async () => {
      ;(window as unknown as { show(hidden: boolean): void }).show(false)
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      return document.querySelector('[role="timer"]')?.textContent ?? ''
    })
    expect(Number.parseFloat(seenAgain.trim())).toBeLessThan(Number.parseFloat(time) + 8)
  })
}
