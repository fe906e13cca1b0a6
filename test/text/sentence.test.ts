import { expect, it } from 'vitest'
import { inferred, plain, unbroken } from '../../src/text/sentence.ts'

it('keeps a number and its unit on one line, and changes nothing else', () => {
  const sentence = ['0.19 GiB left is 0.17 s of wire, ', inferred('46 min 28 s'), ' in 3 passes.']
  const joined = unbroken(sentence)
  expect(plain(joined)).toBe(
    '0.19\u00a0GiB left is 0.17\u00a0s of wire, 46\u00a0min 28\u00a0s in 3 passes.',
  )
  expect(plain(joined).replaceAll('\u00a0', ' ')).toBe(plain(sentence))
  expect(joined[1]).toEqual(inferred('46\u00a0min 28\u00a0s'))
})
