/** What the run on the screen is about, where it is about something: a story, a failure on demand, a shared wire. */
import { isStory } from '../../../catalogue/stories.ts'
import type { AppState } from '../../session/app-state.ts'
import { baseOf } from '../../session/base.ts'

export type TopicKind = 'story' | 'failure' | 'shared-wire'

/** A failure of one's own says more than the story whose VM it strikes. */
export function topicOf(state: AppState): TopicKind | undefined {
  const { input, preset } = state
  if (input.rates !== undefined) return 'shared-wire'
  const { failure } = input.scenario
  if (failure !== 'none' && failure !== baseOf(state).failure) return 'failure'
  return preset !== undefined && isStory(preset) ? 'story' : undefined
}
