// The licences of what is shipped, from the modules that the bundler put into the page and into its workers: THIRD-PARTY-NOTICES.txt
// holds each package's name, version, licence and its full text, as the licences ask. A package without text, or with a licence
// that is not known to allow it, ends the build.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { LICENCE_TEXT } from '../../src/text/licences.ts'

/** SPDX identifiers of licences that let a page be shipped on their notice alone. */
export const ALLOWED: readonly string[] = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  // A font.
  'OFL-1.1',
]

/** A package, or the project itself, as its notice names it. */
interface Notice {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string
}

/** Helpers that tools write into what they build: no file of a package, but code of it. */
const TOOLS: readonly (readonly [id: RegExp, name: string])[] = [
  [/^\0rolldown\//, 'rolldown'],
  [/^\0vite\/|\?worker\b/, 'vite'],
]

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly license?: unknown
}

const manifestOf = (folder: string): Manifest => {
  const path = join(folder, 'package.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : {}
}

/** The folder of a module's package: the nearest whose package.json has a name and a version; inner ones say only a type. */
function packageFolder(path: string): string | undefined {
  for (let folder = dirname(resolve(path)); folder !== dirname(folder); folder = dirname(folder)) {
    const { name, version } = manifestOf(folder)
    if (name !== undefined && version !== undefined) return folder
  }
  return undefined
}

/** Where the package lies that a bundled module comes from; nothing where the project wrote or made it. */
function origin(id: string, root: string): string | undefined {
  const tool = TOOLS.find(([pattern]) => pattern.test(id))
  if (tool) return dirname(createRequire(join(root, 'x.js')).resolve(`${tool[1]}/package.json`))
  if (id.startsWith('\0virtual:')) return undefined
  const folder = id.startsWith('\0') ? undefined : packageFolder(id)
  if (folder === undefined) throw new Error(LICENCE_TEXT.noPackage(JSON.stringify(id)))
  return folder === resolve(root) ? undefined : folder
}

/** Throws where there is no text, or no licence that allows shipping. */
function noticeOf(folder: string): Notice {
  const { name = '', version = '', license } = manifestOf(folder)
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice|third-party-licen[cs]e)\b/i.test(file))
    .toSorted()
  const text = files
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    // What a tool bundles for itself is not in what it builds.
    .map((whole) => whole.split(/^# Licenses of bundled dependencies$/m)[0]!)
    .map((part) => part.replaceAll('\r\n', '\n').trim())
    .join('\n\n')
  if (text === '') throw new Error(LICENCE_TEXT.noText(`${name} ${version}`))
  const licence: string | undefined =
    typeof license === 'string' ? license : JSON.stringify(license)
  if (licence === undefined || !ALLOWED.includes(licence))
    throw new Error(LICENCE_TEXT.notAllowed(`${name} ${version}`, licence, ALLOWED))
  return { name, version, licence, text }
}

const title = ({ name, version }: Notice) => `${name} ${version}`

/** The whole file: the project's own licence, then the others by name; packages of the same licence text share it. */
function write(own: Notice, others: readonly Notice[]): string {
  const shared = new Map<string, Notice[]>()
  for (const notice of others) {
    const key = `${LICENCE_TEXT.licence(notice.licence)}\n\n${notice.text}`
    shared.set(key, [...(shared.get(key) ?? []), notice])
  }
  const parts = [...shared].map(([text, who]) => `${who.map(title).join('\n')}\n${text}`)
  const head = `Switchover\n${LICENCE_TEXT.licence(own.licence)}\n\n${own.text}\n\n${LICENCE_TEXT.parts}`
  return `${[head, ...parts].join(`\n\n${'-'.repeat(72)}\n`)}\n`
}

/**
 * Notes what is bundled: `page` in the page, `worker` in each worker, whose build is one of its own. The page's comes last and
 * adds the file.
 * @param root The project's folder.
 */
export function licences(root: string): { readonly page: Plugin; readonly worker: () => Plugin } {
  const folders = new Set<string>()
  const note = (bundle: Readonly<Record<string, { type: string; moduleIds?: string[] }>>) => {
    for (const { moduleIds = [] } of Object.values(bundle))
      for (const id of moduleIds) {
        const folder = origin(id, root)
        if (folder !== undefined) folders.add(folder)
      }
  }
  return {
    page: {
      name: 'switchover:licences',
      apply: 'build',
      generateBundle(_, bundle) {
        note(bundle)
        const others = [...folders].map(noticeOf)
        others.sort((a, b) => (title(a) < title(b) ? -1 : 1))
        this.emitFile({
          type: 'asset',
          fileName: LICENCE_TEXT.file,
          source: write(noticeOf(root), others),
        })
      },
    },
    worker: () => ({
      name: 'switchover:licences-of-workers',
      generateBundle: (_, bundle) => note(bundle),
    }),
  }
}
