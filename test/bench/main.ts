/** `npm run bench`: prints medians beside the budgets. `npm run bench -- browser` measures the built page in Chromium. */
import { benchBitsets } from './bitset-bench.ts'
import { benchEngine } from './engine-bench.ts'
import { printLoad } from './measure.ts'
import { benchMemory } from './memory-bench.ts'
import { benchSweep } from './sweep-bench.ts'

printLoad()
if (process.argv.includes('browser')) {
  const { benchBrowser } = await import('./browser-bench.ts')
  await benchBrowser()
} else {
  benchEngine()
  benchMemory()
  await benchSweep()
  benchBitsets()
}
