/** `simulate --logs`: the lines of both hosts, narrowed down by host, file and text. */
import { describe, expect, it } from 'vitest'
import { simulate } from '../../src/cli/simulate-command.ts'
import { parseLog } from '../../src/logs/report/parse.ts'
import { runInTest } from './run-in-test.ts'

const run = (args: string) =>
  runInTest(simulate, ['default', '--set', 'vm.memory=16', ...args.split(' ')])
const rows = (out: string) => out.split('\n').slice(0, -1)

describe('simulate --logs', () => {
  it('prints host, file, mark and line', async () => {
    const { out, err, code } = await run('--logs')
    expect(code).toBe(0)
    for (const row of rows(out))
      expect(row).toMatch(/^(source|destination) +(vmkernel|vmware|hostd|vpxa)\.log +\?? *\S/)
    expect(out).toContain('Stopping pre-copy: only')
    expect(err).toMatch(/^note: \d+ of \d+ lines are unverified: /)
  })

  it('prints one file of one host as it stands', async () => {
    const { out } = await run('--logs --host source --file vmkernel.log')
    const { events, unknownLines, migrations } = parseLog(out)
    expect(unknownLines).toBe(0)
    expect(events.length).toBeGreaterThan(3)
    expect(migrations.size).toBe(1)
    for (const { side } of events) expect(side ?? 'source').toBe('source')
  })

  it('finds text and expressions', async () => {
    expect(rows((await run('--logs --grep stopping')).out)).toHaveLength(1)
    const { out } = await runInTest(simulate, [
      'default',
      '--set',
      'vm.memory=16',
      '--logs',
      '--grep',
      '/from state \\d/',
    ])
    expect(rows(out).length).toBeGreaterThan(4)
    expect((await run('--logs --grep nothing-of-this-kind')).out).toBe('')
  })

  it('takes any expression that comes to an end', async () => {
    const { out, code } = await run(
      '--logs --grep /(Migrate(?:[A-Z][a-z]+)+):.*(.)\\2.*(?:\\d+.*)+$/',
    )
    expect(code).toBe(0)
    expect(rows(out).length).toBeGreaterThan(0)
    for (const row of rows(out))
      expect(row).toMatch(/(Migrate(?:[A-Z][a-z]+)+):.*(.)\2.*(?:\d+.*)+$/)
  })

  it('says that a refused migration leaves no line', async () => {
    const { out, err, code } = await run('--logs --fail evc-mismatch')
    expect({ out, code }).toEqual({ out: '', code: 0 })
    expect(err).toMatch(/^note: No host writes a line/)
  })

  it.each([
    [
      '--fail evc-mismatch',
      'the checks in vCenter refuse this migration before a host hears of it',
    ],
    ['--fail vcenter-down@0.1', 'the migration ends before a host hears of it'],
    ['--fail destination-dies@0.2', 'the migration ends before a host hears of it'],
    ['--set generation=QEMU7.2', 'There are no VMware logs of this generation.'],
    ['--set generation=XEN2005', 'There are no VMware logs of this generation.'],
    ['--set generation=QEMU7.2 --fail link-cut@0', 'There are no VMware logs of this generation.'],
  ])('says of %s why no line is there', async (args, why) => {
    const { out, err } = await run(`--logs ${args} --set workload.writeRate=10`)
    expect(out).toBe('')
    expect(err).toContain(why)
  })

  it.each([
    ['--logs --host esx-01', '--host: unknown value "esx-01"'],
    [
      '--logs --file vmkernel.lgo',
      '--file: unknown value "vmkernel.lgo" (did you mean "vmkernel.log"?)',
    ],
    ['--logs --grep /(/', '--grep: No valid expression'],
    [
      '--logs --grep /.?.?.?.*.*.*.*.*.*!!/',
      '--grep: This expression took more than 1 s and was stopped',
    ],
    ['--grep a', '--grep: belongs to --logs'],
    ['--logs --json', "--logs: can't be combined with --json"],
  ])('%s', async (args, line) => {
    const { out, err, code } = await run(args)
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err.slice(0, line.length)).toBe(line)
    expect(err).toMatch(/^[^\n]*; allowed: [^\n]*\n$/)
  })
})
