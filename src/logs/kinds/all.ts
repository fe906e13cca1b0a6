/** The table of line kinds, and the types that follow from it: an event is a kind and the fields of its template. */
import { compileTemplate, type CompiledTemplate, type FieldsOf } from '../template.ts'
import { HOSTD_KINDS, VPXA_KINDS } from './agents.ts'
import type { LineKind } from './kind.ts'
import { VMKERNEL_KINDS } from './vmkernel.ts'
import { VMWARE_KINDS } from './vmware.ts'

export const LINE_KINDS = {
  ...VMKERNEL_KINDS,
  ...VMWARE_KINDS,
  ...HOSTD_KINDS,
  ...VPXA_KINDS,
} as const

export type LineKindName = keyof typeof LINE_KINDS

/** What one line says. */
export type LogEvent = {
  [Name in LineKindName]: { readonly kind: Name } & FieldsOf<(typeof LINE_KINDS)[Name]['template']>
}[LineKindName]

type EventOf<Name extends LineKindName> = Extract<LogEvent, { readonly kind: Name }>

/** A function for some kinds of events. */
export type ByKind<Arguments extends readonly unknown[], Result> = {
  readonly [Name in LineKindName]?: (event: EventOf<Name>, ...rest: Arguments) => Result
}

/** Calls the function that the table has for the kind of this event; undefined when it has none. */
export function byKind<Arguments extends readonly unknown[], Result>(
  table: ByKind<Arguments, Result>,
  event: LogEvent,
  ...rest: Arguments
): Result | undefined {
  const call = table[event.kind] as ((event: LogEvent, ...rest: Arguments) => Result) | undefined
  return call?.(event, ...rest)
}

export const LINE_KIND_NAMES = Object.keys(LINE_KINDS) as LineKindName[]

export function lineKind(name: LineKindName): LineKind {
  return LINE_KINDS[name]
}

const templates = new Map(
  LINE_KIND_NAMES.map((name) => [name, compileTemplate(LINE_KINDS[name].template)]),
)

export function templateOf(name: LineKindName): CompiledTemplate {
  return templates.get(name)!
}

/** The words of a line, without its record. */
export function eventText(event: LogEvent): string {
  return templateOf(event.kind).write({ ...event })
}
