// A test runner for Stryker: it bundles the tests once and repeats them in one thread, a few milliseconds a mutant, where
// Vitest's own would start a worker for each. Runs in Stryker's child process, in its copy of the project.
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

/** Stryker's own place for which mutant is active, how often it was hit, and which test covers which. */
const stryker = (globalThis.__stryker__ ??= {})

/** Stryker's test states. */
const PASSED = 0
const FAILED = 1

const messageOf = (error) => (error instanceof Error ? error.message : String(error))

const testFiles = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.test.ts'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()

/**
 * Rows of tables are computed when tests are loaded. What a test itself runs as well need not be loaded anew with each mutant:
 * then the rows are those of the source as it is, which never finds more than there is to find.
 */
function withoutRows({ static: loaded, perTest }) {
  const run = new Set(Object.values(perTest).flatMap((hits) => Object.keys(hits)))
  const alone = Object.entries(loaded).filter(([id]) => !run.has(id))
  return { static: Object.fromEntries(alone), perTest }
}

class InProcessRunner {
  #paths
  #except
  #bundle = ''
  #evaluations = 0
  #tests = new Map()
  /** What modules computed when they were loaded was computed with a mutant. */
  #tainted = true

  constructor({ inProcess }) {
    this.#paths = inProcess.tests
    this.#except = inProcess.except
  }

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    // Only now is the working directory Stryker's copy of the project.
    const output = resolve('mutation-run')
    this.#bundle = join(output, 'tests.mjs')
    // A process that comes after one that was stopped in an endless loop finds it done.
    if (existsSync(this.#bundle)) return
    const standIn = resolve('test/mutation/vitest.mjs')
    const files = this.#paths.flatMap(testFiles).filter((file) => !this.#except.includes(file))
    const entry = join(output, `entry-${process.pid}.js`)
    mkdirSync(output, { recursive: true })
    writeFileSync(
      entry,
      [
        ...files.map((file) => `import ${JSON.stringify(resolve(file))}`),
        `export { collected } from ${JSON.stringify(standIn)}`,
      ].join('\n'),
    )
    const build = await rolldown({
      input: entry,
      platform: 'node',
      resolve: { alias: { vitest: standIn } },
      external: ['fast-check', '@vitest/expect'],
      logLevel: 'silent',
    })
    const part = join(output, `tests-${process.pid}.mjs`)
    await build.write({ file: part, format: 'esm', codeSplitting: false })
    await build.close()
    renameSync(part, this.#bundle)
  }

  /** Evaluates sources and tests anew, with the mutant that is active. */
  async #load() {
    const { href } = pathToFileURL(this.#bundle)
    const { collected } = await import(`${href}?${this.#evaluations++}`)
    this.#tests = new Map(collected().map((test) => [test.id, test]))
    this.#tainted = stryker.activeMutant !== undefined
  }

  async #run({ id, run }) {
    const start = performance.now()
    const ended = (more) => ({ id, name: id, timeSpentMs: performance.now() - start, ...more })
    stryker.currentTestId = id
    try {
      await run()
      return ended({ status: PASSED })
    } catch (error) {
      return ended({ status: FAILED, failureMessage: messageOf(error) })
    } finally {
      stryker.currentTestId = undefined
    }
  }

  async dryRun() {
    stryker.activeMutant = undefined
    stryker.mutantCoverage = { static: {}, perTest: {} }
    await this.#load()
    const tests = []
    for (const test of this.#tests.values()) tests.push(await this.#run(test))
    return { status: 'complete', tests, mutantCoverage: withoutRows(stryker.mutantCoverage) }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    const whenLoading = mutantActivation === 'static'
    stryker.activeMutant = whenLoading ? activeMutant.id : undefined
    stryker.hitCount = 0
    stryker.hitLimit = hitLimit
    try {
      if (whenLoading || this.#tainted) await this.#load()
    } catch (error) {
      return { status: 'killed', killedBy: [], failureMessage: messageOf(error), nrOfTests: 0 }
    }
    stryker.activeMutant = activeMutant.id
    let nrOfTests = 0
    for (const id of testFilter ?? this.#tests.keys()) {
      const { status, failureMessage } = await this.#run(this.#tests.get(id))
      nrOfTests++
      if (stryker.hitCount > hitLimit) return { status: 'timeout', reason: 'hit limit' }
      if (status === FAILED) return { status: 'killed', killedBy: [id], failureMessage, nrOfTests }
    }
    return { status: 'survived', nrOfTests }
  }
}

const create = ({ inProcess }) => new InProcessRunner({ inProcess })
create.inject = ['options']

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', factory: create }]
export const strykerValidationSchema = { properties: { inProcess: { type: 'object' } } }
