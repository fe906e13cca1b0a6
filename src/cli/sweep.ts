/** Entry of `npm run sweep`, and of each of its workers. */
import { isMainThread } from 'node:worker_threads'
import { main } from './command.ts'
import { sweep } from './sweep-command.ts'
import { serveSweep } from './sweep-row.ts'

if (isMainThread) await main(sweep)
else serveSweep()
