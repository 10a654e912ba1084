/** Makes a plan of columns from a layout that somebody gives. @module */

import { unexpected } from '../../../base/unexpected.ts'
import type { FieldLayout, TableLayout } from '../contract.ts'
import type { TableJobOptions } from '../job.ts'

export type LayoutPlan = NonNullable<TableJobOptions['plan']>

type Field = Pick<FieldLayout, 'path' | 'kind' | 'why'>

const SCALARS = ['number', 'boolean', 'string', 'key'] as const

/**
 * The plan that a layout says; `undefined` for the layout of a document. Of each field it needs `path` and `kind` alone.
 *
 * @throws TypeError for what is no layout
 */
export function checkLayout(of: string, layout: object): LayoutPlan | undefined {
  const { kind, fields } = layout as Partial<TableLayout>
  if (kind === 'document') return undefined
  if (kind !== 'columns' || !Array.isArray(fields))
    throw unexpected(of, 'columns', 'a boolean or what `layout()` of a table gives', layout)
  const all: Field[] = fields.map((field) => checkField(of, field))
  const [root, ...rest] = all
  if (root === undefined || root.path.length > 0)
    throw unexpected(of, 'columns.fields', 'the record itself first, whose path is empty', root?.path)
  const reading = { of, rest }
  const plan = planFrom(reading, root)
  if (rest[0] !== undefined)
    throw unexpected(of, 'columns.fields', 'each place behind the one that it is in, and once', rest[0].path)
  return plan
}

function checkField(of: string, field: unknown): Field {
  const { path, kind, why } = Object(field) as Partial<Field>
  if (!Array.isArray(path) || !path.every((name) => typeof name === 'string' && name !== '__proto__'))
    throw unexpected(of, 'columns.fields', 'fields with a `path` of names', field)
  return {
    path,
    kind: kind as FieldLayout['kind'],
    why: typeof why === 'string' ? why : 'as the layout has it',
  }
}

/** The fields that are still to be read, in their order. */
interface Reading {
  readonly of: string
  readonly rest: Field[]
}

function planFrom(reading: Reading, { path, kind, why }: Field): LayoutPlan {
  const scalar = SCALARS.find((each) => each === kind)
  if (scalar !== undefined) return { kind: scalar }
  if (kind === 'json') return { kind, why }
  if (kind === 'null') return { kind: 'unknown' }
  if (kind === 'list') return { kind, item: onlyInner(reading, path) }
  if (kind === 'map') return { kind, value: onlyInner(reading, path), why }
  if (kind === 'object') return { kind, fields: [...innerFields(reading, path)] }
  throw unexpected(reading.of, 'columns.fields', 'fields of a known `kind`', kind)
}

function onlyInner(reading: Reading, path: readonly string[]): LayoutPlan {
  const next = reading.rest.shift()
  if (next === undefined || next.path.at(-1) !== '*' || !isIn(next, path))
    throw unexpected(
      reading.of,
      'columns.fields',
      'what a list or a map has, under `*`, behind it',
      next?.path,
    )
  return planFrom(reading, next)
}

function* innerFields(reading: Reading, path: readonly string[]) {
  const names = new Set<string>()
  for (let next = reading.rest[0]; next !== undefined && isIn(next, path); next = reading.rest[0]) {
    const name = next.path.at(-1) as string
    if (names.has(name)) throw unexpected(reading.of, 'columns.fields', 'each place once', next.path)
    names.add(name)
    reading.rest.shift()
    yield { name, plan: planFrom(reading, next) }
  }
}

const isIn = (field: Field, path: readonly string[]): boolean =>
  field.path.length === path.length + 1 && path.every((name, i) => name === field.path[i])
