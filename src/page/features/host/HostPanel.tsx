/** One host: its name, whether the VM runs or stands still here, the memory of the VM, the guest's console. */
import type { ReactNode } from 'react'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { useApp } from '../../controls/session-context.ts'
import { FaultMark } from './FaultMark.tsx'
import { isOther } from './other-family.ts'
import { Vcpus } from './Vcpus.tsx'
import './host.css'

export interface HostPanelProps {
  readonly host: 'source' | 'destination'
  readonly runsHere: boolean
  /** What is said of the VM where it runs, and of the host where it does not. */
  readonly state: string
  readonly map: ReactNode
  readonly console: ReactNode
}

const NAMES = {
  source: [LAYOUT_TEXT.source, LAYOUT_TEXT.sourceRole],
  destination: [LAYOUT_TEXT.destination, LAYOUT_TEXT.destinationRole],
} as const

export function HostPanel({ host, runsHere, state, map, console }: HostPanelProps) {
  const [vmwareName, role] = NAMES[host]
  const name = useApp(isOther) ? LAYOUT_TEXT.others[host] : vmwareName
  return (
    <section
      className="host"
      data-host={host}
      data-runs={runsHere || undefined}
      aria-label={`${name}, ${role}`}
    >
      <header className="host-head">
        <h2>
          {`${name} `}
          <span>{role}</span>
        </h2>
        {runsHere ? (
          <>
            <Vcpus />
            <strong className="pill" data-widest={LAYOUT_TEXT.runsHere}>
              {state}
            </strong>
          </>
        ) : (
          // Other words, in another place of their line: nothing of the ones before has moved.
          <span className="host-state" key={state}>
            {state}
          </span>
        )}
      </header>
      <div className="host-map">
        {map}
        <FaultMark place={host} />
      </div>
      <div className="host-console">{console}</div>
    </section>
  )
}
