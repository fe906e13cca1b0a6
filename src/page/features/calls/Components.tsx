/** Who takes part, and who is at work in the phase of now. */
import { COMPONENTS, COMPONENTS_TEXT } from '../../../text/components.ts'
import { useApp, useMoment } from '../../controls/session-context.ts'
import './components.css'

export function Components() {
  const phases = useApp((state) => state.summary?.phases)
  const now = useMoment((moment) => phases?.[moment.phase]?.kind)
  return (
    <>
      <ul className="components">
        {COMPONENTS.map(({ name, place, role, busy }) => {
          const works = now !== undefined && busy.includes(now)
          return (
            <li key={name} data-busy={works || undefined}>
              <h3>
                {name} <span>{place}</span> <em>{COMPONENTS_TEXT.busy}</em>
              </h3>
              <p>{role}</p>
            </li>
          )
        })}
      </ul>
      <p className="source">{COMPONENTS_TEXT.source}</p>
    </>
  )
}
