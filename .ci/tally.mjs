// What the two test runners report: where, how many passed and failed, and why. `node .ci/tally.mjs` prints what failed, then
// `N passed, N failed`. A missing report counts as a failure; so does a runner in which nothing passed, in the exit code.
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const REPORTS = {
  unit: 'node_modules/.reports/unit.json',
  browser: 'node_modules/.reports/browser.json',
}
/** Of a failure: a log of which only the end is kept still says why. */
const MAX_LINES = 12
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

function describeFailure(name, message = '') {
  const lines = message.replaceAll(ESCAPES, '').split('\n').slice(0, MAX_LINES)
  return [`✗ ${name}`, ...lines.map((line) => `    ${line}`)].join('\n')
}

/** A file that does not load has failed without a failed test in it. */
function readUnit({ testResults, numPassedTests, success }) {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [describeFailure(name, message)] : []
    return failed.map(({ fullName, failureMessages }) =>
      describeFailure(fullName, failureMessages[0]),
    )
  })
  if (!success && failures.length === 0) failures.push('✗ unit tests: the run failed')
  return { passed: numPassedTests, failures }
}

/** Suites hold suites. A test that passes on a second try has failed. */
function readBrowser({ suites, errors, stats }) {
  const ofSuite = (suite) => [
    ...(suite.suites ?? []).flatMap(ofSuite),
    ...suite.specs.flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ results }) =>
          describeFailure(
            `${file}:${line} ${title}`,
            results.find(({ error }) => error)?.error.message,
          ),
        ),
    ),
  ]
  const failures = [
    ...suites.flatMap(ofSuite),
    ...errors.map(({ message }) => describeFailure('the runner', message)),
  ]
  return { passed: stats.expected, failures }
}

function outcome(name, read) {
  const path = REPORTS[name]
  return existsSync(path)
    ? read(JSON.parse(readFileSync(path, 'utf8')))
    : { passed: 0, failures: [`✗ ${name} tests: no report`] }
}

function main() {
  const outcomes = [outcome('unit', readUnit), outcome('browser', readBrowser)]
  const failures = outcomes.flatMap((one) => one.failures)
  const passed = outcomes.reduce((sum, one) => sum + one.passed, 0)
  for (const failure of failures) process.stdout.write(`${failure}\n`)
  process.stdout.write(`${passed} passed, ${failures.length} failed\n`)
  process.exitCode = failures.length === 0 && outcomes.every((one) => one.passed > 0) ? 0 : 1
}

const here = fileURLToPath(import.meta.url)
if (realpathSync(process.argv[1]) === here) {
  process.chdir(join(dirname(here), '..'))
  main()
}
