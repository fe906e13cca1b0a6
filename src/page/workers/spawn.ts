// Starts the workers. The one-file page has spawn-inline.ts in this module's place.

export const spawnEngineWorker = (): Worker =>
  new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' })

export const spawnPlayerWorker = (): Worker =>
  new Worker(new URL('./player.worker.ts', import.meta.url), { type: 'module', name: 'player' })

export const spawnEvacuationWorker = (): Worker =>
  new Worker(new URL('./evacuation.worker.ts', import.meta.url), {
    type: 'module',
    name: 'evacuation',
  })

export const spawnSearchWorker = (): Worker =>
  new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name: 'search' })
