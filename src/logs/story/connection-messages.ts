/**
 * What the logs say where the vMotion network fails. Three failures have words of their own: the hosts never had a
 * connection; they had one, and no data came; it was lost while data came.
 */
import {
  CLOSED,
  DESTINATION_FAILED,
  message,
  precopyFailure,
  status,
  type FailureContext,
  type FailureMessages,
  type Message,
  type Status,
} from './failure-words.ts'

const TIMEOUT = status('Timeout', '0xbad0021')
/** VMKERR: the two hosts have never had a connection. */
const NOT_CONNECTED = status(
  'The ESX hosts failed to connect over the VMotion network',
  '0xbad010b',
)

const NO_DATA_KEY = 'msg.checkpoint.migration.nodata'
/** What the client shows where the hosts cannot connect (KB 1030264). */
const NO_DATA_SENTENCE =
  'The vMotion failed because the destination host did not receive data from the source host on the vMotion network. Please check your vMotion network settings and physical network configuration and ensure they are correct.'
/** The same before there was that sentence: the words of KB 321009, which were seen as early as in 2006. */
const NO_DATA_BEFORE_4_1 = message(
  NO_DATA_KEY,
  'Failed waiting for data. Error 16. Invalid argument',
)

const posted = ({ key, text }: Message): NonNullable<FailureMessages['destinationPost']> => ({
  event: { kind: 'message', key, text },
  seen: [],
})

/** `Failed waiting for data. Error 195887137. Timeout.`: the form of KB 308477, the status in decimal. */
function waitedInVain({ why, code }: Status): Message {
  return message(NO_DATA_KEY, `Failed waiting for data. Error ${Number(code)}. ${why}.`)
}

/** The hosts never had a connection: the source says so, the destination has waited for data. */
export function notConnected(version: number): FailureMessages {
  const common = { source: NOT_CONNECTED, destination: TIMEOUT, verified: false }
  // That the sentence came with 4.1 is inferred from the number of its article.
  if (version < 4.1)
    return {
      ...common,
      message: NO_DATA_BEFORE_4_1,
      destinationPost: posted(NO_DATA_BEFORE_4_1),
      clientVerified: false,
    }
  return {
    ...common,
    message: message('msg.vmotion.connect.failure', `${NOT_CONNECTED.why}.`),
    destinationPost: posted(message(NO_DATA_KEY, NO_DATA_SENTENCE)),
    client: NO_DATA_SENTENCE,
    clientVerified: true,
  }
}

/** They had one, and then nothing came through. */
export function connectionLost({
  address,
  duringSwitchover,
  nothingSent,
}: FailureContext): FailureMessages {
  if (duringSwitchover)
    return {
      source: CLOSED,
      destination: CLOSED,
      message: DESTINATION_FAILED,
      clientVerified: true,
      verified: true,
    }
  // No page has ever arrived, as with packets that are too large for the path: what ends is the wait for data.
  if (nothingSent)
    return {
      source: CLOSED,
      destination: TIMEOUT,
      message: waitedInVain(TIMEOUT),
      destinationPost: posted(waitedInVain(TIMEOUT)),
      clientVerified: false,
      verified: false,
    }
  return {
    source: CLOSED,
    destination: CLOSED,
    message: precopyFailure(address, CLOSED),
    destinationPost: posted(waitedInVain(CLOSED)),
    clientVerified: true,
    verified: true,
  }
}
