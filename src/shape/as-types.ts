/** Writes shapes down as types of TypeScript. @module */

import { merged, type ObjectShape, type SeenShape } from './shape.ts'

/** Fewer names are told one by one, whatever they are. */
const FEW_NAMES = 32
/** So many names that all stand for the same are keys. */
const MANY_NAMES = 64

const ORDER = ['string', 'number', 'boolean', 'bigint', 'Date', 'Uint8Array', 'symbol', 'unknown']

/** What stands under any name of an object whose names are keys; `undefined` where they are names of fields. */
export function valuesOf(object: ObjectShape): SeenShape | undefined {
  if (object.any !== undefined) return object.any
  const { size } = object.fields
  if (size <= FEW_NAMES) return undefined
  const any = merged(object.fields.values())
  const areFew = object.filled < (object.seen * size) / 2
  return areFew || (size > MANY_NAMES && kindsIn(any) === 1) ? any : undefined
}

const kindsIn = ({ plain, holds, object }: SeenShape): number =>
  [...plain].filter((name) => name !== 'null').length + holds.size + (object === undefined ? 0 : 1)

/** A declaration: an interface where all values are objects with fields. */
export function declared(name: string, shape: SeenShape): string {
  const { object } = shape
  const isInterface = object !== undefined && object.seen === shape.seen && valuesOf(object) === undefined
  if (isInterface && object.fields.size > 0) return `export interface ${name} ${fieldsOf(object, '')}\n`
  return `export type ${name} = ${typeOf(shape, '')}\n`
}

/** The type of a shape, whose lines begin with `indent` from the second on. */
export function typeOf(shape: SeenShape, indent: string): string {
  const parts = partsOf(shape, indent)
  return parts.length === 0 ? 'unknown' : parts.join(' | ')
}

function partsOf({ plain, holds, object }: SeenShape, indent: string): string[] {
  if (plain.has('unknown')) return ['unknown']
  const parts = ORDER.filter((name) => plain.has(name))
  const list = holds.get('list')
  if (list !== undefined) parts.push(`readonly ${itemOf(list, indent)}[]`)
  const set = holds.get('set')
  if (set !== undefined) parts.push(`ReadonlySet<${typeOf(set, indent)}>`)
  const map = holds.get('map')
  if (map !== undefined) parts.push(`ReadonlyMap<string, ${typeOf(map, indent)}>`)
  if (object !== undefined) parts.push(objectType(object, indent))
  for (const name of ['null', 'undefined']) if (plain.has(name)) parts.push(name)
  return parts
}

function itemOf(shape: SeenShape, indent: string): string {
  // Once a level: twice would be 2^64 times where lists nest as deep as they may.
  const parts = partsOf(shape, indent)
  const text = parts.join(' | ') || 'unknown'
  return parts.length > 1 || text.startsWith('readonly ') ? `(${text})` : text
}

function objectType(object: ObjectShape, indent: string): string {
  const values = valuesOf(object)
  if (values !== undefined) return `Readonly<Record<string, ${typeOf(values, indent)}>>`
  return object.fields.size === 0 ? 'Readonly<Record<string, never>>' : fieldsOf(object, indent)
}

function fieldsOf({ fields, seen }: ObjectShape, indent: string): string {
  const deeper = `${indent}  `
  const lines = [...fields].map(([name, shape]) => {
    const mark = shape.seen < seen ? '?' : ''
    return `${deeper}readonly ${quoted(name)}${mark}: ${typeOf(shape, deeper)}\n`
  })
  return `{\n${lines.join('')}${indent}}`
}

const quoted = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name))
