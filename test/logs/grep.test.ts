/** The search of the log pane: text or expression, and none that hangs the page. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grepLines, readGrep } from '../../src/logs/grep.ts'

const lines = [
  'MigrateSetState: Transitioning from state 0 to 1.',
  'Failed: IO was aborted (0xbad00e0)',
  'a+b',
].map((text) => ({ text }))
const found = (input: string) => grepLines(lines, readGrep(input)).found.map(({ text }) => text)

describe('grep', () => {
  it('finds text in whatever case, and takes its signs as they are', () => {
    expect(found('')).toHaveLength(3)
    expect(found('migratesetstate')).toEqual([lines[0]!.text])
    expect(found('a+b')).toEqual(['a+b'])
    expect(found('(0xbad')).toEqual([lines[1]!.text])
  })

  it('finds expressions between slashes', () => {
    expect(found('/state \\d to \\d/')).toEqual([lines[0]!.text])
    expect(found('/FAILED|aborted/i')).toEqual([lines[1]!.text])
    expect(found('/^a/g')).toEqual(['a+b'])
  })

  it.each([
    ['/(/', 'not-an-expression'],
    ['/a/xyz', 'not-an-expression'],
    ['/(a+)+$/', 'could-take-for-ever'],
    ['/(a|aa)*b/', 'could-take-for-ever'],
    ['/((a?){9})+b/', 'could-take-for-ever'],
    ['/(?:x(?<y>a*)b)+/', 'could-take-for-ever'],
    ['/(a)\\1/', 'could-take-for-ever'],
    ['/.*.*.*.*x/', 'could-take-for-ever'],
    ['/a?a?a?a?a?a?a?aaaaaaa/', 'could-take-for-ever'],
    [`/${'a'.repeat(200)}/`, 'too-long'],
  ])('refuses %s: %s', (input, problem) => {
    expect(readGrep(input)).toMatchObject({ kind: 'wrong', problem })
    expect(found(input)).toEqual([])
  })

  it('allows what people use', () => {
    for (const input of [
      '/pre-?copy/',
      '/only \\d+ pages/',
      '/^2015.*Failed: .*0xbad/',
      '/(Source|Dest) ts/',
      '/[(+*]{2}/',
      '/state (\\d) to/',
    ])
      expect(readGrep(input).kind, input).toBe('expression')
  })

  it('gives up when the time is spent', () => {
    const many = Array.from({ length: 1000 }, () => ({ text: 'aaa' }))
    let time = 0
    const result = grepLines(many, readGrep('/a/'), () => (time += 10), 100)
    expect(result.complete).toBe(false)
    expect(result.found.length).toBeLessThan(1000)
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (input) =>
          void (grepLines(lines, readGrep(input)), grepLines(lines, readGrep(`/${input}/`))),
      ),
    )
  })
})
