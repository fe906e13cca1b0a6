// Where the two test runners leave their JSON reports; .ci/tally.mjs counts them.
export const reports = {
  unit: 'node_modules/.reports/unit.json',
  browser: 'node_modules/.reports/browser.json',
}
