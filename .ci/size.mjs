// What a visitor downloads, gzipped, against its budget. Run after `vite build`.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist')
const budgets = { 'first load': 150_000, worker: 30_000 }
if (!existsSync(join(dist, 'index.html'))) {
  console.error('There is no dist/index.html: run `npm run build` first.')
  process.exit(1)
}

const text = (file) => readFileSync(join(dist, file), 'utf8')

/** A chunk with all that it imports statically. */
function closure(files, seen = new Set()) {
  for (const file of files) {
    if (seen.has(file)) continue
    seen.add(file)
    const imports = text(file).matchAll(/(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)
    closure(
      [...imports].map(([, path]) => posix.join(posix.dirname(file), path)),
      seen,
    )
  }
  return [...seen]
}

const gzipped = (files) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0)

const linked = [...text('index.html').matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, f]) => f)
// What the engine's thread fetches beside its first run, with all that it shares with the thread itself.
const withEngine = readdirSync(join(dist, 'assets')).filter((f) => /^after-run-.*\.js$/.test(f))
const workers = readdirSync(join(dist, 'assets')).filter((f) => /\.worker-[^.]+\.js$/.test(f))
const rows = [
  { what: 'first load', files: closure(linked), budget: budgets['first load'] },
  ...workers.map((f) => ({
    what: f.replace(/-[^.]+\.js$/, ''),
    files: closure([`assets/${f}`]),
    budget: budgets.worker,
  })),
]

const engine = rows.find(({ what }) => what === 'engine.worker')?.files ?? []
for (const f of withEngine)
  rows.push({
    what: '  and after it',
    files: closure([`assets/${f}`]).filter((file) => !engine.includes(file)),
    budget: budgets.worker,
  })

let over = linked.length === 0
for (const { what, files, budget } of rows) {
  const size = gzipped(files)
  over ||= size > budget
  const figures = `${(size / 1000).toFixed(1).padStart(6)} kB gzip of ${budget / 1000}`
  console.log(`  ${what.padEnd(16)} ${figures}${size > budget ? '   OVER' : ''}`)
}
process.exitCode = over ? 1 : 0
