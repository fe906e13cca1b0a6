// What failed and why, in a few lines each: a log of which only the end is kept still tells it.
const LINES = 12
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

const told = (name, message = '') =>
  [
    `✗ ${name}`,
    ...message
      .replaceAll(ESCAPES, '')
      .split('\n')
      .slice(0, LINES)
      .map((line) => `    ${line}`),
  ].join('\n')

/** Of vitest's report. */
export function unitFailures({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [told(name, message)] : []
    return failed.map(({ fullName, failureMessages }) => told(fullName, failureMessages[0]))
  })
}

/** Of Playwright's report: suites hold suites. */
export function browserFailures({ suites, errors }) {
  const ofSuite = (suite) => [
    ...(suite.suites ?? []).flatMap(ofSuite),
    ...suite.specs.flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ results }) =>
          told(`${file}:${line} ${title}`, results.find(({ error }) => error)?.error.message),
        ),
    ),
  ]
  return [...suites.flatMap(ofSuite), ...errors.map(({ message }) => told('the runner', message))]
}
