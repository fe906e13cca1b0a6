// Stands in for spawn.ts in the one-file page: the workers' code travels in the page itself.
import EngineWorker from './engine.worker.ts?worker&inline'
import EvacuationWorker from './evacuation.worker.ts?worker&inline'
import PlayerWorker from './player.worker.ts?worker&inline'
import SearchWorker from './search.worker.ts?worker&inline'

export const spawnEngineWorker = (): Worker => new EngineWorker({ name: 'engine' })

export const spawnPlayerWorker = (): Worker => new PlayerWorker({ name: 'player' })

export const spawnEvacuationWorker = (): Worker => new EvacuationWorker({ name: 'evacuation' })

export const spawnSearchWorker = (): Worker => new SearchWorker({ name: 'search' })
