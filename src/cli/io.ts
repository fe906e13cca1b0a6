/** The only door of the commands to Node's streams; tests put a stub in its place. */
import { createReadStream, existsSync, statSync } from 'node:fs'
import type { Problem } from '../engine/scenario/validate.ts'

export interface Io {
  /** Resolves when more may follow: false once the reader has gone, as behind `| head`. */
  out(text: string): Promise<boolean>
  err(text: string): void
  /** The bytes of a file, or of standard input for `-`. Undefined when there is no such file. */
  open(source: string): AsyncIterable<Uint8Array> | undefined
}

/** Wrong input. The command prints its one line and ends with exit code 2. */
export class InputError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

function openSource(source: string): AsyncIterable<Uint8Array> | undefined {
  if (source === '-') return process.stdin
  if (source.includes('\0') || !existsSync(source) || statSync(source).isDirectory())
    return undefined
  return createReadStream(source)
}

export function nodeIo(): Io {
  let closed = false
  process.stdout.on('error', () => (closed = true))
  process.stderr.on('error', () => {})
  return {
    out(text) {
      if (closed) return Promise.resolve(false)
      return new Promise((resolve) => {
        process.stdout.write(text, (error) => {
          closed ||= Boolean(error)
          resolve(!closed)
        })
      })
    },
    err: (text) => void process.stderr.write(text),
    open: openSource,
  }
}
