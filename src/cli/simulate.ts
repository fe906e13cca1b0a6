/** Entry of `npm run simulate`. */
import { main } from './command.ts'
import { simulate } from './simulate-command.ts'

await main(simulate)
