/** A host that is emptied; a click on a VM plays exactly the run that it had. */
import { Evacuation } from '../evacuation/Evacuation.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'

export function EvacuationPage() {
  const perform = useCommand()
  const theme = useApp((state) => state.theme)
  return <Evacuation theme={theme} onOpenVm={(input) => perform('open-run', input)} />
}
