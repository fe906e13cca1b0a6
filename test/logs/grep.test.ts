/** The search in logs: text, or any expression that the platform takes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdsText, matchingRows, readGrep } from '../../src/logs/grep.ts'
import { runs } from '../properties.ts'

const lines = [
  'MigrateSetState: Transitioning from state 0 to 1.',
  'Failed: IO was aborted (0xbad00e0)',
  'a+b',
]

/** What a search with unlimited time finds. */
function found(input: string): readonly string[] {
  const grep = readGrep(input)
  switch (grep.kind) {
    case 'all':
      return lines
    case 'text':
      return lines.filter((line) => holdsText(line, grep))
    case 'wrong':
      return []
    case 'expression': {
      const answer = matchingRows(lines, grep.expression)
      return answer.kind === 'found' ? answer.rows.map((row) => lines[row]!) : []
    }
  }
}

describe('grep', () => {
  it('finds text in whatever case, and takes its signs as they are', () => {
    expect(found('')).toEqual(lines)
    expect(found('migratesetstate')).toEqual([lines[0]])
    expect(found('a+b')).toEqual(['a+b'])
    expect(found('(0xbad')).toEqual([lines[1]])
  })

  it('finds expressions between slashes', () => {
    expect(found('/state \\d to \\d/')).toEqual([lines[0]])
    expect(found('/FAILED|aborted/i')).toEqual([lines[1]])
    expect(found('/^a/g')).toEqual(['a+b'])
  })

  it('takes repetitions of groups, many of them, and back references', () => {
    expect(found('/(?:[A-Z][a-z]+)+:.*?(?:\\d+ to )+\\d+\\.$/')).toEqual([lines[0]])
    expect(found('/(.)\\1.*(?<bit>\\d)\\k<bit>/')).toEqual([])
    expect(found('/(\\d)\\1/')).toEqual([lines[1]])
    expect(found('/.*a.*i.*l.*e.*d.*I.*O.*\\(.*\\)/')).toEqual([lines[1]])
  })

  it('finds with an expression the lines that it matches, each on its own', () => {
    const piece = fc.constantFrom('a', 'b', '.', '\\d', '[^a]', '(a|b)', '(?:ab)', '^', '$', '\\b')
    const times = fc.constantFrom('', '?', '*', '+', '{2}', '+?')
    const source = fc
      .array(fc.tuple(piece, times), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.map(([what, often]) => `${what}${/[$^]|\\b/.test(what) ? '' : often}`))
      .map((parts) => parts.join(''))
    const line = fc.array(fc.constantFrom('a', 'b', 'A', '1', ' '), { maxLength: 12 })
    fc.assert(
      fc.property(
        source,
        fc.constantFrom('', 'i', 'g', 'gi', 'u'),
        fc.array(
          line.map((letters) => letters.join('')),
          { maxLength: 20 },
        ),
        (words, flags, texts) => {
          const grep = readGrep(`/${words}/${flags}`)
          if (grep.kind !== 'expression') throw new Error(`/${words}/${flags} is an expression`)
          const answer = matchingRows(texts, grep.expression)
          if (answer.kind !== 'found') throw new Error(answer.detail)
          expect(answer.rows.map((row) => texts[row])).toEqual(
            texts.filter((text) => new RegExp(words, flags).test(text)),
          )
        },
      ),
      runs(300),
    )
  })

  it.each([
    ['/(/', 'not-an-expression'],
    ['/a/xyz', 'not-an-expression'],
    [`/${'a'.repeat(200)}/`, 'too-long'],
  ])('refuses %s: %s', (input, problem) => {
    expect(readGrep(input)).toMatchObject({ kind: 'wrong', problem })
  })

  it('says why an expression that the platform gives up on in use found nothing', () => {
    const test = () => {
      throw new RangeError('Maximum call stack size exceeded')
    }
    expect(matchingRows(lines, Object.assign(/(?:a|b)*c/, { test }))).toEqual({
      kind: 'wrong',
      problem: 'not-an-expression',
      detail: 'Maximum call stack size exceeded',
    })
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (input) => void (found(input), found(`/${input}/`))))
  })
})
