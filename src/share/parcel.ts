/** A value on its way to another thread. @module */

import { types } from 'node:util'
import { weigh } from '../decode/ballast.ts'
import type { Table, TableChanges } from '../decode/table/contract.ts'
import type { TableParts } from '../decode/table/format/table-parts.ts'
import { cacheOf, openTable, partsOf } from '../decode/table/read/open-table.ts'

/** A table goes as its parts. Of anything else a clone arrives, but shared memory arrives as it is. */
export type Parcel =
  | {
      readonly kind: 'table'
      readonly parts: TableParts
      readonly cache: number
      readonly changes: TableChanges | undefined
    }
  | { readonly kind: 'clone'; readonly value: unknown }

export function pack(value: unknown): Parcel {
  const parts = partsOf(value)
  if (parts === undefined) return { kind: 'clone', value }
  return { kind: 'table', parts, cache: cacheOf(value), changes: (value as Table<unknown>).changes }
}

export function unpack(parcel: Parcel): unknown {
  if (parcel.kind === 'clone') return weighed(parcel.value)
  const { parts, cache, changes } = parcel
  return openTable(parts, { cache, changes })
}

/** V8 doesn't know how heavy bytes in shared memory are. */
function weighed(value: unknown): unknown {
  if (ArrayBuffer.isView(value) && types.isSharedArrayBuffer(value.buffer)) {
    weigh(value, value.buffer.byteLength)
  }
  return value
}
