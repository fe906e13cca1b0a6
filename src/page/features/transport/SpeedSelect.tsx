/** The speed: the whole run evenly on the axis, or a fixed rate of model time. */
import { SPEEDS, sameSpeed, speedOf, type Speed } from '../../session/speeds.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { SPEED_TEXT } from '../../../text/speeds.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'

const FILM = 'film'

export function SpeedSelect() {
  const perform = useCommand()
  const playback = useApp((state) => state.playback)
  const film = useApp((state) => state.film === 'running')
  const chosen = SPEEDS.findIndex((speed) => sameSpeed(speed, speedOf(playback)))
  return (
    <span className="speed">
      <select
        aria-label={LAYOUT_TEXT.speed}
        value={film ? FILM : chosen}
        onChange={(event) => {
          const speed = SPEEDS[Number(event.currentTarget.value)]
          if (speed) perform('set-speed', speed)
        }}
      >
        {film ? <option value={FILM}>{SPEED_TEXT.film}</option> : null}
        <optgroup label={SPEED_TEXT.fits}>{optionsOf('fit')}</optgroup>
        <optgroup label={SPEED_TEXT.rates}>{optionsOf('rate')}</optgroup>
      </select>
      {playback.mode === 'rate' ? (
        <label className="auto-slow">
          <input
            type="checkbox"
            checked={playback.autoSlow}
            onChange={() => perform('auto-slow')}
          />
          {SPEED_TEXT.autoSlow}
        </label>
      ) : null}
    </span>
  )
}

function optionsOf(mode: Speed['mode']) {
  return SPEEDS.map((speed, index) =>
    speed.mode === mode ? (
      <option key={speedName(speed)} value={index}>
        {speedName(speed)}
      </option>
    ) : null,
  )
}

function speedName(speed: Speed): string {
  return speed.mode === 'fit' ? SPEED_TEXT.fit(speed.fitSeconds) : SPEED_TEXT.rate(speed.rate)
}
