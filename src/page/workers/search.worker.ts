// The thread that runs a person's expression: it may never come back, so the page ends it when its time is up.
import { matchingRows } from '../../logs/grep.ts'
import type { SearchReply, SearchRequest } from './search-messages.ts'

let lines: readonly string[] = []

const reply = (message: SearchReply) => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<SearchRequest>) => {
  switch (data.kind) {
    case 'lines':
      lines = data.lines
      return
    case 'search':
      reply({ kind: 'began' })
      return reply(matchingRows(lines, data.expression))
  }
})
