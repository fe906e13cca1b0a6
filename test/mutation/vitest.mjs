// What the tests import as `vitest` in a mutation run: it collects them, so that one thread can repeat any of them without
// loading anything again. Matchers are Vitest's own. What it does not know (hooks, mocks) a test of this run must not use.
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  chai,
  setState,
} from '@vitest/expect'
import { format } from 'node:util'

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(JestAsymmetricMatchers)

export const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect)
Object.assign(expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT])
setState({ assertionCalls: 0, isExpectingAssertions: false }, expect)

/** @type {{ id: string, run: () => unknown }[]} */
const tests = []
const ids = new Map()
let path = []

/** All tests of one evaluation of the bundle, each with an id that stays the same from one to the next. */
export const collected = () => tests

export function describe(name, body) {
  path = [...path, name]
  body()
  path = path.slice(0, -1)
}

describe.each = (rows) => (name, body) => {
  for (const row of rows) describe(titleOf(name, row), () => body(...argumentsOf(row)))
}

export function it(name, body) {
  const title = [...path, name].join(' › ')
  const before = ids.get(title) ?? 0
  ids.set(title, before + 1)
  tests.push({ id: before === 0 ? title : `${title} (${before + 1})`, run: body })
}

it.each = (rows) => (name, body) => {
  for (const row of rows) it(titleOf(name, row), () => body(...argumentsOf(row)))
}

export const test = it

const argumentsOf = (row) => (Array.isArray(row) ? row : [row])

/** `$key` from a row that is an object, `%s` and its like from one that is a list. */
function titleOf(name, row) {
  const filled = name.replaceAll(/\$(\w+)/g, (whole, key) =>
    row !== null && typeof row === 'object' && key in row ? String(row[key]) : whole,
  )
  const places = filled.match(/%[sdifjo]/g)?.length ?? 0
  return format(filled, ...argumentsOf(row).slice(0, places))
}
