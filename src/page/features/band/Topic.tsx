/** One or two lines about the run: what to watch and, once it has ended, what it shows. */
import type { ReactNode } from 'react'
import { STORIES } from '../../../catalogue/stories.ts'
import { CLAIMS } from '../../../report/claims.ts'
import { BAND_TEXT, failureTopic } from '../../../text/band.ts'
import { CLAIM_TEXT, STORIES_TEXT, STORY_TEXT } from '../../../text/stories.ts'
import { NumberDial } from '../dials/NumberDial.tsx'
import { Button } from '../../controls/Button.tsx'
import { useApp, useCommand, useMoment } from '../../controls/session-context.ts'
import type { TopicKind } from './topic.ts'
import './topic.css'

export function Topic({ topic }: { readonly topic: TopicKind }) {
  switch (topic) {
    case 'story':
      return <StoryTopic />
    case 'failure':
      return <FailureTopic />
    case 'shared-wire':
      return <SharedWireTopic />
  }
}

function Lines({
  children,
  actions,
}: {
  readonly children: ReactNode
  readonly actions: ReactNode
}) {
  return (
    <div className="topic">
      <div className="topic-words">{children}</div>
      <div className="topic-actions">{actions}</div>
    </div>
  )
}

function StoryTopic() {
  const perform = useCommand()
  const preset = useApp((state) => state.preset)
  const stage = useApp((state) => state.layout === 'stage')
  // A run of other settings, on the screen while this story's is computed, says nothing of its claims.
  const summary = useApp((state) => (state.awaited ? undefined : state.summary))
  const atEnd = useMoment((moment) => moment.atEnd)
  const story = STORIES.find(({ id }) => id === preset)
  if (!story) return null
  const { claims } = story
  const { title, text, watch } = STORY_TEXT[story.id]
  const shown = summary !== undefined && atEnd
  return (
    <Lines
      actions={
        <>
          <Button command="stories" onClick={() => perform('stories')}>
            {BAND_TEXT.otherStories}
          </Button>
          <Button
            command="preset"
            label={BAND_TEXT.leave}
            className="button sign"
            onClick={() => perform('preset', 'default')}
          >
            ✕
          </Button>
        </>
      }
    >
      <p>
        <strong>{title}</strong> {stage ? null : <span className="topic-text">{text}</span>}
      </p>
      <div className="topic-turns">
        <p className="topic-watch" data-off={shown || undefined}>
          {STORIES_TEXT.watch}: {watch}
        </p>
        <ul className="topic-claims" data-off={!shown || undefined}>
          {claims.map(({ id: claim, expect }) => {
            const holds = !shown || CLAIMS[expect](summary)
            return (
              <li key={claim} data-holds={holds}>
                <span aria-hidden="true">{holds ? '✓' : '✕'}</span> {CLAIM_TEXT[expect]}
                {holds ? null : ` ${STORIES_TEXT.fails}.`}
              </li>
            )
          })}
        </ul>
      </div>
    </Lines>
  )
}

function FailureTopic() {
  const perform = useCommand()
  const scenario = useApp((state) => state.input.scenario)
  const stage = useApp((state) => state.layout === 'stage')
  // Where the run on the screen is one of other settings, its failure is another.
  const struck = useApp((state) =>
    state.awaited
      ? undefined
      : state.summary?.facts.find(({ kind }) => kind === 'fault-injected')?.at,
  )
  const { text, timed } = failureTopic(scenario, struck)
  return (
    <Lines
      actions={
        <>
          {timed && !stage ? <NumberDial id="failure.at" compact /> : null}
          <Button
            command="set-parameter"
            onClick={() => perform('set-parameter', 'failure', 'none')}
          >
            {BAND_TEXT.switchOff}
          </Button>
          <Button command="failures" onClick={() => perform('failures')}>
            {BAND_TEXT.otherFailures}
          </Button>
        </>
      }
    >
      <p>
        <strong className="topic-failure">✕</strong> {text}
      </p>
    </Lines>
  )
}

function SharedWireTopic() {
  const perform = useCommand()
  return (
    <Lines
      actions={
        <>
          <Button command="evacuation" onClick={() => perform('evacuation')}>
            {BAND_TEXT.backToHost}
          </Button>
          <Button command="own-wire" onClick={() => perform('own-wire')}>
            {BAND_TEXT.ownWire}
          </Button>
        </>
      }
    >
      <p>{BAND_TEXT.sharedWire}</p>
    </Lines>
  )
}
