/** Which program the console runs, and on which vCPU: whether that one writes decides how much it suffers. */
import { PROGRAMS, type Program } from '../../../saved/console-link.ts'
import { CONSOLE_TEXT, PROGRAM_NAMES, vcpuText } from '../../../text/console.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { Button } from '../../controls/Button.tsx'

export interface ConsoleSwitchProps {
  readonly vcpu: number
  readonly writes: boolean
}

export function ConsoleSwitch({ vcpu, writes }: ConsoleSwitchProps) {
  const perform = useCommand()
  const program = useApp((state) => state.console.program)
  return (
    <>
      <select
        aria-label={CONSOLE_TEXT.program}
        value={program}
        onChange={(event) => perform('console-program', event.target.value as Program)}
      >
        {PROGRAMS.map((id) => (
          <option key={id} value={id}>
            {PROGRAM_NAMES[id]}
          </option>
        ))}
      </select>
      <Button
        command="console-vcpu"
        className="console-vcpu"
        label={CONSOLE_TEXT.switchVcpu(vcpu, writes)}
        onClick={() => perform('console-vcpu')}
      >
        {vcpuText(vcpu, writes)}
      </Button>
    </>
  )
}
