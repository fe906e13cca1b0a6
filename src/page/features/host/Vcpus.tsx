/** The vCPUs as dots: which of them the migration touches now. Pulses once a second at most. */
import { useMemo } from 'react'
import type { Summary } from '../../../report/summary.ts'
import { VCPU_TEXT } from '../../../text/layout.ts'
import { useApp, useMoment } from '../../controls/session-context.ts'

/** More dots than this are no longer counted by the eye. */
const MAX_DOTS = 16

export function Vcpus() {
  const summary = useApp((state) => state.summary)
  const phase = useMoment((moment) => moment.phase)
  const touched = useMemo(() => touchedBy(summary, phase), [summary, phase])
  const vcpus = Math.min(
    MAX_DOTS,
    useApp((state) => state.input.scenario['vm.vcpus']),
  )
  const dots = useMemo(() => Array.from({ length: vcpus }, (_, index) => index), [vcpus])
  const lit = Math.ceil(touched.share * vcpus)
  return (
    <span className="vcpus" data-state={touched.state}>
      <span className="sr-only">{VCPU_TEXT[touched.state]}</span>
      {dots.map((dot) => (
        <i key={dot} data-lit={dot < lit || undefined} />
      ))}
    </span>
  )
}

type Touch = { readonly state: keyof typeof VCPU_TEXT; readonly share: number }

function touchedBy(summary: Summary | undefined, index: number): Touch {
  const phase = summary?.phases[index]
  if (!summary || !phase) return { state: 'running', share: 0 }
  const { scenario } = summary.input
  if (phase.kind === 'switchover') return { state: 'stopped', share: 1 }
  if (phase.kind === 'trace') {
    const began = summary.facts.find((fact) => fact.kind === 'trace-install-began')
    const all = began?.kind === 'trace-install-began' && began.tracer === 'stop-based'
    return { state: 'tracing', share: all ? 1 : 1 / scenario['vm.vcpus'] }
  }
  const slowed = summary.facts.find((fact) => fact.kind === 'sdps-engaged')
  if (phase.kind === 'pass' && slowed && slowed.at < phase.end)
    return { state: 'slowed', share: scenario['workload.writers'] / scenario['vm.vcpus'] }
  return { state: 'running', share: 0 }
}
