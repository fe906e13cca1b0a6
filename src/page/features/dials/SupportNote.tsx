/** At a dial: which limit of the generation its value exceeds, in plain words. It can be tried all the same. */
import { useMemo } from 'react'
import type { ParameterId } from '../../../engine/scenario/parameters.ts'
import { outOfSupport } from '../../../report/support.ts'
import { plain } from '../../../text/sentence.ts'
import { supportSentence } from '../../../text/support.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import { useApp } from '../../controls/session-context.ts'
import { LIMITS_OF_DIALS } from './limits.ts'

export function SupportNote({ id }: { readonly id: ParameterId }) {
  const scenario = useApp((state) => state.input.scenario)
  const sentences = useMemo(
    () =>
      outOfSupport(scenario)
        .filter(({ limit }) => LIMITS_OF_DIALS[id]?.includes(limit))
        .map((found) => supportSentence(found, scenario.generation)),
    [scenario, id],
  )
  return (
    <output className="dial-support">
      {sentences.map((sentence) => (
        <span key={plain(sentence)}>
          <SentenceText sentence={sentence} quiet />
        </span>
      ))}
    </output>
  )
}
