/** Asks why a number of the outcome is as it is. */
import type { Topic } from '../../../report/explain/chain.ts'
import { OUTCOME_TEXT } from '../../../text/outcome.ts'
import { useCommand } from '../../controls/session-context.ts'

export interface WhyButtonProps {
  readonly topic: Topic
  /** What is asked about, for those who do not see the row. */
  readonly label: string
}

export function WhyButton({ topic, label }: WhyButtonProps) {
  const perform = useCommand()
  return (
    <button
      type="button"
      className="why-button"
      aria-label={OUTCOME_TEXT.whyOf(label)}
      title={OUTCOME_TEXT.whyOf(label)}
      onClick={() => perform('why', topic)}
    >
      {OUTCOME_TEXT.why}
    </button>
  )
}
