/**
 * One template says how a line is written and how it is read, so the two cannot drift apart.
 * `{name:type}` is a field (see `fields.ts`), `{name=words}` are optional words, and what follows `|` is written but not
 * required when read: published samples are often cut off.
 */
import { FIELDS, type FieldForm, type FieldTypes } from './fields.ts'

type Field<Spec extends string> =
  Spec extends `${infer Name}:${infer Type extends keyof FieldTypes}`
    ? { readonly [Key in Name]: FieldTypes[Type] }
    : Spec extends `${infer Name}=${string}`
      ? { readonly [Key in Name]: boolean }
      : unknown

/** The fields of a template, as a type. */
export type FieldsOf<Template extends string> =
  Template extends `${string}{${infer Spec}}${infer Rest}` ? Field<Spec> & FieldsOf<Rest> : unknown

type FieldValues = Readonly<Record<string, unknown>>

export interface CompiledTemplate {
  /** The literal text before the first field: every line of this kind begins with it. */
  readonly beginning: string
  write(values: FieldValues): string
  /** Undefined when the text is no line of this kind. */
  read(text: string): FieldValues | undefined
}

interface Slot {
  readonly name: string
  readonly form: FieldForm<unknown>
}

/** Words that are there or not. */
const optional = (words: string): FieldForm<unknown> => ({
  pattern: `(?:${quote(words)})?`,
  write: (value) => (value === true ? words : ''),
  read: (text) => text !== '',
})

function quote(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const SLOT = /\{(\w+)(?::(\w+)|=([^}]*))\}/g

/** A writer and a reader for one template. */
export function compileTemplate(template: string): CompiledTemplate {
  const [required = '', optionalTail = ''] = template.split('|')
  const literals: string[] = []
  const slots: Slot[] = []
  let from = 0
  for (const match of required.matchAll(SLOT)) {
    const [whole, name = '', type, words] = match
    literals.push(required.slice(from, match.index))
    from = match.index + whole.length
    const form = type === undefined ? optional(words ?? '') : FIELDS[type as keyof FieldTypes]
    slots.push({ name, form: form as FieldForm<unknown> })
  }
  const last = required.slice(from)
  const beginning = literals[0] ?? last
  const pattern = slots.map(({ form }, index) => `${quote(literals[index]!)}(${form.pattern})`)
  const regex = new RegExp(`^${pattern.join('')}${quote(last)}`)
  return {
    beginning,
    write: (values) =>
      slots.map(({ name, form }, index) => literals[index]! + form.write(values[name])).join('') +
      last +
      optionalTail,
    read(text) {
      const match = regex.exec(text)
      if (match === null) return undefined
      const values: Record<string, unknown> = {}
      for (const [index, { name, form }] of slots.entries()) {
        const value = form.read(match[index + 1]!)
        if (value === undefined) return undefined
        values[name] = value
      }
      return values
    },
  }
}
