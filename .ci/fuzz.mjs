// Uses the built page at random in a real Chromium (`?fuzz=SEED`, see src/page/fuzz/) and says each minute how far it is and
// what the page holds: `npm run fuzz`, `npm run fuzz -- --minutes 600`, `npm run fuzz -- --seed 7 --steps 312`.
// Exit code 1 where something did not hold.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { preview } from 'vite'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const EVERY_MS = 60_000
const MIB = 2 ** 20

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    steps: { type: 'string' },
    minutes: { type: 'string', default: '60' },
  },
})
for (const [name, value] of Object.entries(values))
  if (!(Number(value) > 0)) {
    console.error(`--${name}: "${value}" isn't valid; allowed: a number above 0`)
    process.exit(2)
  }
// A fresh seed each time, unless a person wants one again.
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const until = Date.now() + Number(values.minutes) * 60_000

const server = await preview({ root, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' })
const executablePath = readFileSync(join(root, 'node_modules/.chrome-path'), 'utf8').trim()
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
})
let findings = []
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const devtools = await page.context().newCDPSession(page)
  const system = await browser.newBrowserCDPSession()
  await devtools.send('Performance.enable')
  let crashed = false
  page.on('crash', () => (crashed = true))
  const steps = values.steps === undefined ? '' : `&steps=${values.steps}`
  await page.goto(`${server.resolvedUrls.local[0]}?fuzz=${seed}${steps}`)
  console.log(`seed ${seed}${values.steps ? `, ${values.steps} steps` : ''}`)
  console.log('minute    steps  heap MiB  whole MiB    nodes  listeners  threads  deaths')

  const told = () =>
    page.evaluate(() => Object.fromEntries(Object.entries(document.documentElement.dataset)))
  const report = async () => {
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const metric = (name) => metrics.find((each) => each.name === name)?.value ?? NaN
    const { fuzzStep, fuzzDeaths } = await told()
    const minute = Math.round((Date.now() - began) / 60_000)
    const figures = [
      [minute, 6],
      [fuzzStep ?? 0, 9],
      [(metric('JSHeapUsedSize') / MIB).toFixed(1), 10],
      [((await rendererBytes(system)) / MIB).toFixed(0), 11],
      [metric('Nodes'), 9],
      [metric('JSEventListeners'), 11],
      [page.workers().length, 9],
      [fuzzDeaths ?? 0, 8],
    ]
    console.log(figures.map(([figure, width]) => String(figure).padStart(width)).join(''))
  }

  const began = Date.now()
  let next = began + EVERY_MS
  for (;;) {
    await new Promise((done) => setTimeout(done, 1000))
    if (crashed) {
      findings = [...findings, 'the page has crashed']
      break
    }
    const { fuzzFindings, fuzzDone } = await told()
    const found = JSON.parse(fuzzFindings ?? '[]')
    for (const each of found.slice(findings.length)) console.log(each)
    findings = found
    const over = fuzzDone !== undefined || Date.now() > until
    if (over || Date.now() > next) {
      await report()
      next += EVERY_MS
    }
    if (over) break
  }
} finally {
  await browser.close()
  await server.close()
}
console.log(
  findings.length === 0
    ? 'No problems found.'
    : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}. To repeat: npm run fuzz -- --seed ${seed} --steps ${lastStep(findings) + 1}`,
)
process.exitCode = findings.length === 0 ? 0 : 1

function lastStep(list) {
  return Math.max(...list.map((finding) => Number(/^step (\d+)/.exec(finding)?.[1] ?? 0)))
}

/** What the page's process takes in all, workers included; Linux alone tells. */
async function rendererBytes(system) {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo')
  let bytes = NaN
  for (const { type, id } of processInfo)
    if (type === 'renderer')
      try {
        const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]
        bytes = Math.max(Number.isNaN(bytes) ? 0 : bytes, Number(kilobytes) * 1024)
      } catch {
        // Another system, or a process that has just ended.
      }
  return bytes
}
