/** What takes long says so on standard error, and Ctrl-C ends it with one sentence. Time is what a clock of the test says. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { evacuate } from '../../src/cli/evacuate-command.ts'
import type { Io } from '../../src/cli/io.ts'
import { createMeter, inTurns, oneAfterTheOther } from '../../src/cli/progress.ts'
import { simulate } from '../../src/cli/simulate-command.ts'
import { sweep } from '../../src/cli/sweep-command.ts'
import { toEnd, type Progress } from '../../src/engine/work.ts'
import { roughly } from '../../src/text/progress.ts'
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
  ) => {
    const { io, err, pass } = ioOf(more)
    const meter = createMeter(io, 'the simulation')
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
      'progress: the simulation takes about 50 s\nprogress: 25 % done, about 35 s left\nprogress: 50 % done, about 20 s left\nprogress: 100 % done, about 1 s left\n',
    ],
  ])('%s', (_, steps, said) => {
    expect(metered(steps)).toBe(said)
  })

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

  it.each([
    [0.2, 'about 1 s'],
    [8.4, 'about 8 s'],
    [43, 'about 45 s'],
    [119, 'about 120 s'],
    [130, 'about 2 min'],
    [7199, 'about 120 min'],
    [7300, 'about 2 h'],
  ])('%f s are %s', (seconds, words) => {
    expect(roughly(seconds)).toBe(words)
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
    await expect(inTurns(io, 'the simulation', counting(100))).rejects.toThrow(
      /^Cancelled: the simulation, \d+ % done; there is no result\.$/,
    )
    expect(turns).toBe(3)
  })

  it('gives the result', async () => {
    expect(await inTurns(ioOf({}, 10).io, 'the simulation', counting(100))).toBe('100')
  })

  it('several parts are one', () => {
    const told: Progress[] = []
    const work = oneAfterTheOther([counting(2), counting(4)], [2, 4])
    for (let step = work.next(); ; step = work.next()) {
      if (step.done === true) {
        expect(step.value).toEqual(['2', '4'])
        break
      }
      told.push(step.value)
    }
    expect(told.map(({ done }) => done)).toEqual([0, 1, 2, 2, 3, 4, 5, 6])
    expect(told.every(({ foreseen }) => foreseen === 6)).toBe(true)
    expect(toEnd(oneAfterTheOther([], []))).toEqual([])
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
        /^progress: the (simulation|evacuation of 12 VMs|sweep of 24 scenarios) takes about \d+ (s|min)\n/,
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
      expect(err).toMatch(
        /^(progress: .*\n)*Cancelled: the .*, \d+ % done; there is no result\.\n$/,
      )
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
        /^--long: .* is foreseen to take about \d+ (min|h); allowed: up to 10 min; longer with --long\n$/,
      )
    },
  )

  it('say so in their help', async () => {
    for (const command of [simulate, sweep, evacuate]) {
      const { out } = await runInTest(command, ['--help'])
      expect(out).toContain('--long')
      expect(out).toContain('more than 2 seconds')
    }
  })
})

describe('Ctrl-C, spawned', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const launcher = join(root, '.ci', 'run-ts.mjs')

  it.each([
    ['one thread', ['src/cli/evacuate.ts', 'monster-24tib', '--vms', '64']],
    ['several', ['src/cli/sweep.ts', 'monster-24tib', '--vary', 'seed=1:200:200', '--long']],
  ])('ends a command on %s with 130 and a sentence, without a stack', async (_, args) => {
    const child = spawn(process.execPath, [launcher, ...args], { cwd: root })
    let [out, err] = ['', '']
    child.stdout.on('data', (text: Buffer) => (out += String(text)))
    const code = await new Promise((resolve) => {
      child.stderr.on('data', (text: Buffer) => {
        // It has said how long it takes: then somebody has had enough.
        if (err === '') child.kill('SIGINT')
        err += String(text)
      })
      child.on('close', resolve)
    })
    expect([out, code]).toEqual(['', 130])
    expect(err).toMatch(/^(progress: .*\n)+Cancelled: .* done; there is no result\.\n$/)
  })
})
