/** The only door of the commands to Node's streams; tests put a stub in its place. */
import { constants, createReadStream, existsSync, fstatSync, openSync, statSync } from 'node:fs'
import { Socket } from 'node:net'
import { isatty, ReadStream as TerminalStream } from 'node:tty'
import { PROGRESS_TEXT } from '../text/progress.ts'
import type { Problem } from '../engine/scenario/validate.ts'

/** The exit code of what was interrupted, as in every shell: 128 and the number of SIGINT. */
export const INTERRUPTED = 130

export interface Io {
  /** Resolves when more may follow: false once the reader has gone, as behind `| head`. */
  out(text: string): Promise<boolean>
  err(text: string): void
  /** The bytes of a file, or of standard input for `-`. Undefined when there is no such file. */
  open(source: string): AsyncIterable<Uint8Array> | undefined
  /** True where standard error is a terminal: a line on it may be written over. */
  readonly errIsTerminal: boolean
  /** Milliseconds since any moment. */
  now(): number
  /** Lets what has come in meanwhile be heard, such as an interrupt. */
  turn(): Promise<void>
  /** Resolves after so many milliseconds. */
  wait(milliseconds: number): Promise<void>
  /** Aborted once somebody has pressed Ctrl-C. */
  readonly signal: AbortSignal
}

/** Somebody pressed Ctrl-C. The command prints its one line and ends with exit code 130. */
export class Cancelled extends Error {}

/** Wrong input. The command prints its one line and ends with exit code 2. */
export class InputError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

/**
 * What may keep a reader waiting for ever, a pipe or a terminal, is read without blocking: Node would wait for a blocked read before
 * it exits, after an interrupt too.
 */
function openWaiting(source: string): AsyncIterable<Uint8Array> {
  const fd = openSync(source, constants.O_RDONLY | constants.O_NONBLOCK)
  if (isatty(fd)) return new TerminalStream(fd)
  return fstatSync(fd).isFIFO()
    ? new Socket({ fd, readable: true, writable: false })
    : createReadStream(source, { fd })
}

function openSource(source: string): AsyncIterable<Uint8Array> | undefined {
  if (source === '-') return process.stdin
  if (source.includes('\0') || !existsSync(source)) return undefined
  const stats = statSync(source)
  if (stats.isDirectory()) return undefined
  if (!stats.isFIFO() && !stats.isCharacterDevice()) return createReadStream(source)
  try {
    return openWaiting(source)
  } catch {
    return undefined
  }
}

/** Ctrl-C: the first is heard by the command, the second ends it at once. */
function heardInterrupt(): AbortSignal {
  const controller = new AbortController()
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED)
    controller.abort()
  })
  return controller.signal
}

export function nodeIo(): Io {
  let closed = false
  const signal = heardInterrupt()
  process.stdout.on('error', () => (closed = true))
  process.stderr.on('error', () => {})
  return {
    out(text) {
      if (signal.aborted) throw new Cancelled(PROGRESS_TEXT.cancelledOutput)
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
    errIsTerminal: process.stderr.isTTY,
    now: () => performance.now(),
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    signal,
  }
}
