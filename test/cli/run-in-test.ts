/** Runs a command in this process with its streams caught. */
import { type Command, runCommand } from '../../src/cli/command.ts'
import type { Io } from '../../src/cli/io.ts'

export interface Outcome {
  readonly out: string
  readonly err: string
  readonly code: number
}

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < text.length; start += 65536) {
    yield await Promise.resolve(new TextEncoder().encode(text.slice(start, start + 65536)))
  }
}

/** `input` is standard input; no other file exists. `readChunks` closes the output after so many writes; `more`: what is otherwise of its streams. */
export async function runInTest(
  command: Command,
  args: readonly string[],
  input = '',
  readChunks = Infinity,
  more: Partial<Io> = {},
): Promise<Outcome> {
  let out = ''
  let err = ''
  let chunks = 0
  const io: Io = {
    out: (text) => {
      out += text
      return Promise.resolve(++chunks < readChunks)
    },
    err: (text) => void (err += text),
    open: (source) => (source === '-' ? inPieces(input) : undefined),
    errIsTerminal: false,
    // No time passes: nothing takes long.
    now: () => 0,
    turn: () => Promise.resolve(),
    wait: () => Promise.resolve(),
    signal: new AbortController().signal,
    ...more,
  }
  const code = await runCommand(command, args, io)
  return { out, err, code }
}
