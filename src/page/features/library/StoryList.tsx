/** The history and the myths: each opens as a scenario that plays from its beginning. */
import { STORIES, type Story, type StoryId } from '../../../catalogue/stories.ts'
import { presetScenario } from '../../../catalogue/presets.ts'
import { generationShort } from '../../../text/generations.ts'
import { LIBRARY_TEXT } from '../../../text/library.ts'
import { sourceText } from '../../../text/sources.ts'
import { STORIES_TEXT, STORY_TEXT } from '../../../text/stories.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'

export function StoryList({ kind }: { readonly kind: Story['kind'] }) {
  return (
    <>
      <p className="library-intro">{STORIES_TEXT.intro[kind]}</p>
      <ol className="cards">
        {STORIES.filter((story) => story.kind === kind).map(({ id }) => (
          <StoryCard key={id} id={id} />
        ))}
      </ol>
    </>
  )
}

function StoryCard({ id }: { readonly id: StoryId }) {
  const perform = useCommand()
  const current = useApp((state) => state.preset === id)
  const { title, text, watch, sources } = STORY_TEXT[id]
  const { generation } = presetScenario(id)
  return (
    <li className="card" data-current={current || undefined}>
      <h2>
        {title} <small>{generationShort(generation)}</small>
      </h2>
      <p>{text}</p>
      <p className="card-watch">
        <b>{STORIES_TEXT.watch}:</b> {watch}
      </p>
      <div className="card-foot">
        <small className="source">
          {sources.map((key, index) => (
            <span key={key} title={sourceText(key)?.title}>
              {index > 0 ? ', ' : ''}
              {key}
            </span>
          ))}
        </small>
        <button
          type="button"
          className="button"
          aria-label={`${LIBRARY_TEXT.play}: ${title}`}
          onClick={() => perform('open-story', id)}
        >
          {LIBRARY_TEXT.play}
        </button>
      </div>
    </li>
  )
}
