/**
 * Says that no record of a version has the field that is asked for, which an empty answer doesn't tell from a field that is seldom
 * there: most likely its name is misspelt.
 *
 * @module
 */

import { didYouMean } from '../../../base/did-you-mean.ts'
import { writtenPath } from '../field-paths.ts'
import type { ColumnNode } from '../format/columns.ts'
import type { RowsParts } from '../format/table-parts.ts'

/** Names of fields may come from outside, so that not all can be remembered. */
const MOST = 16
const LONGEST = 100

const said = new Set<string>()

/**
 * Warns once for each field. It throws nothing: a field that may be missing is missing in all records of some version, and code
 * that was right yesterday must not break by it. Where records are kept as a document nobody knows their fields.
 */
export function warnOfUnknown(of: string, { rows, records }: RowsParts, path: readonly string[]): void {
  if (rows === 0 || said.size >= MOST || records.kind === 'document' || records.odd !== undefined) return
  const names = namesBeside(records.root, path)
  if (names === undefined) return
  const field = JSON.stringify(writtenPath(path)).slice(1, -1)
  if (field.length > LONGEST || said.has(field)) return
  said.add(field)
  const near = didYouMean(names.written, names.known)
  const message = `${of}: no record of this version has a field \`${field}\`${near === undefined ? '' : `; ${near}`}`
  process.emitWarning(message, { type: 'EvertermWarning', code: 'EVERTERM_NO_FIELD' })
}

/** The name on the way that leads nowhere, and those that would have; `undefined` where it can't be told. */
function namesBeside(
  root: ColumnNode,
  path: readonly string[],
): { readonly written: string; readonly known: readonly string[] } | undefined {
  let node = root
  for (const written of path) {
    if (node.kind !== 'object') return undefined
    const field = node.fields.find(({ name }) => name === written)
    if (field === undefined) return { written, known: node.fields.map(({ name }) => name) }
    node = field.node
  }
  return undefined
}
