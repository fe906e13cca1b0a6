// Every property takes its number of cases and its seed from test/properties.ts, and each stands in a test of its own: else
// `npm run test:deep` would pass it by, or the line that it prints would show another failure.
import { readdirSync, readFileSync } from 'node:fs'
import { parseSync, Visitor } from 'rolldown/utils'
import { describe, expect, it } from 'vitest'

const HOME = 'test/properties.ts'

/** Every place where a property goes its own way, a sentence each. */
function strays(path: string, source: string): string[] {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const textOf = (node: { start: number; end: number }) => source.slice(node.start, node.end)
  const found: string[] = []
  let inTest = 0
  new Visitor({
    CallExpression: ({ callee, arguments: given }) => {
      const name = textOf(callee)
      if (/^(it|test)\b/.test(name)) inTest = 0
      if (name === 'fc.check') found.push(`${path}: fc.check`)
      if (name === 'fc.sample' && given[1]?.type === 'ObjectExpression')
        found.push(`${path}: fc.sample with parameters of its own`)
      if (name !== 'fc.assert') return
      const [, parameters] = given
      if (parameters && !/^runs\([\w]+\)$/.test(textOf(parameters)))
        found.push(`${path}: fc.assert with ${textOf(parameters)} instead of runs(…)`)
      if (++inTest > 1) found.push(`${path}: several properties in one test`)
    },
    ImportDeclaration: (node) => {
      if (node.source.value === 'fast-check' && !/^import (type )?fc\b/.test(textOf(node)))
        found.push(`${path}: fast-check by other names than fc`)
    },
  }).visit(program)
  return found
}

describe('the properties', () => {
  it('are tried on the cases that test/properties.ts says', () => {
    const paths = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .map((path) => `test/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\.tsx?$/.test(path) && path !== HOME)
    expect(paths.length).toBeGreaterThan(100)
    expect(paths.flatMap((path) => strays(path, readFileSync(path, 'utf8')))).toEqual([])
  })
})

describe('the check', () => {
  const cases: [what: string, source: string, found: string[]][] = [
    ['what all do', `it('a', () => fc.assert(p)); it('b', () => fc.assert(p, runs(MANY)))`, []],
    [
      'a number of its own',
      `it('a', () => fc.assert(p, { numRuns: 9 }))`,
      ['a.ts: fc.assert with { numRuns: 9 } instead of runs(…)'],
    ],
    [
      'a seed of its own',
      `it('a', () => fc.assert(p, { ...runs(9), seed: 1 }))`,
      ['a.ts: fc.assert with { ...runs(9), seed: 1 } instead of runs(…)'],
    ],
    [
      'ways around',
      `import { assert } from 'fast-check'; fc.check(p); fc.sample(p, { seed: 1 }); fc.sample(p, 3)`,
      [
        'a.ts: fast-check by other names than fc',
        'a.ts: fc.check',
        'a.ts: fc.sample with parameters of its own',
      ],
    ],
    [
      'two in one',
      `it('a', () => { fc.assert(p); fc.assert(q) })`,
      ['a.ts: several properties in one test'],
    ],
  ]
  it.each(cases)('%s', (_, source, found) => {
    expect(strays('a.ts', source)).toEqual(found)
  })
})
