/**
 * `npm run bench`: prints medians beside the budgets. `npm run bench -- browser` measures the built page in Chromium,
 * `npm run bench -- passes` the readers of recordings with very many passes.
 */
import { benchBitsets } from './bitset-bench.ts'
import { benchEngine } from './engine-bench.ts'
import { printLoad } from './measure.ts'
import { benchMemory } from './memory-bench.ts'
import { benchPasses } from './passes-bench.ts'
import { benchSweep } from './sweep-bench.ts'

printLoad()
if (process.argv.includes('browser')) {
  const { benchBrowser } = await import('./browser-bench.ts')
  await benchBrowser()
} else if (process.argv.includes('passes')) {
  benchPasses()
} else {
  benchEngine()
  benchMemory()
  await benchSweep()
  benchBitsets()
}
