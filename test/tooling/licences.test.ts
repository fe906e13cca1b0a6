// The licences of what is shipped: both builds name every package that is in them, and a build that cannot name one fails.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { afterAll, describe, expect, it } from 'vitest'
import { ALLOWED, licences } from '../../.ci/build/licences.ts'
import { LICENCE_TEXT } from '../../src/text/licences.ts'

const made: string[] = []
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'licences-'))
  made.push(path)
  return path
}
afterAll(() => made.forEach((path) => rmSync(path, { recursive: true, force: true })))

interface Named {
  readonly licence: string
  readonly text: string
}

/** The packages that notices name, with the licence of each. */
function readNotices(notices: string): ReadonlyMap<string, Named> {
  const parts = notices.split(`\n${'-'.repeat(72)}\n`).slice(1)
  return new Map(
    parts.flatMap((part) => {
      const [, titles = '', licence = '', text = ''] =
        /^((?:\S+ \S+\n)+)Licence: ([^\n]+)\n\n(.*)$/s.exec(part) ?? []
      return titles
        .trim()
        .split('\n')
        .map((title) => [title.replace(/ \S+$/, ''), { licence, text }] as const)
    }),
  )
}

/** Where the pieces of built code come from, by the maps that the bundler writes into it: another account of it than the notices'. */
function sourcesIn(code: string): readonly string[] {
  const maps = code.matchAll(/sourceMappingURL=data:application\/json;[^,]*base64,([\w+/=]+)/g)
  return [...maps].flatMap(([, map = '']) => {
    const read = JSON.parse(Buffer.from(map, 'base64').toString()) as { sources: string[] }
    return read.sources
  })
}

function packagesIn(sources: readonly string[]): ReadonlySet<string> {
  const names = sources.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
  return new Set(names.filter((name) => name !== undefined))
}

describe('both builds', () => {
  const out = folder()
  const buildPage = (...mode: string[]) => {
    const { NODE_ENV: _, ...env } = process.env
    const args = ['build', ...mode, '--outDir', out, '--sourcemap', 'inline', '--logLevel', 'error']
    const { status, stderr } = spawnSync(
      process.execPath,
      ['node_modules/vite/bin/vite.js', ...args],
      { encoding: 'utf8', env },
    )
    expect(stderr).toBe('')
    expect(status).toBe(0)
  }
  const own = readFileSync('LICENSE', 'utf8').trim()

  const check = (notices: string, code: readonly string[]) => {
    const sources = code.flatMap(sourcesIn)
    const named = readNotices(notices)
    const shipped = packagesIn(sources)
    // The maps are there: of the page and of each of its workers.
    for (const worker of ['engine', 'player', 'evacuation'])
      expect(sources.some((path) => path.endsWith(`/${worker}.worker.ts`))).toBe(true)
    expect([...shipped]).toEqual(expect.arrayContaining(['react', 'react-dom', 'd3-scale']))
    expect([...shipped].filter((name) => !named.has(name))).toEqual([])
    for (const [name, { licence, text }] of named) {
      const { license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {
        license: string
      }
      expect({ name, licence }).toEqual({ name, licence: license })
      expect(ALLOWED).toContain(licence)
      expect({ name, copyright: /copyright/i.test(text) }).toEqual({ name, copyright: true })
    }
    expect(notices).toContain(own)
  }

  it('name each package that is in them, with a licence that allows it', () => {
    buildPage()
    const assets = readdirSync(join(out, 'assets')).filter((name) => name.endsWith('.js'))
    check(
      readFileSync(join(out, LICENCE_TEXT.file), 'utf8'),
      assets.map((name) => readFileSync(join(out, 'assets', name), 'utf8')),
    )
    buildPage('--mode', 'single')
    const html = readFileSync(join(out, 'switchover-single.html'), 'utf8')
    const [, within = ''] =
      /<script type="text\/plain" id="THIRD-PARTY-NOTICES\.txt">(.*?)<\/script>/s.exec(html) ?? []
    check(within, [html])
  })
})

describe('a build', () => {
  /** Builds a page of these files, by their paths; gives the notices. */
  async function notices(files: Readonly<Record<string, string>>): Promise<string> {
    const root = folder()
    const all = {
      'package.json': JSON.stringify({ name: 'own', version: '1.0.0', license: 'MIT' }),
      LICENSE: 'the own licence',
      ...files,
    }
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(join(root, dirname(path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const { page, worker } = licences(root)
    await build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [page],
      worker: { format: 'es', plugins: () => [worker()] },
      build: { rolldownOptions: { input: join(root, 'main.js') } },
    })
    return readFileSync(join(root, 'dist', LICENCE_TEXT.file), 'utf8')
  }
  const pack = (name: string, license: unknown, text?: string) => ({
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '2.0.0', license }),
    [`node_modules/${name}/index.js`]: `export const x = { a: self.${name} }`,
    ...(text !== undefined && { [`node_modules/${name}/LICENCE.md`]: text }),
  })
  const uses = (name: string) => `import { x } from '${name}'; console.log(x)`

  it('names what the page and its workers hold, and nothing else', async () => {
    const text = await notices({
      'main.js': `${uses('inpage')}; new Worker(new URL('./w.js', import.meta.url), { type: 'module' })`,
      'w.js': uses('inworker'),
      ...pack('inpage', 'ISC', 'one licence'),
      ...pack('inworker', 'MIT', 'another licence'),
      ...pack('unused', 'MIT', 'unused licence'),
    })
    expect(text).toContain('inpage 2.0.0\nLicence: ISC\n\none licence\n')
    expect(text).toContain('inworker 2.0.0\nLicence: MIT\n\nanother licence\n')
    expect(text).not.toContain('unused')
    expect(text).toContain('the own licence')
  })

  it('puts packages of one text together', async () => {
    const text = await notices({
      'main.js': `${uses('a')}; import { x as y } from 'b'; console.log(y)`,
      ...pack('b', 'MIT', 'same'),
      ...pack('a', 'MIT', 'same'),
    })
    expect(text).toContain('a 2.0.0\nb 2.0.0\nLicence: MIT\n\nsame\n')
  })

  const wrong: [what: string, files: Record<string, string>, message: string][] = [
    ['without a text', pack('p', 'MIT'), 'p 2.0.0 ships no licence text.'],
    ['with an empty text', pack('p', 'MIT', ' \n'), 'p 2.0.0 ships no licence text.'],
    [
      'that asks for more',
      pack('p', 'GPL-3.0', 'text'),
      'p 2.0.0 is licensed under GPL-3.0; only these may be shipped: ',
    ],
    ['that names none', pack('p', undefined, 'text'), 'p 2.0.0 names no licence; '],
    ['of the old form', pack('p', { type: 'MIT' }, 'text'), 'p 2.0.0 is licensed under {"type":'],
  ]
  it.each(wrong)('fails by a package %s', async (_, files, message) => {
    await expect(notices({ 'main.js': uses('p'), ...files })).rejects.toThrow(message)
  })

  it('fails by a module that nothing is known of', async () => {
    const { page } = licences(process.cwd())
    const made = {
      name: 'made',
      resolveId: (id: string) => (id === 'made' ? '\0made' : null),
      load: (id: string) => (id === '\0made' ? 'console.log(self.made)' : null),
    }
    const rolldownOptions = { input: 'made' }
    const options = {
      configFile: false,
      logLevel: 'silent',
      build: { write: false, rolldownOptions },
    } as const
    await expect(build({ ...options, plugins: [made, page] })).rejects.toThrow(
      '"\\u0000made" belongs to no package',
    )
  })
})
