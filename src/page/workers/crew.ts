/** The engine and the player, and the channel between the two: whichever is new, both get a new one, and what was on its way is made again. */
import { createEngineClient, type EngineClient, type EngineListener } from './engine-client.ts'
import type { KeeperClock } from './keeper.ts'
import { createPlayerClient, type PlayerClient, type PlayerListener } from './player-client.ts'

export interface Crew {
  readonly engine: (listener: EngineListener) => EngineClient
  readonly player: (listener: PlayerListener) => PlayerClient
}

export interface CrewOptions {
  readonly spawnEngine: () => Worker
  readonly spawnPlayer: () => Worker
  readonly clock?: KeeperClock
  readonly channel?: () => MessageChannel
}

export function createCrew({
  spawnEngine,
  spawnPlayer,
  clock,
  channel = () => new MessageChannel(),
}: CrewOptions): Crew {
  let engine: EngineClient | undefined
  let player: PlayerClient | undefined

  const join = () => {
    if (!engine || !player) return
    const { port1, port2 } = channel()
    player.connect(port2)
    engine.connect(port1)
  }

  return {
    engine(listener) {
      const outcome: EngineListener['outcome'] = (runId, ...rest) => {
        player?.expect(runId)
        listener.outcome(runId, ...rest)
      }
      engine = createEngineClient(spawnEngine, { ...listener, outcome }, join, clock)
      join()
      return engine
    },
    player(listener) {
      const recorded: PlayerListener['recorded'] = (runId) => {
        engine?.delivered(runId)
        listener.recorded(runId)
      }
      const gaveUp: PlayerListener['gaveUp'] = (death) => {
        engine?.cancel()
        listener.gaveUp(death)
      }
      player = createPlayerClient(spawnPlayer, { ...listener, recorded, gaveUp }, join, clock)
      join()
      return player
    },
  }
}
