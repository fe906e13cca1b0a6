// The failure of a scenario is an intervention that stands in the schedule from the start: which one, and when.
import { describe, expect, test } from 'vitest'
import { PARAMETERS } from '../../../src/engine/scenario/parameters.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../../src/engine/scenario/scenario.ts'
import { failureOf } from '../../../src/engine/timeline/lay-out.ts'
import { SECOND } from '../../../src/engine/units.ts'

const TIMING = { checksEnd: 4, prepared: 21 * SECOND }
const failing = (failure: Scenario['failure'], seconds: number) =>
  failureOf({ ...DEFAULT_SCENARIO, failure, 'failure.at': seconds }, TIMING)

/** What `failure.at` = 5 s and 50 s come to, where the hosts are connected after 21 s. */
const RULES: readonly [failure: Scenario['failure'], kind: string, early: number, late: number][] =
  [
    ['link-cut', 'cut-cable', 5 * SECOND, 50 * SECOND],
    ['destination-dies', 'power-off-destination', 5 * SECOND, 50 * SECOND],
    ['vcenter-down', 'stop-vcenter', 5 * SECOND, 50 * SECOND],
    ['evc-mismatch', 'fail', 4, 4],
    ['attached-device', 'fail', 4, 4],
    ['no-vmotion-network', 'fail', 21 * SECOND, 21 * SECOND],
    ['mtu-mismatch', 'fail', 21 * SECOND, 21 * SECOND],
    ['destination-memory', 'fail', 21 * SECOND, 50 * SECOND],
    ['destination-cpu', 'fail', 21 * SECOND, 50 * SECOND],
    ['no-resume', 'fail', Infinity, Infinity],
  ]

describe('the failure of a scenario', () => {
  test.each(RULES)('%s is %s', (failure, kind, early, late) => {
    const fault = kind === 'fail' ? { fault: failure } : {}
    expect(failing(failure, 5)).toEqual({ kind, at: early, ...fault })
    expect(failing(failure, 50)).toEqual({ kind, at: late, ...fault })
  })

  test('is none where nothing fails', () => {
    expect(failing('none', 5)).toBeUndefined()
  })

  test('has a rule for every failure of the model', () => {
    const known = PARAMETERS.failure.options.filter((name) => name !== 'none')
    expect(RULES.map(([failure]) => failure).sort()).toEqual([...known].sort())
  })
})
