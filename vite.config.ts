// Builds the page twice: `vite build` writes dist/ with hashed files for any static server or
// sub-folder; `vite build --mode single` adds dist/switchover-single.html, the whole page in one
// file that runs from file:// without a network. Vitest reads this file as well.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { boot, withBoot } from './.ci/build/boot.ts'
import { licences } from './.ci/build/licences.ts'
import { metaPolicy, servedPolicy } from './.ci/build/policy.ts'
import { LICENCE_TEXT } from './src/text/licences.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const entry = 'src/page/shell/main.tsx'

/** D3's factories at the top of its files have no side effects, which its files do not say: what is not used can go. */
const pureFactories: Plugin = {
  name: 'switchover:pure-factories',
  apply: 'build',
  transform: {
    filter: { id: /\/d3-(shape|interpolate|array)\/dist\// },
    handler: (code) => ({
      code: code.replaceAll(/^((?:var|let|const) [\w$]+ = )(?=[\w$(])/gm, '$1/* @__PURE__ */ '),
      map: null,
    }),
  },
}

/**
 * Ranges of our scales are numbers (the types of `scaleLinear()` hold that), but D3's scales bring what mixes colours, dates and
 * texts: 4 kB of the first load. They get a copy of d3-interpolate that has only what numbers need.
 */
const numericScales: Plugin = {
  name: 'switchover:numeric-scales',
  apply: 'build',
  enforce: 'pre',
  async resolveId(id, importer) {
    if (id !== 'd3-interpolate' || importer === undefined || !importer.includes('/d3-scale/'))
      return null
    const found = await this.resolve(id, importer, { skipSelf: true })
    return found && { id: `${found.id}?numbers`, moduleSideEffects: false }
  },
  load: {
    filter: { id: /\/d3-interpolate\/dist\/d3-interpolate\.mjs\?numbers$/ },
    handler: (id) => readFileSync(id.slice(0, id.indexOf('?')), 'utf8'),
  },
  transform: {
    filter: { id: /\/(d3-scale\/dist\/d3-scale|d3-color\/dist\/d3-color)\.mjs$/ },
    handler(code, id) {
      if (id.includes('/d3-color/')) return { code, map: null, moduleSideEffects: false }
      const out = code.replace(
        /(import \{[^}]*\binterpolateNumber, )interpolate(,[^}]*\} from 'd3-interpolate')/,
        '$1interpolateNumber as interpolate$2',
      )
      if (out === code) return this.error('d3-scale does not import interpolate as it did')
      return { code: out, map: null }
    },
  },
}

/** Puts a text in the place of a mark, which must be there. As a function: `$` means nothing. */
const put = (html: string, mark: string, text: string) => {
  const out = html.replace(mark, () => text)
  if (out === html) throw new Error(`index.html has no ${mark}`)
  return out
}

/**
 * What is called around each lazy import: the page's own, which can fetch a lost style sheet again. In the one file all styles
 * and chunks are there.
 */
const preload = (single: boolean): Plugin => ({
  name: 'switchover:preload',
  load: {
    filter: { id: /^\0vite\/preload-helper\.js$/ },
    handler: () =>
      single
        ? 'export const __vitePreload = (load) => load()'
        : `export { preload as __vitePreload } from '${here('src/page/loading/preload.ts')}'`,
  },
})

/** file:// blocks module scripts: everything becomes one classic script at the end of the body. */
const singleFile: Plugin = {
  name: 'switchover:single-file',
  enforce: 'pre',
  async resolveId(id, importer) {
    if (!/(^|\/)spawn(\.ts)?$/.test(id)) return null
    const found = await this.resolve(id, importer, { skipSelf: true })
    return found?.id === here('src/page/workers/spawn.ts')
      ? here('src/page/workers/spawn-inline.ts')
      : found
  },
  // After Vite's own, which gathers the styles of all chunks in one file.
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const files = Object.values(bundle)
      const scripts = files.flatMap((file) => (file.type === 'chunk' ? [file.code] : []))
      const styles = files.flatMap((file) =>
        file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source)] : [],
      )
      const odd = files.filter(
        (file) =>
          file.type === 'asset' &&
          !/\.(css|map)$/.test(file.fileName) &&
          file.fileName !== LICENCE_TEXT.file,
      )
      const notices = bundle[LICENCE_TEXT.file]
      if (notices?.type !== 'asset') return this.error(`There is no ${LICENCE_TEXT.file}`)
      const lost = odd.map((file) => file.fileName)
      if (scripts.length !== 1 || styles.length !== 1 || lost.length > 0)
        this.error(
          `Not one file: ${scripts.length} scripts, ${styles.length} style sheets, ${lost.join(', ')}`,
        )
      for (const name of Object.keys(bundle)) delete bundle[name]

      const script = scripts.join('').replaceAll(/<(\/script|!--)/gi, '<\\$1')
      const icon = encodeURIComponent(readFileSync(here('public/favicon.svg'), 'utf8'))
      let html = readFileSync(here('index.html'), 'utf8')
      html = put(html, './favicon.svg', `data:image/svg+xml,${icon}`)
      html = withBoot(html)
      html = put(html, '</head>', `<style>${styles.join('')}</style>\n  </head>`)
      html = put(
        html,
        `<script type="module" src="/${entry}"></script>`,
        `<script>${script}</script>`,
      )
      const text = String(notices.source).replaceAll(/<(\/script|!--)/gi, '<\\$1')
      html = put(
        html,
        '</body>',
        `<script type="text/plain" id="${LICENCE_TEXT.file}">${text}</script>\n  </body>`,
      )
      const { tag, attrs } = metaPolicy('single', html)
      const meta = `<${tag} http-equiv="${attrs['http-equiv']}" content="${attrs.content}" />`
      html = put(html, '<head>', `<head>\n    ${meta}`)
      this.emitFile({ type: 'asset', fileName: 'switchover-single.html', source: html })
    },
  },
}

/** A program of this project in Node: what it prints, or the reason why it failed. */
function runProgram(...args: string[]): string {
  const options = { cwd: here('.'), encoding: 'utf8', maxBuffer: 1e9 } as const
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['.ci/run-ts.mjs', ...args],
    options,
  )
  if (status !== 0) throw new Error(`${args.join(' ')} does not run: ${stderr}`)
  return stdout
}

const HOUR_MS = 3_600_000

/** The folder of the report by today's sources and data. Its name is their hash: made once, by whoever comes first. */
function validationFolder(): string {
  const program = 'src/cli/validate.ts'
  const data = here('test/validation/data')
  const names = readdirSync(data, { recursive: true, encoding: 'utf8' }).toSorted()
  const files = names.map((name) => join(data, name)).filter((path) => statSync(path).isFile())
  const hash = createHash('sha256')
  for (const path of [runProgram('--bundle', program), ...files])
    hash.update(`${path}\n`).update(readFileSync(path))
  const cache = here('node_modules/.cache/validation')
  const folder = join(cache, hash.digest('hex').slice(0, 16))
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const part = mkdtempSync(join(cache, 'part-'))
  runProgram(program, '--own', '--out', part)
  for (const old of readdirSync(cache).map((name) => join(cache, name)))
    if (Date.now() - statSync(old).mtimeMs > HOUR_MS) rmSync(old, { recursive: true, force: true })
  try {
    renameSync(part, folder)
  } catch (error) {
    // Another build was there first.
    if (!existsSync(folder)) throw error
    rmSync(part, { recursive: true })
  }
  return folder
}

/**
 * `virtual:validation` is the report of the project's own data by the very engine that is built: never older, never typed
 * in. A served build has it as files as well.
 */
const validation = (asFiles: boolean): Plugin => ({
  name: 'switchover:validation',
  resolveId: (id) => (id === 'virtual:validation' ? `\0${id}` : null),
  load(id) {
    if (id !== '\0virtual:validation') return null
    const folder = validationFolder()
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    if (asFiles)
      for (const name of ['validation.json', 'validation.md'])
        this.emitFile({ type: 'asset', fileName: name, source: read(name) })
    // The page shows no single rounds.
    const report: unknown = JSON.parse(read('validation.json'), (key, value: unknown) =>
      key === 'rounds' ? undefined : value,
    )
    return `export const report = ${JSON.stringify(report)}`
  },
})

/** One line in place of the hundreds of files that Vite would list. */
const announce = (what: string): Plugin => ({
  name: 'switchover:announce',
  apply: 'build',
  buildStart: () => void process.stdout.write(`Building ${what} …\n`),
})

export default defineConfig(({ mode }) => {
  const single = mode === 'single'
  // The validation takes most of a first build: known, and no fault of a plug-in.
  const checks = { pluginTimings: false }
  const { page, worker } = licences(here('.'))
  return {
    // Where all is one file, nothing is loaded by an address beside the script's own.
    base: single ? '/' : './',
    plugins: [
      react(),
      pureFactories,
      numericScales,
      preload(single),
      validation(!single),
      page,
      ...(single ? [singleFile] : [boot, servedPolicy]),
      announce(single ? 'dist/switchover-single.html' : 'dist/'),
    ],
    worker: {
      format: single ? 'iife' : 'es',
      plugins: () => [worker()],
      // Marks for a bundler have done their work.
      rolldownOptions: { output: { comments: { annotation: false } } },
    },
    preview: { port: 4173 },
    build: {
      target: 'es2023',
      modulePreload: { polyfill: false },
      rolldownOptions: { checks },
      ...(single && {
        emptyOutDir: false,
        copyPublicDir: false,
        cssCodeSplit: false,
        assetsInlineLimit: Number.MAX_SAFE_INTEGER,
        chunkSizeWarningLimit: 2000,
        rolldownOptions: {
          input: here(entry),
          checks,
          output: { format: 'iife' as const, codeSplitting: false },
        },
      }),
    },
    test: {
      environment: 'node',
      include: ['test/**/*.test.{ts,tsx}'],
      exclude: ['test/browser/**'],
      setupFiles: ['test/properties.ts'],
      // What is tested keeps nothing between two files: loading it once for each processor halves the time.
      isolate: false,
      // Vitest would leave one processor idle: of two, half.
      maxWorkers: '100%',
      // A law that runs a hundred migrations takes as long as the machine is busy: that is no failure.
      testTimeout: 120_000 * Number(process.env['PROPERTY_FACTOR'] ?? 1),
    },
  }
})
