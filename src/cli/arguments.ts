/** Splits a command line by a small table of flags; every mistake is an `InputError` that names the flag. */
import { suggestion } from '../engine/scenario/closest.ts'
import { printable } from '../engine/scenario/problem.ts'
import { parseSeed, type Checked } from '../engine/scenario/validate.ts'
import { InputError } from './io.ts'

/** `flag` stands alone, `value` takes one value, `list` may come several times. */
export type FlagTable = Readonly<Record<string, 'flag' | 'value' | 'list'>>

export interface Arguments {
  readonly positional: readonly string[]
  has(flag: string): boolean
  /** The last value given, as in every shell. */
  value(flag: string): string | undefined
  list(flag: string): readonly string[]
}

export function wrong(field: string, message: string, allowed: string): InputError {
  return new InputError({ field, message, allowed })
}

/** The value, or the one line that says why not. */
export function must<Value>(checked: Checked<Value>): Value {
  if ('problem' in checked) throw new InputError(checked.problem)
  return checked.ok
}

export function readArguments(args: readonly string[], table: FlagTable): Arguments {
  const names = Object.keys(table)
  const positional: string[] = []
  const values = new Map<string, string[]>()
  let onlyPositional = false
  for (let index = 0; index < args.length; index++) {
    const argument = args[index]!
    if (onlyPositional || argument === '-' || !argument.startsWith('-')) {
      positional.push(argument)
      continue
    }
    if (argument === '--') {
      onlyPositional = true
      continue
    }
    const equals = argument.indexOf('=')
    const flag = equals < 0 ? argument : argument.slice(0, equals)
    if (!Object.hasOwn(table, flag))
      throw wrong(printable(flag), `unknown flag${suggestion(flag, names)}`, names.join(' '))
    let value = equals < 0 ? '' : argument.slice(equals + 1)
    if (table[flag] === 'flag') {
      if (equals >= 0) throw wrong(flag, 'takes no value', flag)
    } else if (equals < 0) {
      const next = args[++index]
      if (next === undefined || next.startsWith('--'))
        throw wrong(flag, 'its value is missing', `${flag} VALUE`)
      value = next
    }
    values.set(flag, [...(values.get(flag) ?? []), value])
  }
  return {
    positional,
    has: (flag) => values.has(flag),
    value: (flag) => values.get(flag)?.at(-1),
    list: (flag) => values.get(flag) ?? [],
  }
}

/** Exactly one scenario is named. */
export function onlySource(args: Arguments, presets: readonly string[]): string {
  const allowed = `one of ${presets.join(', ')}; a file; - for standard input`
  const [source, second] = args.positional
  if (source === undefined) throw wrong('PRESET|FILE|-', 'is missing', allowed)
  if (second !== undefined)
    throw wrong(
      printable(second),
      `is one scenario too many, after "${printable(source)}"`,
      allowed,
    )
  return source
}

export function seedOf(args: Arguments): number | undefined {
  const text = args.value('--seed')
  return text === undefined ? undefined : must(parseSeed(text))
}
