// One scenario and seed give one run, bit for bit: what the page's worker computes in Chromium is what Node computes.
import type { Page } from '@playwright/test'
import { runToEnd } from '../../src/engine/run.ts'
import { presetScenario, type ScenarioId } from '../../src/catalogue/presets.ts'
import type { Scenario } from '../../src/engine/scenario/scenario.ts'
import { checkScenario } from '../../src/engine/scenario/validate.ts'
import { alone, expect, follow, open, test } from './harness.ts'

/** Notes the hash of every run that the engine's worker hands to the page. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const hashes: string[] = []
    Object.assign(window, { runHashes: hashes })
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args)
        this.addEventListener('message', (event: MessageEvent<unknown>) => {
          const { data } = event
          if (typeof data === 'object' && data !== null && 'summary' in data)
            hashes.push((data.summary as { readonly runHash: string }).runHash)
        })
      }
    }
  })
  return () =>
    page.evaluate(() => (window as unknown as { runHashes: readonly string[] }).runHashes)
}

const CASES: readonly (readonly [preset: ScenarioId, values: Partial<Scenario>, seed: number])[] = [
  ['default', {}, 1],
  ['file-server', {}, 2],
  ['oltp', {}, 3],
  ['memtest', {}, 4],
  ['monster-24tib', {}, 5],
  ['long-distance', { 'workload.pattern': 'curve' }, 6],
  ['worked-example', {}, 7],
  ['quick-resume-41', {}, 8],
  ['memtest', { generation: '6.7', 'workload.pattern': 'bursts' }, 4294967295],
  ['branch-office', { model: 'literal' }, 9],
  ['branch-office', { failure: 'link-cut', 'failure.at': 20 }, 10],
]

alone('the page and Node agree on every run', async ({ page }) => {
  const hashes = await listen(page)
  await open(page, '#v=1&layout=explore')
  for (const [preset, values, seed] of CASES) {
    const pairs = Object.entries({ p: preset, seed, ...values })
    const link = `#v=1&${pairs.map(([key, value]) => `${key}=${String(value)}`).join('&')}&layout=explore`
    await test.step(link, async () => {
      const { scenario, problems } = checkScenario(values, presetScenario(preset))
      expect(problems, link).toEqual([])
      const before = (await hashes()).length
      await follow(page, link)
      const { runHash } = runToEnd({ scenario, seed })
      expect((await hashes()).slice(before), link).toEqual([runHash])
    })
  }
})
