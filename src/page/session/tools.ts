/** What a person asked of the run, as the state holds it; all of it travels in the link. */
import type { LinkTools } from '../../saved/link.ts'
import type { Session } from './session.ts'

export type Tools = LinkTools

export function changeTools({ store }: Session, change: Partial<Tools>): void {
  store.setState(({ tools }) => ({ tools: { ...tools, ...change } }))
}
