// The order of the folders in src/ holds, and the check that says so can fail.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { violations, type Sources } from './architecture.ts'

function readSources(): Sources {
  const paths = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path))
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]))
}

describe('src/', () => {
  it('imports only earlier folders, without a circle', () => {
    expect(violations(readSources())).toEqual([])
  })
})

describe('the check', () => {
  const cases: [what: string, sources: Sources, found: string[]][] = [
    [
      'nothing wrong',
      { 'src/page/shell/a.tsx': `import { b } from '../../engine/units.ts'; b` },
      [],
    ],
    [
      'a later folder',
      { 'src/engine/units.ts': `import type { A } from '../text/a.ts'` },
      ['src/engine/units.ts imports ../text/a.ts: engine comes before text'],
    ],
    [
      'a later folder, exported on',
      { 'src/logs/a.ts': `export * from '../report/a.ts'` },
      ['src/logs/a.ts imports ../report/a.ts: logs comes before report'],
    ],
    [
      'a later folder, when called',
      {
        'src/page/session/a.ts': `export const a = () => loadPart(() => import('../drawing/a.ts'))`,
      },
      ['src/page/session/a.ts imports ../drawing/a.ts: in page, session comes before drawing'],
    ],
    [
      'a later folder, inside a type',
      { 'src/text/a.ts': `export type A = import('../page/shell/a.ts').A` },
      ['src/text/a.ts imports ../page/shell/a.ts: text comes before page'],
    ],
    [
      'a later part of the engine',
      { 'src/engine/memory/a.ts': `import { x } from '../migration/b.ts'` },
      [
        'src/engine/memory/a.ts imports ../migration/b.ts: in engine, memory comes before migration',
      ],
    ],
    [
      'facts that know the run',
      { 'src/engine/facts.ts': `import type { Run } from './run.ts'` },
      ['src/engine/facts.ts imports ./run.ts: in engine, facts comes before run'],
    ],
    [
      'an unplanned place',
      { 'src/util/a.ts': '', 'src/engine/misc/a.ts': '', 'src/page/b.ts': '' },
      [
        'src/util/a.ts: lies in no known folder of src/',
        'src/engine/misc/a.ts: lies in no known part of src/engine/',
        'src/page/b.ts: lies in no known part of src/page/',
      ],
    ],
    [
      'a package in a pure folder, Node in the page',
      {
        'src/report/a.ts': `import 'd3'`,
        'src/report/b.ts': `import 'fflate'`,
        'src/saved/a.ts': `import 'fflate'`,
        'src/text/a.ts': `import 'node:fs'`,
      },
      [
        'src/report/a.ts imports d3: report imports no packages',
        'src/report/b.ts imports fflate: report imports no packages',
        'src/text/a.ts imports node:fs: only cli runs in Node',
      ],
    ],
    [
      'a way out of src/',
      { 'src/cli/a.ts': `import '../../test/bench/main.ts'` },
      ['src/cli/a.ts imports ../../test/bench/main.ts: leaves src/'],
    ],
    [
      'a circle, once',
      {
        'src/saved/a.ts': `import { b } from './b.ts'`,
        'src/saved/b.ts': `import { c } from './c.ts?raw'`,
        'src/saved/c.ts': `import type { B } from './b.ts'`,
      },
      ['src/saved/b.ts → src/saved/c.ts → src/saved/b.ts: a circle'],
    ],
    [
      'features that import each other, though no file does',
      {
        'src/page/features/map/Map.tsx': `import { a } from '../race/a.ts'`,
        'src/page/features/map/b.ts': '',
        'src/page/features/race/a.ts': '',
        'src/page/features/race/c/d.ts': `export const d = lazyView(() => import('../../map/b.ts'))`,
        'src/page/shell/e.tsx': `import '../features/map/Map.tsx'; import '../features/race/c/d.ts'`,
      },
      ['src/page/features/map → src/page/features/race → src/page/features/map: a circle'],
    ],
    [
      'code that is fetched with nothing said about its loss',
      {
        'src/page/shell/a.ts': `export const a = () => import('./b.ts')`,
        'src/page/shell/b.ts': `export const b = lazyView(() => import('./c.ts').then(({ c }) => c))`,
        'src/page/shell/c.ts': `export const c = lazyView(loadC, import('./d.ts'))`,
      },
      [
        `src/page/shell/a.ts: import('./b.ts') without lazyView or loadPart: what is said when it does not come?`,
        `src/page/shell/c.ts: import('./d.ts') without lazyView or loadPart: what is said when it does not come?`,
      ],
    ],
    [
      'powers in the engine, and only there',
      { 'src/engine/units.ts': `export const KIB = 2 ** 10`, 'src/saved/a.ts': `2 ** 10` },
      ['src/engine/units.ts: the operator ** differs between JavaScript engines'],
    ],
  ]
  it.each(cases)('%s', (_, sources, found) => {
    expect(violations(sources)).toEqual(found)
  })
})
