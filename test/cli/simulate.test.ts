import { describe, expect, it } from 'vitest'
import { PARAMETERS } from '../../src/engine/scenario/parameters.ts'
import { PRESET_IDS, presetScenario } from '../../src/catalogue/presets.ts'
import { STORIES } from '../../src/catalogue/stories.ts'
import { PARAMETER_IDS } from '../../src/engine/scenario/scenario.ts'
import { simulate } from '../../src/cli/simulate-command.ts'
import { runInTest } from './run-in-test.ts'

const run = (args: string, input?: string) =>
  runInTest(simulate, args === '' ? [] : args.split(' '), input)

interface Document {
  [field: string]: unknown
  outcome: string
  reason: string
  vmRunsOn: string
  runHash: string
  seed: number
  scenario: Record<string, unknown>
  seconds: Record<string, number>
  stunMilliseconds: Record<string, number>
  passes: Record<string, number | string | null>[]
  sdps: Record<string, unknown>
  totals: Record<string, number>
}
const documentOf = async (args: string, input?: string) => {
  const { out, err, code } = await run(`${args} --json`, input)
  expect({ err: err.replace(/^(note: .*\n)+/, ''), code }).toEqual({ err: '', code: 0 })
  return JSON.parse(out) as Document
}

it.each([
  ['1', '1 vCPU, '],
  ['2', '2 vCPUs, '],
])('the heading counts %s vCPUs', async (vcpus, said) => {
  const args = ['default', '--set', `vm.vcpus=${vcpus}`]
  expect((await runInTest(simulate, args)).out.split('\n')[0]).toContain(said)
})

it('says nothing of a stun, a page-in or a cleanup that never was', async () => {
  const changes = ['vm.memory=1', 'workload.workingSet=0.5', 'generation=QEMU7.2']
  const report = async (more: readonly string[]) => {
    const sets = [...changes, ...more].flatMap((change) => ['--set', change])
    return (await runInTest(simulate, ['default', ...sets])).out
  }
  const never = await report(['workload.writeRate=4000'])
  expect(never).toContain('never-ends')
  expect(never).toContain('worst second')
  expect(never).not.toMatch(/before the stun:|^(stun|page-in|cleanup) /m)
  const through = await report(['workload.writeRate=1'])
  expect(through).toMatch(/before the stun: \d+ %/)
  expect(through).toMatch(/^stun /m)
  expect(through).not.toMatch(/^page-in /m)
})

describe('simulate --json', () => {
  it('is the one document, with exactly these fields', async () => {
    const json = await documentOf('default --seed 7')
    expect(Object.keys(json)).toEqual([
      'scenario',
      'seed',
      'runHash',
      'outcome',
      'reason',
      'vmRunsOn',
      'verdict',
      'seconds',
      'stunMilliseconds',
      'passes',
      'sdps',
      'totals',
    ])
    expect(Object.keys(json.seconds)).toEqual([
      'total',
      'prepare',
      'frameBuffer',
      'traceInstall',
      'preCopy',
      'stun',
      'pageIn',
      'cleanup',
    ])
    expect(Object.keys(json.stunMilliseconds)).toEqual([
      'quiesce',
      'checkpoint',
      'lastPages',
      'frameBuffer',
      'bitmap',
      'resume',
    ])
    expect(Object.keys(json.passes[0]!)).toEqual([
      'pass',
      'startSeconds',
      'seconds',
      'pagesToSend',
      'pagesSent',
      'pagesZero',
      'bytesSent',
      'pagesDirtied',
      'bytesPerSecond',
      'transmitToDirtyPercent',
      'decision',
    ])
    expect(Object.keys(json.sdps)).toEqual(['engaged', 'seconds', 'worstSecondGuestSpeed'])
    expect(Object.keys(json.totals)).toEqual([
      'bytesSent',
      'frameBufferBytes',
      'pagesSent',
      'pageFires',
      'remotePageFaults',
    ])
    expect(json).toMatchObject({
      outcome: 'completed',
      vmRunsOn: 'destination',
      seed: 7,
      scenario: presetScenario('default'),
    })
    expect(json.runHash).toMatch(/^[0-9a-f]{16}$/)
  })

  it('says the same twice, and the same for a link between preset, file and flags', async () => {
    const direct = await documentOf('oltp --set vm.memory=128 --seed 3')
    const file = await documentOf(
      '-',
      '{"format": "switchover-scenario", "version": 1, "preset": "oltp", "seed": 3, "parameters": {"vm.memory": 128}}',
    )
    expect(file).toEqual(direct)
    const mixed = await documentOf(
      '- --set vm.memory=128 --seed 3',
      '{"preset": "oltp", "seed": 9, "parameters": {"vm.memory": 64}}',
    )
    expect(mixed).toEqual(direct)
  })

  const VGPU = 'idle-web --set generation=9.0 --set vm.vgpuMemory=48 --set network.speed=100'
  it('adds up', async () => {
    for (const id of ['default', 'memtest', 'branch-office', VGPU]) {
      const { seconds, stunMilliseconds: stun, passes, totals } = await documentOf(id)
      const sum =
        seconds.prepare! +
        seconds.frameBuffer! +
        seconds.traceInstall! +
        seconds.preCopy! +
        seconds.stun! +
        seconds.pageIn! +
        seconds.cleanup!
      expect(sum).toBeLessThanOrEqual(seconds.total! + 1e-6)
      expect(passes.reduce((time, pass) => time + Number(pass.seconds), 0)).toBeCloseTo(
        seconds.preCopy!,
        6,
      )
      const parts =
        stun.quiesce! +
        Math.max(stun.checkpoint!, stun.lastPages!) +
        stun.frameBuffer! +
        stun.bitmap! +
        stun.resume!
      expect(parts).toBeCloseTo(seconds.stun! * 1000, 3)
      expect(passes.reduce((pages, pass) => pages + Number(pass.pagesSent), 0)).toBeLessThanOrEqual(
        totals.pagesSent!,
      )
    }
  })

  it('intervenes in mid-run as asked, and says what had no effect', async () => {
    const json = await documentOf(
      'default --intervene 12.5:network.speed=1 --intervene 20:cancel --intervene 30:cut-cable',
    )
    expect(json).toMatchObject({
      outcome: 'cancelled',
      reason: 'cancelled',
      vmRunsOn: 'source',
      interventions: [
        { what: '12.5:network.speed=1', atSeconds: 12.5, effect: 'done' },
        { what: '20:cancel', atSeconds: 20, effect: 'done' },
        { what: '30:cut-cable', atSeconds: 30, effect: 'after-end' },
      ],
    })
    const forced = await documentOf('default --intervene 60:switch-over')
    expect(forced).toMatchObject({ outcome: 'completed', reason: 'switchover-forced' })
  })

  it.each([
    ['12.5:network.sped=1', 'did you mean "network.speed"?'],
    ['12.5:network.speed=3', '--intervene network.speed: "3" is not one of the choices'],
    ['12.5:vm.memory=3', 'vm.memory is part of the VM, which cannot change while it moves'],
    ['-1:cancel', '"-1" isn\'t a time; allowed: 0 to 100000 seconds'],
    ['12.5:cancel=2', 'cancel takes no value; allowed: 12.5:cancel'],
    ['cancel', 'allowed: SECONDS:WHAT'],
  ])('refuses --intervene %s and says why', async (text, message) => {
    const { err, code } = await run(`default --intervene=${text}`)
    expect(code).toBe(2)
    expect(err).toContain(message)
  })

  it('reports a failed migration with exit code 0', async () => {
    const json = await documentOf('memtest --set Migrate.SdpsEnabled=0')
    expect(json).toMatchObject({
      outcome: 'failed',
      reason: 'lack-of-forward-progress',
      vmRunsOn: 'source',
    })
    expect(json.passes.at(-1)).toMatchObject({ decision: 'fail' })
  })

  it('says nothing of a lost VM that follows a resume', async () => {
    const lost = 'default --set network.notifySwitches=no --intervene 69.4:power-off-destination'
    const { out } = await run(lost)
    expect(out).toContain('the VM is lost')
    expect(out).not.toMatch(/found by switches|guest clock/)
  })

  it('takes --model as the short form of --set model', async () => {
    const json = await documentOf('default --model fluid --set vm.memory=1')
    expect(json.scenario).toMatchObject({ model: 'fluid', 'workload.workingSet': 1 })
  })
})

describe('the report', () => {
  it('counts one vCPU as one', async () => {
    const { out } = await run('default --set vm.vcpus=1 --set workload.writers=1')
    expect(out).toMatch(/^vMotion of default: 64 GiB, 1 vCPU, vSphere/)
  })

  it.each(PRESET_IDS)(
    'of %s says outcome, reason, limit, passes and hash, and marks what is inferred',
    async (id) => {
      const { out, err, code } = await run(id)
      expect({ err, code }).toEqual({ err: '', code: 0 })
      expect(out).toMatch(
        /^outcome {4}(completed|failed); the VM .*runs on the (source|destination) host/m,
      )
      expect(out).toMatch(/^verdict {4}(Nobody notices|Users notice|Harmful|Does not arrive): /m)
      expect(out).toMatch(/^bandwidth .* limited: /m)
      expect(out).toMatch(/^ +-1 /m)
      expect(out).toMatch(/^run hash +[0-9a-f]{16}$/m)
      expect(out).toMatch(/^prepare .*\*$/m)
      expect(out).toMatch(/^\* inferred/m)
      expect(out).not.toMatch(/NaN|undefined|Infinity|\u202f/)
    },
  )

  it('names what was changed', async () => {
    const { out } = await run('default --set vm.memory=32')
    expect(out).toContain('changed: vm.memory=32\n')
  })
})

describe('simulate --facts', () => {
  it('prints JSON lines in time order', async () => {
    const { out } = await run('default --facts')
    const facts = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; at: number })
    expect(facts[0]).toEqual({ kind: 'migration-requested', at: 0 })
    expect(facts.at(-1)!.kind).toBe('migration-completed')
    expect(facts.map(({ at }) => at)).toEqual(facts.map(({ at }) => at).sort((a, b) => a - b))
    expect(out).not.toContain('page-fire')
  })

  it('adds the fires of the pages that are asked for', async () => {
    const { out } = await run('memtest --facts --pages 4194304-4194400')
    const facts = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; at: number; page?: number })
    const fires = facts.filter(({ kind }) => kind === 'page-fire')
    expect(fires.length).toBeGreaterThan(0)
    expect(fires.every(({ page }) => page! >= 4194304 && page! <= 4194400)).toBe(true)
    expect(facts.map(({ at }) => at)).toEqual(facts.map(({ at }) => at).sort((a, b) => a - b))
  })
})

describe('simulate --heat', () => {
  const rowsOf = (out: string) => out.split('\n').filter((line) => /^[0-9.]+$/.test(line))

  it('draws 64 digits a row: everything missing at first, nothing in the end', async () => {
    const before = rowsOf((await run('default --heat --at 0')).out)
    expect(before).toHaveLength(32)
    expect(new Set(before)).toEqual(new Set(['9'.repeat(64)]))
    const { out } = await run('default --json')
    const { seconds } = JSON.parse(out) as Document
    const after = rowsOf((await run(`default --heat --at ${seconds.total}`)).out)
    expect(new Set(after)).toEqual(new Set(['0'.repeat(64)]))
  })

  it('shows the end of pass -1 by default, with a legend and numbers', async () => {
    const { out } = await run('default --heat')
    expect(rowsOf(out).join('')).toMatch(/[1-9]/)
    expect(out).toMatch(/^legend: /)
    expect(out).toMatch(/^missing or stale at the destination +2,/m)
    expect(rowsOf((await run('default --heat --set vm.inUse=50')).out).at(-1)).toBe('.'.repeat(64))
  })

  it('looks at one page of each region above 64 GiB, which says what counting them says', async () => {
    const { out } = await run('default --heat --set vm.memory=128')
    expect(rowsOf(out)).toHaveLength(32)
    const about = Number(/^missing or stale at the destination +about (\d+) % /m.exec(out)?.[1])
    const left = Number(/^pages left +([\d,]+)/m.exec(out)?.[1]?.replaceAll(',', ''))
    expect(left).toBeGreaterThan(0)
    // A 65,536th of the pages: four standard deviations are half of a percent, and the text rounds to whole ones.
    expect(Math.abs(about - (left / (128 * 2 ** 18)) * 100)).toBeLessThan(1)
  })
})

describe('wrong input', () => {
  it.each([
    ['', 'PRESET|FILE|-: is missing'],
    ['otlp', 'otlp: is neither a preset nor a readable file (did you mean "oltp"?)'],
    ['/', '/: is neither a preset nor a readable file'],
    ['default oltp', 'oltp: is one scenario too many'],
    ['default --set vm.memory=0', 'vm.memory: 0 is out of range; allowed: 0.125 to 24576 GiB'],
    ['default --set vm.memory=1e999', 'vm.memory: "1e999" isn\'t a number'],
    ['default --set vm.memory=', `vm.memory: "" isn't a number`],
    ['default --set memory=8', 'memory: unknown parameter (did you mean "vm.memory"?)'],
    ['default --set __proto__=8', '__proto__: unknown parameter'],
    ['default --set vm.memory', '--set: "vm.memory" has no value'],
    [
      'default --set vm.memory=4 --set workload.workingSet=9',
      'workload.workingSet: 9 GiB is more than the memory in use (4 GiB); allowed: 0 to 4 GiB',
    ],
    ['default --set vm.inUse=0.5', 'vm.inUse: 0.5 is out of range; allowed: 1 to 100 %'],
    ['default --seed -1', "seed: -1 isn't a seed; allowed: a whole number, 0 to 4294967295"],
    ['default --seed', '--seed: its value is missing'],
    [
      'default --model exact',
      'model: "exact" is not one of the choices; allowed: sampled, literal, fluid',
    ],
    ['default --jsno', '--jsno: unknown flag (did you mean "--json"?)'],
    ['default --json=1', '--json: takes no value'],
    ['default --json --facts', "--facts: can't be combined with --json"],
    ['default --at 1', '--at: belongs to --heat'],
    ['default --pages 1-2', '--pages: belongs to --facts'],
    ['default --heat --at 1e6', '--at: 1000000 is out of range; allowed: 0 to '],
    [
      'default --facts --pages 9-2',
      '--pages: "9-2" is out of range; allowed: A-B with 0 <= A <= B <= 16777215',
    ],
    ['default --facts --pages x', '--pages: "x" isn\'t a range of pages'],
  ])('%s', async (args, line) => {
    const { out, err, code } = await run(args)
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err.slice(0, line.length)).toBe(line)
    expect(err).toMatch(/^[^\n]*; allowed: [^\n]*\n$/)
  })

  it('is a name without a letter', async () => {
    const { err, code } = await runInTest(simulate, [''])
    expect(code).toBe(2)
    expect(err).toMatch(/^An empty name: is neither a preset nor a readable file; allowed: /)
  })

  it.each([
    ['', "standard input: isn't valid JSON"],
    ['[1]', 'standard input: holds a list'],
    ['{"vm.memory": "64"}', `vm.memory: "64" isn't a number`],
    ['{"vm.memory": 4, "workload.workingSet": 9}', 'workload.workingSet: 9 GiB'],
    ['{"preset": "nope"}', 'preset: unknown preset "nope"'],
    ['{"__proto__": {"vm.memory": 4}}', '__proto__: unknown parameter'],
    [' '.repeat(2_000_000), '-: is larger than 1 MiB'],
  ])('on standard input: %.40s', async (text, line) => {
    const { out, err, code } = await run('-', text)
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err.slice(0, line.length)).toBe(line)
    expect(err).toMatch(/^[^\n]*\n$/)
  })
})

describe('--list, --schema, --help', () => {
  it('list every preset, story and parameter', async () => {
    const { out } = await run('--list')
    for (const name of [...PRESET_IDS, ...STORIES.map(({ id }) => id), ...PARAMETER_IDS])
      expect(out).toContain(`  ${name} `)
  })

  it('describe the scenario file', async () => {
    const schema = JSON.parse((await run('--schema')).out) as {
      $defs: {
        parameters: {
          properties: Record<string, { minimum?: number; maximum?: number; enum?: string[] }>
        }
      }
    }
    const { properties } = schema.$defs.parameters
    expect(Object.keys(properties)).toEqual(PARAMETER_IDS)
    expect(properties['vm.vcpus']).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: 768,
      default: 16,
    })
    expect(properties.generation).toMatchObject({ enum: PARAMETERS.generation.options })
  })

  it('help with every flag', async () => {
    const { out, code } = await run('--help')
    expect(code).toBe(0)
    for (const flag of [
      '--set',
      '--seed',
      '--model',
      '--json',
      '--facts',
      '--pages',
      '--heat',
      '--at',
      '--list',
      '--schema',
      '--help',
    ])
      expect(out).toContain(flag)
  })
})
