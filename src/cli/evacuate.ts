/** Entry of `npm run evacuate`. */
import { main } from './command.ts'
import { evacuate } from './evacuate-command.ts'

await main(evacuate)
