// Prints what failed, then `N passed, N failed`, from the two runners' reports. A missing report counts as a failure;
// so does a runner in which nothing passed, in the exit code.
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { browserFailures, unitFailures } from './failures.mjs'
import { reports } from './reports.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined)

/** A file that does not load has failed without a failed test in it. */
function unitCounts(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  return { passed: report.numPassedTests, failed: report.success ? failed : Math.max(1, failed) }
}

function browserCounts({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }
}

const unit = read(reports.unit)
const browser = read(reports.browser)
const missing = { passed: 0, failed: 1 }
const counts = [unit ? unitCounts(unit) : missing, browser ? browserCounts(browser) : missing]
const sum = (key) => counts.reduce((total, one) => total + one[key], 0)
const passed = sum('passed')
const failed = sum('failed')

const failures = [
  ...(unit ? unitFailures(unit) : ['✗ unit tests: no report']),
  ...(browser ? browserFailures(browser) : ['✗ browser tests: no report']),
]
if (failures.length > 0) process.stdout.write(`${failures.join('\n')}\n`)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 && counts.every((one) => one.passed > 0) ? 0 : 1
