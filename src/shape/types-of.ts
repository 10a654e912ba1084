/** Tells what a value really holds, as a file of types. @module */

import { types } from 'node:util'
import { checkRecord } from '../base/checks.ts'
import { type TimeSlice, timeSlice } from '../base/time-slice.ts'
import { unexpected } from '../base/unexpected.ts'
import { isKeyed, isPlain, isSetLike } from '../compare/kinds.ts'
import { declared, typeOf, valuesOf } from './as-types.ts'
import { fieldShape, merged, nothingSeen, objectShape, type SeenShape, see } from './shape.ts'

/** Options of `typesOf`. */
export interface TypesOptions {
  /**
   * What the type of a record is called.
   *
   * @defaultValue `'Row'`
   */
  readonly record?: string | undefined
  /**
   * What the type of the whole value is called.
   *
   * @defaultValue `'Payload'`
   */
  readonly payload?: string | undefined
}

/** So many records are seen between two looks at the time. */
const AT_ONCE = 64

/**
 * Writes a `.d.ts` of what a value of a term holds: a table, rows, a list or any other JSON. Each record is looked at, in shares of
 * 2 ms of a turn, so that a field is optional only where a record lacks it, and `null` only where it was; kinds that are mixed are
 * a union, an object of many names of which each record has few is a `Record`.
 *
 * It tells what was, and promises nothing of the next version: that is what `schema` and guards are for.
 *
 * @throws TypeError for names that no type can have
 */
export async function typesOf(value: unknown, options: TypesOptions = {}): Promise<string> {
  const { record, payload } = checkTypesOptions(options)
  const turn = timeSlice()
  if (isTable(value)) return inShared(await seenOf(value.values(), turn), value, record, payload)
  if (isSetLike(value) && !types.isSet(value))
    return `import type { TextSet } from 'everterm'\n\nexport type ${payload} = TextSet\n`
  if (Array.isArray(value)) return inList(await seenOf(value, turn), record, payload)
  return isPlain(value) ? ofFields(value, turn, record, payload) : declared(payload, seenOnce(value))
}

/** @throws TypeError */
export function checkTypesOptions(options: TypesOptions): {
  readonly record: string
  readonly payload: string
} {
  checkRecord('typesOf', 'options', options, ['record', 'payload'])
  const { record = 'Row', payload = 'Payload' } = options
  for (const [name, text] of Object.entries({ record, payload })) {
    if (/^[A-Z]\w*$/.test(text) && record !== payload) continue
    throw unexpected('typesOf', name, 'a name that begins with a capital letter, each of its own', text)
  }
  return { record, payload }
}

interface TableLike {
  readonly size: number
  keys(): Iterable<unknown>
  values(): Iterable<unknown>
}

const isTable = (value: unknown): value is TableLike =>
  isKeyed(value) && typeof (value as { column?: unknown }).column === 'function'

async function seenOf(values: Iterable<unknown>, turn: TimeSlice): Promise<SeenShape> {
  const shape = nothingSeen()
  let seen = 0
  for (const value of values) {
    if (seen++ % AT_ONCE === 0) await turn.pass()
    see(shape, value)
  }
  return shape
}

function seenOnce(value: unknown): SeenShape {
  const shape = nothingSeen()
  see(shape, value)
  return shape
}

function inShared(shape: SeenShape, value: TableLike, record: string, payload: string): string {
  const [key] = value.keys()
  const kind = typeof key === 'number' ? 'Rows' : 'Table'
  const keys = Array.isArray(key) ? `, readonly [${key.map(() => 'string').join(', ')}]` : ''
  const whole = `export type ${payload} = ${kind}<${record}${keys}>\n`
  return `import type { ${kind} } from 'everterm'\n\n${declared(record, shape)}\n${whole}`
}

const inList = (shape: SeenShape, record: string, payload: string): string =>
  shape.object === undefined
    ? `export type ${payload} = readonly (${typeOf(shape, '')})[]\n`
    : `${declared(record, shape)}\nexport type ${payload} = readonly ${record}[]\n`

/** One object: its names may be keys of records. */
async function ofFields(
  value: Readonly<Record<string, unknown>>,
  turn: TimeSlice,
  record: string,
  payload: string,
): Promise<string> {
  const whole = nothingSeen()
  whole.seen++
  const object = objectShape(whole)
  object.seen++
  for (const [name, field] of Object.entries(value)) {
    await turn.pass()
    see(fieldShape(object, name), field)
  }
  const records = valuesOf(object)
  if (records?.object === undefined) return declared(payload, whole)
  return `${declared(record, merged([records]))}\nexport type ${payload} = Readonly<Record<string, ${record}>>\n`
}
