// Who may import whom in src/, and what the engine may not compute with; see the folder table of
// the design. Works on a map of path → source, so that the rules themselves can be tested.
import { posix } from 'node:path'
import { parseSync, Visitor } from 'rolldown/utils'

/** A folder imports itself and what stands before it. Names in one row may import each other. */
const FOLDERS = [
  ['engine'],
  ['catalogue'],
  ['recording'],
  ['logs'],
  ['report'],
  ['validation'],
  ['saved'],
  ['text'],
  ['page'],
  ['cli'],
]
const ENGINE_PARTS = [
  ['facts', 'units', 'work', 'rate-schedule', 'search', 'random'],
  ['scenario'],
  ['guest', 'memory'],
  ['network'],
  ['storage'],
  ['host'],
  ['migration'],
  ['generations'],
  ['timeline'],
  ['foresight'],
  ['run', 'run-with', 'run-record', 'run-hash'],
]
const PAGE_PARTS = [
  ['loading'],
  ['workers'],
  ['session'],
  ['drawing'],
  ['controls'],
  ['features'],
  ['fuzz'],
  ['shell'],
]
/** Folders whose parts have an order of their own. */
const PARTS: Readonly<Record<string, readonly string[][]>> = {
  engine: ENGINE_PARTS,
  page: PAGE_PARTS,
}
/** Nothing but our own sources: no Node, and no package but those of `ALLOWED_PACKAGES`. */
const PURE = ['engine', 'catalogue', 'recording', 'logs', 'report', 'validation', 'saved']

/** Packages of pure folders: pure functions over text and bytes themselves. */
const ALLOWED_PACKAGES: Readonly<Record<string, readonly string[]>> = { saved: ['fflate'] }

/** Who may fetch code that the page does not need at once: they say what happens where it does not come. */
const LOADERS = ['lazyView', 'loadPart']

interface Module {
  readonly imports: readonly string[]
  /** What is fetched past `LOADERS`. */
  readonly unguarded: readonly string[]
  readonly powers: number
}

export type Sources = Readonly<Record<string, string>>

const rank = (order: readonly string[][], name: string) =>
  order.findIndex((row) => row.includes(name))

const folderOf = (path: string) => path.split('/')[1] ?? ''
/** 'src/engine/memory/bitmap.ts' → 'memory', 'src/engine/run.ts' → 'run'. */
const partOf = (path: string) => (path.split('/')[2] ?? '').replace(/\.tsx?$/, '')

function read(path: string, source: string): Module {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const imports: string[] = []
  const guarded: { readonly start: number; readonly end: number }[] = []
  const fetched: { readonly start: number; readonly text: string }[] = []
  let powers = 0
  const add = (node: { type: string; value?: unknown } | null) => {
    if (node?.type === 'Literal' && typeof node.value === 'string') imports.push(node.value)
  }
  const power = (node: { operator: string }) => {
    if (node.operator === '**' || node.operator === '**=') powers++
  }
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => {
      add(node.source)
      fetched.push({ start: node.start, text: source.slice(node.start, node.end) })
    },
    CallExpression: ({ callee, arguments: given }) => {
      const [load] = given
      if (callee.type === 'Identifier' && LOADERS.includes(callee.name) && load) guarded.push(load)
    },
    TSImportType: (node) => add(node.source),
    BinaryExpression: power,
    AssignmentExpression: power,
  }).visit(program)
  const isGuarded = (at: number) => guarded.some(({ start, end }) => start <= at && at < end)
  const unguarded = fetched.filter(({ start }) => !isGuarded(start)).map(({ text }) => text)
  return { imports, unguarded, powers }
}

/** The file that a relative import names, without its query; undefined for a package. */
function target(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''))
}

function checkLayers(from: string, to: string): string | undefined {
  if (!to.startsWith('src/')) return 'leaves src/'
  const [here, there] = [folderOf(from), folderOf(to)]
  if (here !== there)
    return rank(FOLDERS, there) > rank(FOLDERS, here) ? `${here} comes before ${there}` : undefined
  const parts = PARTS[here]
  if (!parts) return undefined
  const [part, other] = [partOf(from), partOf(to)]
  return rank(parts, other) > rank(parts, part)
    ? `in ${here}, ${part} comes before ${other}`
    : undefined
}

function checkPackage(from: string, specifier: string): string | undefined {
  const folder = folderOf(from)
  if (ALLOWED_PACKAGES[folder]?.includes(specifier)) return undefined
  if (PURE.includes(folder)) return `${folder} imports no packages`
  if (specifier.startsWith('node:') && folder !== 'cli') return 'only cli runs in Node'
  return undefined
}

function checkPlace(path: string): string | undefined {
  const folder = folderOf(path)
  if (rank(FOLDERS, folder) < 0) return 'lies in no known folder of src/'
  const parts = PARTS[folder]
  if (parts && rank(parts, partOf(path)) < 0) return `lies in no known part of src/${folder}/`
  return undefined
}

/** 'src/page/features/map/modes/Heat.tsx' → 'src/page/features/map'; undefined for what lies elsewhere. */
const featureOf = (path: string) => /^src\/page\/features\/[^/]+(?=\/)/.exec(path)?.[0]

/** Which feature imports which: what is shown in several of them is no feature, but a control or a picture of all. */
function featureGraph(graph: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const features = new Map<string, string[]>()
  for (const [path, targets] of graph) {
    const feature = featureOf(path)
    if (feature === undefined) continue
    const others = targets.map(featureOf).filter((other) => other !== undefined)
    const known = features.get(feature) ?? []
    features.set(feature, [...known, ...others.filter((other) => other !== feature)])
  }
  return features
}

/** Each circle once: the path back to the file, or the folder, that starts it. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path)
    if (at >= 0) found.push(`${[...trail.slice(at), path].join(' → ')}: a circle`)
    if (at >= 0 || done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}

/** Every violation, a sentence each; none when all is well. */
export function violations(sources: Sources): string[] {
  const found: string[] = []
  const graph = new Map<string, string[]>()
  for (const [path, source] of Object.entries(sources)) {
    const { imports, unguarded, powers } = read(path, source)
    const report = (what: string | undefined, why: string | undefined) => {
      if (why) found.push(`${path}${what ? ` imports ${what}` : ''}: ${why}`)
    }
    report(undefined, checkPlace(path))
    if (powers > 0 && folderOf(path) === 'engine')
      report(undefined, 'the operator ** differs between JavaScript engines')
    if (folderOf(path) === 'page')
      for (const text of unguarded)
        report(
          undefined,
          `${text} without ${LOADERS.join(' or ')}: what is said when it does not come?`,
        )
    const targets: string[] = []
    for (const specifier of imports) {
      const to = target(path, specifier)
      report(specifier, to ? checkLayers(path, to) : checkPackage(path, specifier))
      if (to && to in sources) targets.push(to)
    }
    graph.set(path, targets)
  }
  return [...found, ...circles(graph), ...circles(featureGraph(graph))]
}
