// The page used at random for some seconds, the same each time; `npm run fuzz` goes on for hours.
import { alone, expect } from './harness.ts'

for (const seed of [1, 2])
  alone(`nothing breaks in thirty random steps of seed ${seed}`, async ({ page }) => {
    await page.goto(`?fuzz=${seed}&steps=30`)
    await expect(page.locator('html')).toHaveAttribute('data-fuzz-done', '', { timeout: 60_000 })
    const told = await page.evaluate(() => document.documentElement.dataset)
    expect(told['fuzzFindings']).toBe('[]')
    expect(told['fuzzStep']).toBe('30')
  })
