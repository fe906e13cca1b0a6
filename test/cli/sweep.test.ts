import { describe, expect, it } from 'vitest'
import { sweep } from '../../src/cli/sweep-command.ts'
import { gridPoints, readAxes } from '../../src/cli/sweep-grid.ts'
import { runInTest } from './run-in-test.ts'

const run = (args: string, input?: string) => runInTest(sweep, args.split(' '), input)

describe('--vary', () => {
  const values = (text: string) => readAxes([text])[0]!.values

  it('spreads evenly, in the logarithm, or takes what is listed', () => {
    expect(values('vm.memory=4:8:5')).toEqual([4, 5, 6, 7, 8])
    expect(values('vm.memory=1:1000:4:log')).toEqual([1, 10, 100, 1000])
    expect(values('vm.memory=8:4:2')).toEqual([8, 4])
    expect(values('vm.memory=4:9:1')).toEqual([4])
    expect(values('generation=5.0,7.0u1')).toEqual(['5.0', '7.0U1'])
    expect(values('vm.vcpus=1:4:7')).toEqual([1, 2, 3, 4])
    expect(values('seed=1:3:3')).toEqual([1, 2, 3])
  })

  it('combines axes, the last one fastest', () => {
    const points = gridPoints(readAxes(['vm.vcpus=1,2', 'vm.memory=4,8']))
    expect(points.map((point) => Object.values(point))).toEqual([
      [1, 4],
      [1, 8],
      [2, 4],
      [2, 8],
    ])
  })
})

describe('sweep', () => {
  it('gives a row for each combination, as CSV, JSON and a table', async () => {
    const args = 'branch-office --vary workload.writeRate=1:100:3:log --vary network.speed=1,10'
    const csv = (await run(`${args} --csv`)).out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','))
    expect(csv[0]!.slice(0, 4)).toEqual([
      'workload.writeRate',
      'network.speed',
      'outcome',
      'reason',
    ])
    expect(csv.slice(1).map((row) => row.slice(0, 2).join(' '))).toEqual([
      '1 1',
      '1 10',
      '10 1',
      '10 10',
      '100 1',
      '100 10',
    ])
    const json = JSON.parse((await run(`${args} --json`)).out) as {
      rows: { values: object; runHash: string }[]
    }
    expect(json.rows.map(({ runHash }) => runHash)).toEqual(csv.slice(1).map((row) => row.at(-1)))
    expect((await run(args)).out.trimEnd().split('\n')).toHaveLength(7)
  })

  it('says what of the bytes is the frame buffer of a vGPU', async () => {
    const args = 'vgpu-12gb-67 --vary vm.vgpuMemory=0,12'
    const json = JSON.parse((await run(`${args} --json`)).out) as {
      rows: { frameBufferBytes: number }[]
    }
    expect(json.rows.map(({ frameBufferBytes }) => frameBufferBytes)).toEqual([0, 12e9])
    expect((await run(args)).out.match(/1 \+ 11\.2 GiB frame buffer/g)).toHaveLength(1)
  })

  it('finds the same on workers as without them', async () => {
    const args = 'idle-web --set vm.memory=1 --json --vary workload.writeRate=1:64:'
    const rows = async (steps: number) => {
      const { out, code } = await run(`${args}${steps}`)
      expect(code).toBe(0)
      return (JSON.parse(out) as { rows: { values: Record<string, number>; runHash: string }[] })
        .rows
    }
    const many = await rows(64)
    const few = await rows(8)
    expect(many).toHaveLength(64)
    for (const row of few)
      expect(
        many.find(
          ({ values }) => values['workload.writeRate'] === row.values['workload.writeRate'],
        ),
      ).toEqual(row)
  })

  it('refuses single combinations, and says which', async () => {
    const { out, code } = await run('oltp --vary vm.vcpus=1,4 --vary workload.writers=1,4 --csv')
    expect(code).toBe(0)
    const refused = out.split('\n').filter((line) => line.includes('refused'))
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatch(/^1,4,refused,.*writers are more than the vCPUs/)
  })

  it('intervenes as the file says in every combination', async () => {
    const file = '{"parameters": {"vm.memory": 4}, "interventions": ["1:cancel"]}'
    const { out, code } = await run('- --vary workload.writeRate=1,2 --csv', file)
    expect(code).toBe(0)
    expect(out.split('\n').filter((line) => line.includes('cancelled'))).toHaveLength(2)
  })

  it('notes once that inherited values followed', async () => {
    const { err } = await run('default --vary vm.memory=1,2,64')
    expect(err).toBe(
      'note: workload.workingSet follows what it depends on in 2 of 3 combinations\n',
    )
  })

  it.each([
    ['default', '--vary: is missing'],
    ['default --vary vm.memory', '--vary: "vm.memory" has no value'],
    ['default --vary vm.memroy=1:2:3', 'vm.memroy: unknown parameter (did you mean "vm.memory"?)'],
    ['default --vary vm.memory=0:8:3', 'vm.memory: 0 is out of range'],
    ['default --vary vm.memory=1:8:0', '--vary: vm.memory: 0 steps'],
    ['default --vary vm.memory=1:8:3:lin', "--vary: vm.memory: isn't a range"],
    ['default --vary network.rtt=0:8:3:log', "--vary: network.rtt: a log range can't hold 0"],
    ['default --vary workload.curve=1:2', '--vary: workload.curve is a curve'],
    ['default --vary vm.memory=1:8:3 --vary vm.memory=1,2', '--vary: vm.memory is varied twice'],
    [
      'default --vary vm.memory=1:8:1000 --vary network.rtt=1:8:1000',
      '--vary: these are 1000000 scenarios',
    ],
    ['default --vary vm.memory=1,2 --csv --json', "--json: can't be combined with --csv"],
  ])('%s', async (args, line) => {
    const { out, err, code } = await run(args)
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err.slice(0, line.length)).toBe(line)
    expect(err).toMatch(/^[^\n]*; allowed: [^\n]*\n$/)
  })
})
