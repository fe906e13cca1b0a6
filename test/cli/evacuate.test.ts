import { describe, expect, it } from 'vitest'
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

it('an evacuation of VMs with a vGPU says what of the bytes is frame buffer', async () => {
  const args = ['vgpu-12gb-67', '--vms', '2', '--spread', '0']
  expect((await runInTest(evacuate, args)).out.match(/1× \+ 11\.2 GiB frame buffer/g)).toHaveLength(
    2,
  )
  const json = JSON.parse((await runInTest(evacuate, [...args, '--json'])).out) as {
    totals: object
    migrations: readonly object[]
  }
  expect(json.totals).toMatchObject({ frameBufferBytes: 24e9 })
  expect(json.migrations).toMatchObject([{ frameBufferBytes: 12e9 }, { frameBufferBytes: 12e9 }])
})

describe('VMs that never end', () => {
  const values = [
    'generation=QEMU7.2',
    'vm.memory=0.25',
    'workload.workingSet=0.25',
    'workload.writeRate=20000',
  ]
  const args = ['default', ...values.flatMap((value) => ['--set', value])]
  const few = [...args, '--vms', '2', '--spread', '0']

  it('are told from those that left and those that failed', async () => {
    const { out, code } = await runInTest(evacuate, few)
    expect(code).toBe(0)
    expect(out).toContain('\nNo VM has moved: 2 of 2 would copy for ever; the host is not empty.\n')
    expect(out).toContain(
      '\nA VM that would copy for ever makes room for the next one as soon as this is recognised. This is the model’s choice.\n',
    )
    expect(out.match(/never .* would copy for ever\n/g)).toHaveLength(3)
    expect(out).not.toMatch(/would take|[Ff]ast|[Ff]ailed|left in|vCenter/)
  })

  it('have no end in the JSON, and the host is never empty', async () => {
    const { out } = await runInTest(evacuate, [...few, '--json'])
    const json = JSON.parse(out) as {
      totals: object
      migrations: readonly object[]
      alternatives: readonly object[]
    }
    const stayed = { failed: 0, cancelled: 0, neverEnds: 2, unfinished: 0 }
    expect(json.totals).toMatchObject({
      hostEmptySeconds: null,
      left: 0,
      lastLeftSeconds: null,
      stayed,
    })
    expect(json.alternatives).toMatchObject([{ atOnce: 1, hostEmptySeconds: null, stayed }])
    for (const one of json.migrations)
      expect(one).toMatchObject({
        outcome: 'never-ends',
        endedSeconds: null,
        totalSeconds: null,
        placeBackSeconds: expect.any(Number) as number,
      })
  })

  it('leave times where all leave', async () => {
    const { out } = await runInTest(evacuate, ['branch-office', '--vms', '2', '--json'])
    const { totals, migrations } = JSON.parse(out) as {
      totals: { hostEmptySeconds: number; simulatedSeconds: number; left: number }
      migrations: readonly { endedSeconds: number }[]
    }
    expect(totals.left).toBe(2)
    expect(totals.hostEmptySeconds).toBe(totals.simulatedSeconds)
    expect(totals.hostEmptySeconds).toBe(
      Math.max(...migrations.map(({ endedSeconds }) => endedSeconds)),
    )
  })
})
