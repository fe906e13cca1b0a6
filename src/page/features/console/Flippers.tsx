/** The player's hands: at real speed the two halves of the table are buttons; else one button makes it real speed. */
import { FLIP_SIDES } from '../../../saved/console-choice.ts'
import { keysOf } from '../../session/commands.ts'
import { isPlayable } from '../../session/commands/console-commands.ts'
import { keyName } from '../../../text/commands.ts'
import { CONSOLE_TEXT } from '../../../text/console.ts'
import { useApp, useCommand, useMoment } from '../../controls/session-context.ts'
import { Button } from '../../controls/Button.tsx'

export function Flippers() {
  const perform = useCommand()
  const speed = useMoment((moment) => moment.speed)
  const playable = useApp((state) => isPlayable(state, speed))
  if (!playable)
    return (
      <Button
        command="console-play"
        className="console-play"
        label={CONSOLE_TEXT.playHelp}
        onClick={() => perform('console-play')}
      >
        {CONSOLE_TEXT.play}
      </Button>
    )
  return FLIP_SIDES.map((side, index) => (
    <button
      key={side}
      type="button"
      className="console-flip"
      data-side={side}
      aria-label={CONSOLE_TEXT.flip[side]}
      aria-keyshortcuts={keysOf('flip')[index]}
      // The focus stays where it is, so that Space still pauses.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={() => perform('flip', side)}
      // A press by keyboard or by a screen reader has no pointer.
      onClick={(event) => {
        if (event.detail === 0) perform('flip', side)
      }}
    >
      {keyName(keysOf('flip')[index] ?? '')}
    </button>
  ))
}
