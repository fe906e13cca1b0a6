/** What takes long says so on standard error, and Ctrl-C ends it with one sentence. Time is what a clock of the test says. */
import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { evacuate } from '../../src/cli/evacuate-command.ts'
import { Cancelled, type Io } from '../../src/cli/io.ts'
import { createMeter, inTurns } from '../../src/cli/progress.ts'
import { simulate } from '../../src/cli/simulate-command.ts'
import { sweep } from '../../src/cli/sweep-command.ts'
import type { Progress } from '../../src/engine/work.ts'
import { runInTest } from './run-in-test.ts'

/** A stub whose time goes on by so much each time that it is read. */
function ioOf(more: Partial<Io> = {}, step = 0) {
  let time = 0
  let err = ''
  const io: Io = {
    out: () => Promise.resolve(true),
    err: (text) => void (err += text),
    open: () => undefined,
    errIsTerminal: false,
    now: () => (time += step),
    turn: () => Promise.resolve(),
    wait: () => Promise.resolve(),
    signal: new AbortController().signal,
    ...more,
  }
  return { io, err: () => err, pass: (seconds: number) => void (time += seconds * 1000) }
}

describe('the meter', () => {
  /** Seconds gone by, and the share that is done by then. */
  const metered = (
    steps: readonly (readonly [seconds: number, share: number])[],
    more: Partial<Io> = {},
    unitsASecond?: number,
  ) => {
    const { io, err, pass } = ioOf(more)
    const meter = createMeter(io, 'the simulation', unitsASecond)
    let before = 0
    for (const [seconds, share] of steps) {
      pass(seconds - before)
      before = seconds
      meter.update({ done: share * 1e6, foreseen: 1e6 })
    }
    meter.end()
    return err()
  }

  it.each<[what: string, steps: [number, number][], said: string]>([
    [
      'says nothing of what is short',
      [
        [0.1, 0.1],
        [0.6, 0.5],
        [1.2, 1],
      ],
      '',
    ],
    [
      'says how long it takes as soon as the speed is known',
      [
        [0.1, 0.001],
        [0.4, 0.004],
        [0.5, 0.0125],
        [2, 0.05],
      ],
      'progress: the simulation takes about 40 s\n',
    ],
    [
      'says so where it turns out to take longer',
      [
        [0.6, 0.5],
        [1.9, 0.99],
        [2.1, 0.99],
      ],
      'progress: the simulation takes about 2 s\n',
    ],
    [
      'then how far it is, every ten seconds',
      [
        [1, 0.02],
        [2, 0.04],
        [10.9, 0.2],
        [11.1, 0.25],
        [20, 0.4],
        [22, 0.5],
        [44, 1],
      ],
      'progress: the simulation takes about 50 s\nprogress: 25 % done, about 35 s left\nprogress: 50 % done, about 20 s left\nprogress: 100 % done, less than 1 s left\n',
    ],
  ])('%s', (_, steps, said) => {
    expect(metered(steps)).toBe(said)
  })

  it.each<[seconds: number, share: number, said: string]>([
    // A million units are foreseen to take 40 s.
    [0.5, 0, 'about 40 s'],
    // Measured alone it would be 500 s; it has a weight of 2 %.
    [0.5, 0.001, 'about 50 s'],
    [1, 0.025, 'about 40 s'],
    // Half of 40 s and half of 160 s.
    [4, 0.025, 'about 100 s'],
    [4, 0.05, 'about 80 s'],
    [4, 0.1, 'about 40 s'],
    [50, 0, 'about 50 s'],
  ])(
    'mixes what was foreseen with what is measured until 5 %% are done: %f s, %f',
    (seconds, share, said) => {
      expect(metered([[seconds, share]], {}, 1e6 / 40)).toBe(
        `progress: the simulation takes ${said}\n`,
      )
    },
  )

  it('writes one line over on a terminal, and clears it', () => {
    const steps = [
      [1, 0.02],
      [1.1, 0.022],
      [1.3, 0.026],
    ] as const
    expect(metered(steps, { errIsTerminal: true })).toBe(
      'progress: the simulation takes about 50 s\r\u001B[Kprogress: 2 % done, about 50 s left\r\u001B[K',
    )
    expect(metered([[1, 0.9]], { errIsTerminal: true })).toBe('')
  })
})

function* counting(to: number, foreseen = to): Generator<Progress, string> {
  for (let done = 0; done <= to; done++) yield { done, foreseen, at: 0 }
  return `${to}`
}

describe('work in turns', () => {
  it('lets an interrupt be heard between them, and ends with a sentence', async () => {
    const controller = new AbortController()
    let turns = 0
    const { io } = ioOf(
      {
        signal: controller.signal,
        turn: () => {
          if (++turns === 3) controller.abort()
          return Promise.resolve()
        },
      },
      10,
    )
    await expect(inTurns(io, 'the simulation', counting(100), undefined)).rejects.toThrow(
      /^Cancelled the simulation at \d+ %; there is no result\.$/,
    )
    expect(turns).toBe(3)
  })

  it('hears an interrupt that came during the last of them', async () => {
    const controller = new AbortController()
    const { io } = ioOf({
      signal: controller.signal,
      turn: () => Promise.resolve(controller.abort()),
    })
    // No time passes: all of it is one slice.
    await expect(inTurns(io, 'the simulation', counting(5), undefined)).rejects.toThrow(Cancelled)
  })

  it('gives the result', async () => {
    expect(await inTurns(ioOf({}, 10).io, 'the simulation', counting(100), undefined)).toBe('100')
  })
})

const set = (value: string) => ['--set', value]

describe('the commands', () => {
  const slow = (): Partial<Io> => {
    let time = 0
    // Each reading of the clock is 40 ms later: a run of some hundred slices takes seconds.
    return { now: () => (time += 40) }
  }
  const LONG: [string, typeof simulate, string[]][] = [
    ['simulate', simulate, ['memtest', '--set', 'network.speed=1']],
    ['evacuate', evacuate, ['branch-office', '--vms', '12']],
    ['sweep', sweep, ['branch-office', '--vary', 'network.rtt=0.1:10:24:log', '--csv']],
  ]

  it.each(LONG)(
    '%s says how long it takes, and prints what it prints anyway',
    async (_, command, args) => {
      const quick = await runInTest(command, args)
      const long = await runInTest(command, args, '', Infinity, slow())
      expect(quick).toMatchObject({ err: '', code: 0 })
      expect(long.out).toBe(quick.out)
      expect(long.err).toMatch(
        /^progress: the (simulation|check of 24 scenarios|evacuation of 12 VMs|sweep of 24 scenarios) takes about \d+ (s|min)\n/,
      )
    },
  )

  it.each(LONG)(
    '%s ends with 130 and one sentence when it is interrupted',
    async (_, command, args) => {
      const controller = new AbortController()
      const more = {
        ...slow(),
        signal: controller.signal,
        turn: () => Promise.resolve(controller.abort()),
      }
      const { out, err, code } = await runInTest(command, args, '', Infinity, more)
      expect([out, code]).toEqual(['', 130])
      expect(err).toMatch(/^(progress: .*\n)*Cancelled the .* at \d+ %; there is no result\.\n$/)
    },
  )

  it.each([
    [
      'simulate',
      simulate,
      [
        'default',
        ...['model=literal', 'generation=SIMGRID', 'workload.writeRate=20000'].flatMap(set),
        ...['workload.workingSet=64', 'network.loss=0'].flatMap(set),
        // Until then it is not known that it never ends.
        '--intervene',
        '99999:cancel',
      ],
    ],
    [
      'evacuate',
      evacuate,
      ['monster-24tib', '--vms', '64', '--compare', '--set', 'generation=XEN2005'],
    ],
    ['sweep', sweep, ['monster-24tib', '--vary', 'seed=0:99999:100000']],
  ] as const)(
    '%s refuses what is foreseen to take more than ten minutes, unless it is asked for',
    async (_, command, args) => {
      const { out, err, code } = await runInTest(command, args)
      expect([out, code]).toEqual(['', 2])
      expect(err).toMatch(
        /^--long: .* would take about \d+ (min|h); allowed: up to 10 min; longer with --long\n$/,
      )
    },
  )

  it('say so in their help', async () => {
    for (const command of [simulate, sweep, evacuate]) {
      const { out } = await runInTest(command, ['--help'])
      expect(out).toContain('--long')
      expect(out).toMatch(/more than 2\s+seconds/)
    }
  })
})

describe('what is still being read', () => {
  /** A pipe into which somebody has written something, and then nothing more. */
  async function* stalled(then: () => void): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(new TextEncoder().encode('{"preset":'))
    then()
    await new Promise(() => {})
  }

  it.each([
    ['simulate', simulate, ['-']],
    ['evacuate', evacuate, ['-']],
    ['sweep', sweep, ['-', '--vary', 'seed=1,2']],
  ] as const)('does not keep %s from ending at once', async (_, command, args) => {
    const controller = new AbortController()
    const more: Partial<Io> = {
      signal: controller.signal,
      open: () => stalled(() => controller.abort()),
    }
    expect(await runInTest(command, args, '', Infinity, more)).toEqual({
      out: '',
      err: 'Cancelled reading standard input; there is no result.\n',
      code: 130,
    })
  })

  /** The signal comes so many milliseconds after the end of the input, on a clock that only waiting moves. */
  const readWithSignal = async (input: string, after: number) => {
    const controller = new AbortController()
    let time = 0
    const wait = (milliseconds: number) => {
      time += milliseconds
      if (after <= time) controller.abort()
      return Promise.resolve()
    }
    const more: Partial<Io> = { signal: controller.signal, wait }
    return { ...(await runInTest(simulate, ['-', '--json'], input, Infinity, more)), waited: time }
  }

  it.each(['', '{"preset":', '{"preset":"memtest","seed":1'])(
    'is not called wrong where the signal that ended its writer comes a little later: %s',
    async (input) => {
      for (const after of [1, 3, 20, 100]) {
        const { out, err, code } = await readWithSignal(input, after)
        expect([out, err, code]).toEqual([
          '',
          'Cancelled reading standard input; there is no result.\n',
          130,
        ])
      }
    },
  )

  it('is called wrong after a quarter of a second at most where no signal comes', async () => {
    const { out, err, code, waited } = await readWithSignal('{"preset":', Infinity)
    expect([out, code]).toEqual(['', 2])
    expect(err).toMatch(/^standard input: .*JSON.*\n$/)
    expect(waited).toBeLessThanOrEqual(250)
  })

  it.each([
    ['a good text', '{"preset":"memtest"}', 0],
    ['a wrong value', '{"preset":"memtest","parameters":{"vm.memory":-1}}', 2],
  ])('does not wait where it is whole: %s', async (_, input, ends) => {
    const { code, waited } = await readWithSignal(input, Infinity)
    expect([code, waited]).toEqual([ends, 0])
  })
})

const root = fileURLToPath(new URL('../../', import.meta.url))
const launcher = join(root, '.ci', 'run-ts.mjs')

/** Starts a command and interrupts it once `ready` has come, which is given what is to be interrupted. */
async function interrupted(
  args: readonly string[],
  ready: (child: ChildProcessWithoutNullStreams) => Promise<unknown>,
) {
  const child = spawn(process.execPath, [launcher, ...args], { cwd: root })
  let [out, err] = ['', '']
  child.stdout.on('data', (text: Buffer) => (out += String(text)))
  child.stderr.on('data', (text: Buffer) => (err += String(text)))
  // Not `exit`: what it wrote may still be in the pipes by then.
  const ended = once(child, 'close') as Promise<[number | null]>
  await ready(child)
  child.kill('SIGINT')
  const [code] = await ended
  return { out, err, code }
}

describe('Ctrl-C while it reads, spawned', () => {
  it('ends a command that waits for a pipe', async () => {
    const { out, err, code } = await interrupted(['src/cli/simulate.ts', '-'], (child) => {
      // More than a pipe holds: it is drained once the command reads.
      child.stdin.write(' '.repeat(500_000))
      return once(child.stdin, 'drain')
    })
    expect([out, code]).toEqual(['', 130])
    expect(err).toBe('Cancelled reading standard input; there is no result.\n')
  })

  it('ends a command that waits for a named pipe', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'switchover-pipe-'))
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    // It is open for writing once the command reads.
    const opened = open(pipe, 'w')
    const { out, err, code } = await interrupted(['src/cli/simulate.ts', pipe], () => opened)
    await (await opened).close()
    rmSync(folder, { recursive: true })
    expect([out, code]).toEqual(['', 130])
    expect(err).toBe(`Cancelled reading ${pipe}; there is no result.\n`)
  })
})

describe('Ctrl-C, spawned', () => {
  it.each([
    ['one thread', ['src/cli/evacuate.ts', 'monster-24tib', '--vms', '64']],
    ['several', ['src/cli/sweep.ts', 'monster-24tib', '--vary', 'seed=1:200:200', '--long']],
  ])('ends a command on %s with 130 and a sentence, without a stack', async (_, args) => {
    // It has said how long it takes: then somebody has had enough.
    const { out, err, code } = await interrupted(args, (child) => once(child.stderr, 'data'))
    expect([out, code]).toEqual(['', 130])
    expect(err).toMatch(/^(progress: .*\n)+Cancelled .* at \d+ %; there is no result\.\n$/)
  })
})
