/** `validate`: what it prints, what it writes, and how it takes wrong input. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validate } from '../../src/cli/validate-command.ts'
import { BENCHMARK_FILE, FOREIGN_FILE } from '../../src/cli/validate-record.ts'
import type { ValidationReport } from '../../src/validation/report.ts'
import { runInTest } from './run-in-test.ts'

let folder = ''
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'switchover-validate-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('validate', () => {
  it('prints predicted beside measured and writes JSON and Markdown', async () => {
    const { out, code } = await runInTest(validate, ['--group', 'vmware', '--out', folder])
    expect(code).toBe(0)
    expect(out).toMatch(/vgpu67-16gb-timeout +failed +failed/)
    expect(out).toMatch(/metric +median +mean +p90 +worst/)
    const report = JSON.parse(
      readFileSync(join(folder, 'validation.json'), 'utf8'),
    ) as ValidationReport
    expect(report.groups[0]?.result.group).toBe('vmware')
    expect(report.groups[0]?.cases.length).toBeGreaterThan(30)
    expect(readFileSync(join(folder, 'validation.md'), 'utf8')).toContain('| vgpu67-1gb |')
  })

  it('prints one JSON document', async () => {
    const { out } = await runInTest(validate, ['--group', 'vmware', '--json', '--out', '-'])
    expect((JSON.parse(out) as ValidationReport).format).toBe(1)
  })

  it('reads a folder of rows laid out like its own', async () => {
    const rows = [
      {
        id: 'x',
        source: 'a test',
        role: 'validation',
        vm: { memoryGiB: 1 },
        network: { linkGbps: 1 },
        generation: '5.0',
        measured: { durationS: 1 },
      },
    ]
    writeFileSync(join(folder, 'published-figures.json'), JSON.stringify(rows))
    const { out } = await runInTest(validate, [
      '--group',
      'vmware',
      '--data',
      folder,
      '--json',
      '--out',
      '-',
    ])
    expect((JSON.parse(out) as ValidationReport).groups[0]?.cases.map(({ id }) => id)).toEqual([
      'x',
    ])
  })

  it('writes beside the data that it is given, into a file that is named, else nowhere', async () => {
    const page = [BENCHMARK_FILE, FOREIGN_FILE].map((file) => readFileSync(file, 'utf8'))
    const data = join(folder, 'beside')
    mkdirSync(data)
    const args = ['--group', 'vmware', '--data', data]
    expect((await runInTest(validate, args)).code).toBe(0)
    expect(readdirSync(data).toSorted()).toEqual(['validation.json', 'validation.md'])
    const named = join(data, 'deeper', 'named.json')
    expect((await runInTest(validate, [...args, '--out', named])).err).toContain('named.json')
    expect(readdirSync(join(data, 'deeper'))).toEqual(['named.json'])
    expect(readFileSync(named, 'utf8')).toBe(readFileSync(join(data, 'validation.json'), 'utf8'))
    expect((await runInTest(validate, ['--group', 'vmware'])).err).not.toContain('Written')
    expect((await runInTest(validate, [...args, '--record'])).code).toBe(2)
    expect([BENCHMARK_FILE, FOREIGN_FILE].map((file) => readFileSync(file, 'utf8'))).toEqual(page)
  })

  it.each([
    [['--data', tmpdir(), '--record'], '--record'],
    [['--group', 'mars'], '--group'],
    [['--data', '/no/such'], '--data'],
    [['rows'], 'rows'],
    [['--fast'], '--fast'],
  ])('refuses %j in one line', async (args, field) => {
    const { err, code } = await runInTest(validate, args)
    expect(code).toBe(2)
    expect(err).toMatch(/^[^\n]*; allowed: [^\n]*\n$/)
    expect(err).toContain(field)
  })

  it('names the file that is no data', async () => {
    writeFileSync(join(folder, 'published-figures.json'), 'x')
    const { err, code } = await runInTest(validate, ['--group', 'vmware', '--data', folder])
    expect(code).toBe(2)
    expect(err).toContain('published-figures.json is not JSON')
  })
})
