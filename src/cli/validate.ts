/** Entry of `npm run validate`, and of each of its workers. */
import { isMainThread } from 'node:worker_threads'
import { main } from './command.ts'
import { validate } from './validate-command.ts'
import { servePredictions } from './validate-predict.ts'

if (isMainThread) await main(validate)
else servePredictions()
