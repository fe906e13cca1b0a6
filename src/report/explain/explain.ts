/** "Why?": for each number of the outcome, a chain of causes from the facts of this run. Words are in `text/explain.ts`. */
import type { Summary } from '../summary.ts'
import { TOPICS, type Chain, type Topic } from './chain.ts'
import { explainLimit, explainSent } from './explain-data.ts'
import { explainFailure } from './explain-failure.ts'
import { explainLost, explainWorst } from './explain-guest.ts'
import { explainSdps } from './explain-sdps.ts'
import { stunClauses, stunFormula } from './explain-stun.ts'
import { explainPasses } from './explain-passes.ts'
import { explainTotal } from './explain-time.ts'

/** The chain of a topic; of `failure` only where the run failed. */
export function explain(summary: Summary, topic: Topic): Chain | undefined {
  switch (topic) {
    case 'failure':
      return explainFailure(summary)
    case 'total':
      return explainTotal(summary)
    case 'passes':
      return explainPasses(summary)
    case 'stun': {
      const formula = stunFormula(summary)
      return { topic, clauses: stunClauses(summary), formulas: formula ? [formula] : [] }
    }
    case 'sent':
      return explainSent(summary)
    case 'worst':
      return explainWorst(summary)
    case 'lost':
      return explainLost(summary)
    case 'sdps':
      return explainSdps(summary)
    case 'limit':
      return explainLimit(summary)
  }
}

/** What can be asked of this run. */
export function topicsOf({ failure }: Summary): readonly Topic[] {
  return failure === undefined ? TOPICS.filter((topic) => topic !== 'failure') : TOPICS
}

/** What a person most likely asks first. */
export function firstTopic({ failure }: Summary): Topic {
  return failure === undefined ? 'stun' : 'failure'
}
