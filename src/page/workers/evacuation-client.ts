/**
 * The page's side of the worker that empties hosts: the latest order wins. What of it has not been answered is asked of a new worker
 * where one dies, and can be asked for again after it was cancelled or given up.
 */
import type { EvacuationRequest } from '../../engine/host/evacuation-plan.ts'
import { ALTERNATIVES } from '../../report/evacuation.ts'
import type { Death } from '../../text/threads.ts'
import type { EvacuationEnd, EvacuationOrder, EvacuationReply } from './evacuation-messages.ts'
import { createKeeper, type KeeperClock } from './keeper.ts'

export interface EvacuationListener {
  /** What is known of the latest order, each piece once. */
  reply(reply: EvacuationReply): void
  /** A worker has died over the order; a new one computes what is missing. */
  restarted(death: Death): void
  /** Workers die one after the other: the order is given up. */
  gaveUp(death: Death): void
}

export interface EvacuationClient {
  empty(request: EvacuationRequest): void
  /** Stops the order that is under way, if any. */
  cancel(): void
  /** Computes what is missing of the latest order after it was cancelled or given up. */
  goOn(): void
  end(): void
}

export function createEvacuationClient(
  spawn: () => Worker,
  listener: EvacuationListener,
  clock?: KeeperClock,
): EvacuationClient {
  let orderId = 0
  /** The latest one, without what of it has been answered. */
  let latest: EvacuationOrder | undefined
  /** It, as long as it is not answered to its end and not given up. */
  let order: EvacuationOrder | undefined
  /** Which one it was when the worker was pinged. */
  let pinged: number | undefined

  const setOrder = (next: EvacuationOrder | undefined) => {
    order = next
    latest = next ?? latest
    keeper.owes(next !== undefined)
  }
  const send = (next: Omit<EvacuationOrder, 'orderId'>) => {
    keeper.revive()
    orderId += 1
    const made = { ...next, orderId }
    setOrder(made)
    keeper.send(made)
  }
  /** What is answered is not asked again. */
  const strike = (reply: EvacuationReply) => {
    if (!order) return
    switch (reply.kind) {
      case 'evacuated':
        return setOrder({ ...order, rest: ALTERNATIVES })
      case 'alternative': {
        const { atOnce } = reply.alternative
        return setOrder({ ...order, rest: (order.rest ?? []).filter((one) => one !== atOnce) })
      }
      case 'progress':
        return
      case 'compared':
      case 'evacuation-error':
        setOrder(undefined)
        return keeper.thrives()
    }
  }
  const keeper = createKeeper<EvacuationOrder | EvacuationEnd, EvacuationReply>({
    spawn,
    receive(reply) {
      if (reply.orderId !== orderId) return
      strike(reply)
      listener.reply(reply)
    },
    pinged() {
      pinged = order?.orderId
    },
    alive({ job }) {
      if (order && order.orderId === pinged && job !== order.orderId)
        keeper.fail({ kind: 'forgetful' })
    },
    renewed(death) {
      if (!order) return
      keeper.send(order)
      listener.restarted(death)
    },
    gaveUp(death) {
      setOrder(undefined)
      listener.gaveUp(death)
    },
    clock,
  })

  return {
    empty: (request) => send({ kind: 'evacuate', request }),
    cancel() {
      if (!order) return
      setOrder(undefined)
      orderId += 1
      keeper.send({ kind: 'cancel' })
    },
    goOn() {
      if (!order && latest) send(latest)
    },
    end: () => keeper.end(),
  }
}
