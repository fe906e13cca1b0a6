/** The bar at the foot: play, phases, speed, where to go from here; and the legend. */
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { Button } from '../../controls/Button.tsx'
import { InterveneButton } from '../interventions/InterveneButton.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { PhaseChips } from './PhaseChips.tsx'
import { SpeedSelect } from './SpeedSelect.tsx'
import { LEGEND, LEGEND_TITLE } from '../../../text/legend.ts'
import './transport.css'
import './legend.css'

export interface TransportProps {
  readonly phone: boolean
}

export function Transport({ phone }: TransportProps) {
  const perform = useCommand()
  const playing = useApp((state) => state.playback.playing)
  const layout = useApp((state) => state.layout)
  const theme = useApp((state) => state.theme)
  const dialsOpen = useApp((state) => state.dialsOpen)
  return (
    <footer className="transport" aria-label={LAYOUT_TEXT.playback}>
      <div className="transport-row">
        <Button
          command="play-pause"
          className="play"
          label={playing ? LAYOUT_TEXT.pause : LAYOUT_TEXT.play}
          onClick={() => perform('play-pause')}
        >
          <PlaySign playing={playing} />
        </Button>
        <StepButtons />
        <PhaseChips />
        <InterveneButton />
        <SpeedSelect />
        {phone ? (
          <>
            <Ways />
            <Button command="dials" expanded={dialsOpen} onClick={() => perform('dials')}>
              {LAYOUT_TEXT.moreDials}
            </Button>
          </>
        ) : (
          <>
            <Button
              command="replay"
              className="button extra"
              onClick={() => perform('replay')}
              label={LAYOUT_TEXT.replay}
            >
              1×
            </Button>
            <Ways />
            <Button
              command="layout"
              pressed={layout === 'explore'}
              onClick={() => perform('layout')}
            >
              {LAYOUT_TEXT.explore}
            </Button>
          </>
        )}
        <Button
          command="theme"
          className="button sign theme"
          label={LAYOUT_TEXT.theme[theme]}
          onClick={() => perform('theme')}
        >
          ◐
        </Button>
        <Button
          command="help"
          className="button sign"
          label={LAYOUT_TEXT.help}
          onClick={() => perform('help')}
        >
          ?
        </Button>
      </div>
      <Legend />
    </footer>
  )
}

/** To the generations and to the stories: the version that runs is always in sight. */
function Ways() {
  const perform = useCommand()
  const generation = useApp((state) => state.input.scenario.generation)
  const ribbon = useApp((state) => state.ribbon)
  const name = LAYOUT_TEXT.generationName(generation)
  return (
    <span className="ways">
      <Button
        command="ribbon"
        expanded={ribbon}
        label={`${LAYOUT_TEXT.generation}: ${name}`}
        onClick={() => perform('ribbon')}
      >
        {name}
      </Button>
      <Button
        command="stories"
        className="button sign"
        label={LAYOUT_TEXT.library}
        onClick={() => perform('stories')}
      >
        ☰
      </Button>
    </span>
  )
}

function PlaySign({ playing }: { readonly playing: boolean }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={playing ? 'M7 5h3.6v14H7zM13.4 5H17v14h-3.6z' : 'M8 4.5v15l12-7.5z'} />
    </svg>
  )
}

function StepButtons() {
  const perform = useCommand()
  return (
    <div className="steps">
      <Button
        command="previous-phase"
        className="button sign"
        label={LAYOUT_TEXT.steps.previousPhase}
        onClick={() => perform('previous-phase')}
      >
        «
      </Button>
      <Button
        command="step-back"
        className="button sign"
        label={LAYOUT_TEXT.steps.back}
        onClick={() => perform('step-back')}
      >
        ‹
      </Button>
      <Button
        command="step-forward"
        className="button sign"
        label={LAYOUT_TEXT.steps.forward}
        onClick={() => perform('step-forward')}
      >
        ›
      </Button>
      <Button
        command="next-phase"
        className="button sign"
        label={LAYOUT_TEXT.steps.nextPhase}
        onClick={() => perform('next-phase')}
      >
        »
      </Button>
    </div>
  )
}

/** What the colours mean. Always visible. */
function Legend() {
  return (
    <ul className="legend" aria-label={LEGEND_TITLE}>
      {LEGEND.map(({ colour, label, help }) => (
        <li key={colour} title={help}>
          <i className="swatch" data-colour={colour} />
          {label}
        </li>
      ))}
    </ul>
  )
}
