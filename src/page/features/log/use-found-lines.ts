/** The lines with what a person looks for. Text is found at once; an expression in a worker, and the former lines stay until then. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { holdsText, readGrep, type Grep, type GrepRefusal } from '../../../logs/grep.ts'
import type { LogLine } from '../../../logs/line.ts'
import {
  createSearchClient,
  type SearchAnswer,
  type SearchClient,
} from '../../workers/search-client.ts'
import { spawnSearchWorker } from '../../workers/spawn.ts'

/** A search that takes longer is announced. */
const SLOW_MILLISECONDS = 200

export interface FoundLines {
  /** While it searches, those that were found before. None where there is a problem. */
  readonly lines: readonly LogLine[]
  readonly problem: GrepRefusal | undefined
  readonly searching: boolean
  /** It searches for so long already that a person wants to hear of it. */
  readonly slow: boolean
}

/** What the worker said, and of what. */
interface Answered {
  readonly grep: Grep
  readonly texts: readonly string[]
  readonly answer: SearchAnswer
}

const NONE: readonly LogLine[] = []

export function useFoundLines(all: readonly LogLine[], input: string): FoundLines {
  const client = useRef<SearchClient>(undefined)
  const [answered, setAnswered] = useState<Answered>()
  const [slow, setSlow] = useState<Grep>()
  const grep = useMemo(() => readGrep(input), [input])
  const texts = useMemo(() => all.map(({ text }) => text), [all])

  useEffect(() => () => client.current?.close(), [])
  useEffect(() => {
    if (grep.kind !== 'expression') return
    client.current ??= createSearchClient(spawnSearchWorker)
    const timer = setTimeout(() => setSlow(grep), SLOW_MILLISECONDS)
    void client.current.search(texts, grep.expression).then((answer) => {
      if (answer.kind !== 'stale') setAnswered({ grep, texts, answer })
    })
    return () => clearTimeout(timer)
  }, [grep, texts])

  const answer = answered?.grep === grep && answered.texts === texts ? answered.answer : undefined
  const found = useMemo(() => {
    switch (grep.kind) {
      case 'all':
        return all
      case 'text':
        return all.filter(({ text }) => holdsText(text, grep))
      case 'wrong':
        return NONE
      case 'expression':
        if (answer === undefined) return undefined
        return answer.kind === 'found' ? answer.rows.map((row) => all[row]!) : NONE
    }
  }, [all, grep, answer])
  const [former, setFormer] = useState<readonly LogLine[]>(NONE)
  if (found !== undefined && found !== former) setFormer(found)

  const refused = grep.kind === 'expression' ? answer : grep
  const searching = found === undefined
  return {
    lines: found ?? former,
    problem: refused?.kind === 'wrong' ? refused : undefined,
    searching,
    slow: searching && slow === grep,
  }
}
