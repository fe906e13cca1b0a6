/** The way to the time machine, at the playhead: opens the panel, which is fetched when it is opened for the first time. */
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { Button } from '../../controls/Button.tsx'
import { lazyView } from '../../controls/lazy-view.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'
import './intervene-button.css'

const TimePanel = lazyView(() => import('./TimePanel.tsx').then(({ TimePanel }) => TimePanel), {
  apart: true,
})

export function InterveneButton() {
  const perform = useCommand()
  const open = useApp((state) => state.interveneOpen)
  return (
    <Button
      command="intervene-panel"
      className="button intervene"
      label={LAYOUT_TEXT.intervene}
      expanded={open}
      onClick={() => perform('intervene-panel')}
    >
      <span aria-hidden="true">✎</span>
      <span className="intervene-word">{LAYOUT_TEXT.intervene}</span>
    </Button>
  )
}

export function TimePlace() {
  const open = useApp((state) => state.interveneOpen)
  return open ? <TimePanel /> : null
}
