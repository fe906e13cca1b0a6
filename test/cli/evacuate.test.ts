import { expect, it } from 'vitest'
import { evacuate } from '../../src/cli/evacuate-command.ts'
import { runInTest } from './run-in-test.ts'

it.each([
  ['{"parameters": {"failure": "link-cut"}}', 'failure: '],
  ['{"interventions": ["5:cut-cable"]}', 'interventions: '],
  ['{"rates": ["0:1000000"]}', 'rates: '],
])('an evacuation refuses %s, which is of one VM', async (file, field) => {
  const { out, err, code } = await runInTest(evacuate, ['-'], file)
  expect({ out, code }).toEqual({ out: '', code: 2 })
  expect(err).toMatch(new RegExp(`^${field}[^\\n]*; allowed: none\\n$`))
})
