// The script that says why the page cannot start runs in browsers that can read nothing newer than ES5, and is small.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { parseSync, Visitor } from 'rolldown/utils'
import { describe, expect, it } from 'vitest'
import { bootScript, withBoot } from '../../.ci/build/boot.ts'
import { BROWSERS } from '../../src/text/boot.ts'

/** What of a script an engine of 2009 cannot read. */
function newer(source: string): string[] {
  const { program, errors } = parseSync('script.js', source, { sourceType: 'script' })
  if (errors.length > 0) throw new Error(String(errors[0]?.message))
  const found: string[] = []
  const is = (what: string) => () => void found.push(what)
  const when = (bad: boolean, what: string) => {
    if (bad) found.push(what)
  }
  const inFunction = (node: { readonly async: boolean; readonly generator: boolean }) =>
    when(node.async || node.generator, 'a function that pauses')
  new Visitor({
    ArrowFunctionExpression: is('an arrow function'),
    TemplateLiteral: is('a template'),
    ClassDeclaration: is('a class'),
    ClassExpression: is('a class'),
    SpreadElement: is('a spread'),
    RestElement: is('a rest'),
    ObjectPattern: is('a pattern'),
    ArrayPattern: is('a pattern'),
    AssignmentPattern: is('a default'),
    ForOfStatement: is('for … of'),
    ChainExpression: is('?.'),
    ImportExpression: is('import()'),
    ImportDeclaration: is('import'),
    ExportNamedDeclaration: is('export'),
    AwaitExpression: is('await'),
    FunctionDeclaration: inFunction,
    FunctionExpression: inFunction,
    VariableDeclaration: ({ kind }) => when(kind !== 'var', kind),
    LogicalExpression: ({ operator }) => when(operator === '??', operator),
    AssignmentExpression: ({ operator }) => when(/\*\*|&&|\|\||\?\?/.test(operator), operator),
    BinaryExpression: ({ operator }) => when(operator === '**', operator),
    CatchClause: ({ param }) => when(param === null, 'catch without a name'),
    Property: ({ shorthand, method, computed }) =>
      when(shorthand || method || computed, 'a short property'),
    CallExpression: ({ end, arguments: given }) =>
      when(/,\s*\)$/.test(source.slice(given.at(-1)?.end ?? end, end)), 'a comma at the end'),
  }).visit(program)
  return found
}

describe('the script of a page that cannot start', () => {
  it('is ES5', () => {
    expect(newer(bootScript())).toEqual([])
  })

  it('takes less than two kilobytes', () => {
    expect(gzipSync(bootScript()).length).toBeLessThan(2000)
  })

  it('stands in the page as it is, ending no element of it', () => {
    const page = withBoot(readFileSync('index.html', 'utf8'))
    expect(page).toContain(bootScript())
    expect(bootScript()).not.toMatch(/<\/script|<!--/i)
    expect(() => withBoot('<html></html>')).toThrow('index.html has no /*')
  })

  it('names the browsers of the README', () => {
    const readme = readFileSync('README.md', 'utf8').replaceAll(/\s+/g, ' ')
    expect(readme.includes(BROWSERS), BROWSERS).toBe(true)
  })
})

describe('the check', () => {
  it.each([
    ['(() => 1)()', ['an arrow function']],
    ['let a = `b`', ['let', 'a template']],
    ['var { a, ...b } = c', ['a pattern', 'a short property', 'a rest']],
    ['try { a() } catch { b?.c() }', ['catch without a name', '?.']],
    ['a ??= b ?? c ** d', ['??=', '??', '**']],
    ['f(a,\n)', ['a comma at the end']],
    ['f((a, b), c)', []],
    ['async function f() { for (const a of b) await a }', ['a function that pauses']],
    ['var a = { b: 1, get c() { return 2 } }; for (var d in a) f(a[d])', []],
  ])('%s', (source, found) => {
    expect(newer(source)).toEqual(expect.arrayContaining(found))
    expect(newer(source).length > 0).toBe(found.length > 0)
  })
})
