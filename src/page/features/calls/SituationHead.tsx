/** Always in sight: who owns the VM, and the states of both sides at the moment of the playhead. */
import { useMemo, type ReactNode } from 'react'
import type { Host } from '../../../engine/facts.ts'
import { ownerOf, type SideSituation, type Situation } from '../../../engine/host/situation.ts'
import { vmxNumber } from '../../../engine/host/vmx-states.ts'
import type { Scenario } from '../../../engine/scenario/scenario.ts'
import { SEQUENCE_TEXT } from '../../../text/calls.ts'
import { VM_PLACE_TEXTS, lockText } from '../../../text/calls/states.ts'
import { useTimeIndex, type SubscribeTime } from '../../controls/time-index.ts'

export interface SituationHeadProps {
  readonly situations: readonly Situation[]
  readonly generation: Scenario['generation']
  readonly subscribeTime: SubscribeTime
  /** Where the client's progress bar stands. */
  readonly children: ReactNode
}

export function SituationHead({
  situations,
  generation,
  subscribeTime,
  children,
}: SituationHeadProps) {
  const times = useMemo(() => situations.map(({ at }) => at), [situations])
  const index = useTimeIndex(subscribeTime, times)
  const situation = situations[Math.max(0, index)]!
  const owner = ownerOf(situation)
  return (
    <div className="seq-head">
      <Side side="source" down={false} situation={situation.source} generation={generation} />
      <Side
        side="destination"
        down={situation.destinationDown}
        situation={situation.destination}
        generation={generation}
      />
      <p className="seq-owner" data-owner={owner}>
        {owner === 'lost' ? '✕ ' : ''}
        {SEQUENCE_TEXT.owner[owner]}
        {situation.vcenterDown ? <strong> ✕ {SEQUENCE_TEXT.vcenterDown}</strong> : null}
      </p>
      {children}
    </div>
  )
}

interface SideProps {
  readonly side: Host
  readonly down: boolean
  readonly situation: SideSituation
  readonly generation: Scenario['generation']
}

function Side({ side, down, situation: { vm, vmx, lock }, generation }: SideProps) {
  const { number, confidence } = vmxNumber(generation, side, vmx)
  return (
    <div className="seq-side" data-vm={down ? 'down' : vm}>
      <h3>{SEQUENCE_TEXT[side]}</h3>
      <strong>{down ? `✕ ${SEQUENCE_TEXT.down}` : VM_PLACE_TEXTS[vm]}</strong>
      <span>
        VMX: {vmx} (
        <span className={confidence === 'inferred' ? 'inferred' : undefined}>{number}</span>)
      </span>
      <span>hostd: {lockText(lock).replace('VM_STATE_', '')}</span>
    </div>
  )
}
