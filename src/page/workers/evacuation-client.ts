/** The page's side of the worker that empties hosts: the latest order wins, and is given again to a new worker where one dies. */
import type { EvacuationRequest } from '../../engine/host/evacuation-plan.ts'
import type { Death } from '../../text/threads.ts'
import type { EvacuationEnd, EvacuationOrder, EvacuationReply } from './evacuation-messages.ts'
import { createKeeper, type KeeperClock } from './keeper.ts'

export interface EvacuationListener {
  /** What is known of the latest order; after a death it begins anew. */
  reply(reply: EvacuationReply): void
  /** Workers die one after the other: the order is given up. */
  gaveUp(death: Death): void
}

export interface EvacuationClient {
  empty(request: EvacuationRequest): void
  /** Stops the order that is under way, if any. */
  cancel(): void
  end(): void
}

export function createEvacuationClient(
  spawn: () => Worker,
  listener: EvacuationListener,
  clock?: KeeperClock,
): EvacuationClient {
  let orderId = 0
  /** What is not answered to its end. */
  let order: EvacuationOrder | undefined
  /** What it was when the worker was pinged. */
  let pinged: EvacuationOrder | undefined

  const setOrder = (next: EvacuationOrder | undefined) => {
    order = next
    keeper.owes(next !== undefined)
  }
  const keeper = createKeeper<EvacuationOrder | EvacuationEnd, EvacuationReply>({
    spawn,
    receive(reply) {
      if (reply.orderId !== orderId) return
      if (reply.kind === 'compared' || reply.kind === 'evacuation-error') {
        setOrder(undefined)
        keeper.thrives()
      }
      listener.reply(reply)
    },
    pinged() {
      pinged = order
    },
    alive({ job }) {
      if (order && order === pinged && job !== order.orderId) keeper.fail({ kind: 'forgetful' })
    },
    renewed() {
      if (order) keeper.send(order)
    },
    gaveUp(death) {
      setOrder(undefined)
      listener.gaveUp(death)
    },
    clock,
  })

  return {
    empty(request) {
      keeper.revive()
      orderId += 1
      setOrder({ kind: 'evacuate', orderId, request })
      if (order) keeper.send(order)
    },
    cancel() {
      if (!order) return
      setOrder(undefined)
      orderId += 1
      keeper.send({ kind: 'cancel' })
    },
    end: () => keeper.end(),
  }
}
