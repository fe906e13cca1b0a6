/** The commands as a shell starts them: real streams, real exit codes, a reader that goes away. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const launcher = join(root, '.ci', 'run-ts.mjs')
let folder = ''
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'switchover-cli-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(program: string, args: readonly string[], input = '') {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [launcher, `src/cli/${program}.ts`, ...args],
    {
      cwd: root,
      input,
      encoding: 'utf8',
      maxBuffer: 1e9,
    },
  )
  return { stdout, stderr: withoutProgress(stderr), status }
}

/** On a busy machine a command may take long and say so. */
function withoutProgress(stderr: string): string {
  return stderr.replaceAll(/^progress: .*\n/gm, '')
}

describe('simulate, spawned', () => {
  it('reads presets, files and standard input alike', () => {
    const file = join(folder, 'branch.json')
    writeFileSync(file, '{"preset": "branch-office"}')
    const preset = run('simulate', ['branch-office', '--json'])
    expect(preset).toMatchObject({ stderr: '', status: 0 })
    expect(run('simulate', [file, '--json'])).toEqual(preset)
    expect(run('simulate', ['-', '--json'], '{"preset": "branch-office"}')).toEqual(preset)
  })

  it('ends with 2 and one line when the input is wrong', () => {
    for (const [source, input] of [
      ['no-such', ''],
      ['-', 'x'],
      [folder, ''],
    ] as const) {
      const { stdout, stderr, status } = run('simulate', [source], input)
      expect({ stdout, status }).toEqual({ stdout: '', status: 2 })
      expect(stderr).toMatch(/^[^\n]*; allowed: [^\n]*\n$/)
    }
  })

  it('does not mind a reader that goes away', () => {
    const facts = `"${process.execPath}" "${launcher}" src/cli/simulate.ts memtest --facts --pages 2097152-2098175`
    const quit = `"${process.execPath}" -e "process.stdin.once('data', () => process.exit(0))"`
    const { stderr, status } = spawnSync(`${facts} | ${quit}`, {
      cwd: root,
      shell: true,
      encoding: 'utf8',
    })
    expect({ stderr: withoutProgress(stderr), status }).toEqual({ stderr: '', status: 0 })
  })
})

describe('sweep, spawned', () => {
  it('prints a row for each combination', () => {
    const { stdout, stderr, status } = run('sweep', [
      'branch-office',
      '--vary',
      'network.rtt=0.1:10:70:log',
      '--csv',
    ])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(stdout.trimEnd().split('\n')).toHaveLength(71)
  })
})
