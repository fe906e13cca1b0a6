/** From events to the migrations that they belong to, by ID. */
import type { Host } from '../../engine/facts.ts'
import { byKind, type ByKind } from '../kinds/all.ts'
import type { ParsedEvent } from './event-reader.ts'
import { createDraft, type LogMigration, type MigrationDraft as Draft } from './migration.ts'

interface Migrations {
  readonly migrations: ReadonlyMap<string, LogMigration>
  /** What the events that no ID could be found for say; they may be of several migrations. */
  readonly unnamed: LogMigration | undefined
}

export function collectMigrations(events: readonly ParsedEvent[]): Migrations {
  const drafts = new Map<string | undefined, Draft>()
  const worlds = new Map<string, Set<number>>()
  for (const parsed of events) {
    const { migrationId: id, side, event } = parsed
    const draft = drafts.get(id) ?? createDraft(id)
    drafts.set(id, draft)
    draft.events.push(parsed)
    if (side !== undefined) draft.sides.add(side)
    const direction = byKind(STREAM_DIRECTIONS, event)
    if (direction !== undefined && 'world' in event) {
      const key = `${id ?? ''} ${direction}`
      const ofSide = worlds.get(key) ?? new Set()
      worlds.set(key, ofSide.add(event.world))
      draft.streams = Math.max(draft.streams, ofSide.size)
    }
    byKind(ADD, event, draft, side)
  }
  const unnamed = drafts.get(undefined)
  drafts.delete(undefined)
  return { migrations: drafts as Map<string, LogMigration>, unnamed }
}

/** Lines that show a world which sends or receives a stream. */
const STREAM_DIRECTIONS: ByKind<readonly [], string> = {
  'stream-world': ({ direction }) => direction,
  'low-memory': () => 'recv',
}

/** The VMX has messages about everything; these are about migrations. */
const MIGRATION_KEY = /^(?:msg\.(?:checkpoint|cpt|migrate|vmotion)|vob\.vmotion)\b/

function fail(draft: Draft): void {
  draft.outcome = 'failed'
}

function complete(draft: Draft): void {
  if (draft.outcome === 'unknown') draft.outcome = 'completed'
}

interface Ends {
  readonly source: string
  readonly destination: string
}

function addEnds({ source, destination }: Ends, draft: Draft): void {
  draft.sourceAddress ??= source
  draft.destinationAddress ??= destination
}

function addKey({ key }: { readonly key: string }, draft: Draft): void {
  if (!MIGRATION_KEY.test(key)) return
  if (!draft.messageKeys.includes(key)) draft.messageKeys.push(key)
  fail(draft)
}

/** `Failed waiting for data. Error bad0006. Limit exceeded.` */
const STATUS = /\bError (bad[0-9a-f]{1,8})\b/

function addReason(
  { text }: { readonly text: string },
  draft: Draft,
  side: Host | undefined,
): void {
  const why = /^"(.*)",?$/.exec(text)?.[1] ?? text
  draft.failures.push({ side, why, code: undefined })
  fail(draft)
}

const failing = (_: unknown, draft: Draft) => fail(draft)

/** What each kind of event adds to its migration. */
const ADD: ByKind<readonly [Draft, Host | undefined], void> = {
  start: addEnds,
  request: addEnds,
  'start-8': (event, draft) => {
    addEnds(event, draft)
    draft.encrypted = event.encrypted
  },
  'stop-goal': ({ pages, goalSeconds, megabytesPerSecond, percent }, draft) => {
    draft.stopped = { pages, goalSeconds, megabytesPerSecond, percent }
  },
  'precopy-stun': ({ microseconds }, draft) => {
    draft.precopyStunMicroseconds = microseconds
  },
  unstunned: ({ microseconds }, draft) => {
    // The first is that of the migration; later ones are those of snapshots.
    draft.stunMicroseconds ??= microseconds
  },
  downtime: ({ microseconds }, draft) => {
    draft.downtimeMicroseconds = microseconds
    complete(draft)
  },
  'low-memory': ({ seconds }, draft) => {
    draft.lowMemorySeconds = Math.max(draft.lowMemorySeconds, seconds)
  },
  // The source gives its VM away, or keeps it. What a destination says of its own is no answer.
  unregister: ({ unregister }, draft, side) => {
    if (side !== 'source') return
    if (unregister === 'true') complete(draft)
    else fail(draft)
  },
  'bind-failed': failing,
  failed: ({ why, code }, draft, side) => {
    draft.failures.push({ side, why, code })
    fail(draft)
  },
  'set-failure': ({ why }, draft, side) => {
    const code = STATUS.exec(why)?.[1]
    draft.failures.push({ side, why, code: code && `0x${code}` })
    fail(draft)
  },
  'vpx-failed': ({ fault }, draft, side) => {
    draft.failures.push({ side, why: fault, code: undefined })
    fail(draft)
  },
  'fault-reason': addReason,
  state: ({ from, to }, draft) => {
    draft.states.push([from, to])
  },
  'chkpt-too-big': (_, draft) => addKey({ key: 'vob.vmotion.chkpt.toobig' }, draft),
  message: addKey,
  'fault-key': addKey,
  'vmx-failure': failing,
  rollback: failing,
  fault: failing,
  'vob-keepalive': (_, draft) => addKey({ key: 'vob.vmotion.stream.keepalive.read.fail' }, draft),
}
