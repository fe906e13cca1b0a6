// Runs a TypeScript program in Node: `node .ci/run-ts.mjs ENTRY.ts ARGUMENTS…`.
// Bundled by rolldown into node_modules/.cache and reused while no source of it changes. Prints
// nothing of its own on stdout; stdin, arguments and exit code are the program's.
// tsx was tried instead: every start took twice the processor time (1.0 s against 0.5 s for `simulate`, and again on each
// thread of a sweep), and it brings esbuild, of whose install script npm warns.
// A program may start itself on another thread:
//   new Worker(new URL('../../.ci/run-ts.mjs', import.meta.url), { argv: [entry, …] })
// `node .ci/run-ts.mjs --bundle ENTRY.ts` only prints where the bundle is: all of the program's sources in one file.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isMainThread, threadId } from 'node:worker_threads'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const onlyBundle = process.argv[2] === '--bundle'
const [entryArgument, ...args] = process.argv.slice(onlyBundle ? 3 : 2)
const entry = resolve(root, entryArgument ?? '')
if (!entryArgument || !existsSync(entry)) {
  process.stderr.write(`There is no program ${entryArgument ?? '(none named)'}.\n`)
  process.exit(1)
}

if (isMainThread) {
  const ensure = join(root, '.ci', 'ensure.mjs')
  const { status } = spawnSync(process.execPath, [ensure], { stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(status ?? 1)
}

const cache = join(root, 'node_modules', '.cache', 'run-ts')
const name = createHash('sha256').update(entry).digest('hex').slice(0, 12)
const output = join(cache, `${name}.mjs`)
const manifest = join(cache, `${name}.json`)

const stamp = (file) => {
  const { mtimeMs, size } = statSync(file)
  return `${mtimeMs} ${size}`
}

function isFresh() {
  if (!existsSync(output) || !existsSync(manifest)) return false
  const files = Object.entries(JSON.parse(readFileSync(manifest, 'utf8')))
  return files.every(([file, known]) => existsSync(file) && stamp(file) === known)
}

/** Another process may read or write the same file: always whole ones. */
function writeWhole(file, text) {
  const part = `${file}.${process.pid}.${threadId}`
  writeFileSync(part, text)
  renameSync(part, file)
}

async function bundle() {
  const { rolldown } = await import('rolldown')
  const build = await rolldown({
    input: entry,
    platform: 'node',
    external: (id) => !id.startsWith('.') && !isAbsolute(id) && !id.startsWith('\0'),
    logLevel: 'silent',
    plugins: [
      {
        // The bundle lives elsewhere: a module's own address stays that of its source.
        name: 'source-address',
        load: {
          filter: { id: /\.tsx?$/ },
          handler: (id) =>
            readFileSync(id, 'utf8').replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(id).href),
            ),
        },
      },
    ],
  })
  const { output: chunks } = await build.generate({
    file: output,
    format: 'esm',
    codeSplitting: false,
    sourcemap: 'inline',
  })
  await build.close()
  const [chunk] = chunks
  const sources = chunk.moduleIds.filter((id) => isAbsolute(id) && existsSync(id))
  // A package of ours that changes (rolldown itself, this file) makes a new bundle as well.
  const files = [...sources, fileURLToPath(import.meta.url), join(root, 'package-lock.json')]
  mkdirSync(cache, { recursive: true })
  writeWhole(output, chunk.code)
  writeWhole(manifest, JSON.stringify(Object.fromEntries(files.map((f) => [f, stamp(f)]))))
}

if (!isFresh()) await bundle()
if (onlyBundle) {
  process.stdout.write(output)
  process.exit()
}
process.setSourceMapsEnabled(true)
// `simulate | head`: a reader that has had enough is no error.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.argv = [process.argv[0], entry, ...args]
await import(pathToFileURL(output).href)
