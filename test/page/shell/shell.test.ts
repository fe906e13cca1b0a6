// What stands in the page before its script is there: the words with which it begins.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { STAGE_TEXT } from '../../../src/text/stage.ts'
import { PHONE } from '../../../src/page/shell/use-media.ts'

const html = readFileSync(new URL('../../../index.html', import.meta.url), 'utf8')

it('begins with the sentence that the stage begins with, wide and on the phone', () => {
  const sentences = [...html.matchAll(/<span>(.*?)<\/span>/g)].map(([, text]) => text)
  expect(STAGE_TEXT.running).toHaveLength(1)
  expect(sentences).toEqual([STAGE_TEXT.running[0], STAGE_TEXT.running[0]])
})

it('is a phone from the same width on as the stage', () => {
  expect(html).toContain(`@media ${PHONE}`)
})
