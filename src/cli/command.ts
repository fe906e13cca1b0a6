/** Runs a command: exit code 0 when it did its work, with one line on stderr 2 when the input was wrong, 130 when it was interrupted. */
import { problemLine } from '../engine/scenario/validate.ts'
import { Cancelled, InputError, INTERRUPTED, type Io, nodeIo } from './io.ts'

export type Command = (args: readonly string[], io: Io) => Promise<void>

export async function runCommand(
  command: Command,
  args: readonly string[],
  io: Io,
): Promise<number> {
  try {
    await command(args, io)
    return 0
  } catch (error) {
    if (error instanceof Cancelled) {
      io.err(`${error.message}\n`)
      return INTERRUPTED
    }
    if (!(error instanceof InputError)) throw error
    io.err(`${problemLine(error.problem)}\n`)
    return 2
  }
}

/**
 * For the entries: the code is set, not forced, so that everything written still leaves. After an interrupt it is forced: a terminal
 * or a pipe that is still being read would keep the program waiting.
 */
export async function main(command: Command): Promise<void> {
  const code = await runCommand(command, process.argv.slice(2), nodeIo())
  if (code === INTERRUPTED) process.exit(code)
  process.exitCode = code
}

/** Writes chunk by chunk until done or until the reader has gone. */
export async function writeAll(io: Io, chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) if (!(await io.out(chunk))) return
}
