/** The types of fields in a line: how each is written, what the reader accepts, what it becomes. All are bounded in length. */

/** A state of the VMX as a line prints it: its number differs between versions, its name is not always there. */
export interface LoggedState {
  readonly number: number
  readonly name?: string
}

/** The type of each field in an event. */
export interface FieldTypes {
  int: number
  /** Two and three decimals. */
  fixed2: number
  fixed3: number
  /** A migration ID in decimal. 63 bits are too many for a number. */
  id: string
  /** A migration ID that the line prints in hexadecimal; decimal in the event. */
  hexid: string
  hex: string
  /** Letters, digits and `_`. */
  name: string
  word: string
  /** Anything without a space. */
  path: string
  /** Between angle brackets. */
  ip: string
  /** Between single quotes. */
  quoted: string
  /** A key of the message catalogue. */
  key: string
  code: string
  /** As short as possible; something must follow it. */
  why: string
  /** The rest of the line. */
  text: string
  state: LoggedState
  /** ` @0x41801e280b11`, or nothing. */
  place: string
}

export interface FieldForm<Value> {
  readonly pattern: string
  readonly write: (value: Value) => string
  /** Undefined when the text matches the pattern and is no value all the same. */
  readonly read: (text: string) => Value | undefined
}

const asIs = (pattern: string): FieldForm<string> => ({
  pattern,
  write: (value) => value,
  read: (text) => text,
})

function decimal(pattern: string, decimals: number): FieldForm<number> {
  return {
    pattern,
    write: (value) => value.toFixed(decimals),
    read: (text) => Number(text),
  }
}

function readState(text: string): LoggedState {
  const open = text.indexOf(' (')
  if (open < 0) return { number: Number(text) }
  return { number: Number(text.slice(open + 2, -1)), name: text.slice(0, open) }
}

const FRACTION = '\\d{1,12}(?:\\.\\d{1,9})?'

export const FIELDS: { readonly [Type in keyof FieldTypes]: FieldForm<FieldTypes[Type]> } = {
  int: decimal('\\d{1,15}', 0),
  fixed2: decimal(FRACTION, 2),
  fixed3: decimal(FRACTION, 3),
  id: asIs('\\d{9,20}'),
  hexid: {
    pattern: '[0-9a-f]{1,16}',
    write: (value) => BigInt(value).toString(16),
    read: (text) => BigInt(`0x${text}`).toString(),
  },
  hex: asIs('[0-9a-f]{1,16}'),
  name: asIs('\\w{1,100}'),
  word: asIs('[\\w.:-]{1,200}'),
  path: asIs('\\S{1,1000}'),
  ip: asIs('[^>]{0,64}'),
  quoted: asIs("[^']{0,64}"),
  key: asIs('(?:msg|vob)\\.[\\w.]{1,200}'),
  code: asIs('0x0?bad[0-9a-f]{1,8}'),
  why: asIs('.{1,500}?'),
  text: asIs('.{0,4000}'),
  state: {
    pattern: '(?:[A-Z_]{1,60} \\(\\d{1,3}\\)|\\d{1,3})',
    write: ({ number, name }) => (name === undefined ? `${number}` : `${name} (${number})`),
    read: readState,
  },
  place: {
    pattern: '(?: @0x[0-9a-f]{1,16})?',
    write: (value) => (value === '' ? '' : ` @${value}`),
    read: (text) => text.slice(2),
  },
}
