/**
 * Looks at the first records of a document, to refuse it where they are the parts of a wrapper, or where all of them pass for a
 * single one.
 *
 * @module
 */

import { decodeWtf8 } from '../format/wtf8.ts'
import {
  MOST_IN_WRAPPER,
  type OuterMembers,
  type Outline,
  outlineFrom,
  wrapperPath,
} from '../wrapper/index.ts'
import type { ScannerExports } from './exports.ts'
import { LIMIT } from './protocol.ts'
import type { Reading } from './reading.ts'

export interface Look {
  /** Looks at the record that the scanner stands at. */
  see(): void
  /** When all records were seen: where in the document they seem to lie instead. */
  path(): readonly string[] | undefined
  /** When all records were seen: is it one object, keyed by its names, where records are no such members? */
  isKeyed(): boolean
}

export function lookOf(scanner: ScannerExports, { key, own = key, isByPosition }: Reading): Look {
  const hasNames = key === undefined && isByPosition !== true
  const members: OuterMembers[number][] = []
  return {
    see() {
      if (scanner.isWatched.value !== 0 && members.length <= MOST_IN_WRAPPER)
        members.push({ name: nameIn(scanner), outline: outlineIn(scanner) })
    },
    path() {
      if (hasNames) return wrapperPath(members)
      // Lines are told by what is in a single one: it is the document, then.
      const [only] = members
      if (members.length !== 1 || only?.outline.kind !== 'object') return undefined
      const { outline } = only
      // What has the fields that were named is a record, whatever its other fields are named.
      const isRecord = own?.every((names) => has(outline, names)) === true
      return isRecord ? undefined : wrapperPath(outline.members)
    },
    isKeyed() {
      const [only] = members
      if (hasNames || members.length !== 1 || only === undefined) return false
      const {
        kind,
        objects,
        lists,
        scalars,
        members: [first],
      } = only.outline
      if (kind !== 'object' || objects === 0 || lists + scalars > 0) return false
      // What is missing in the record is in its members.
      const names = new Set(first?.outline.members.map(({ name }) => name))
      return (key ?? []).every(([field = '']) => names.has(field))
    },
  }
}

function has({ members }: Outline, [name, ...inner]: readonly string[]): boolean {
  const found = members.find((member) => member.name === name)
  return found !== undefined && (inner.length === 0 || has(found.outline, inner))
}

function nameIn({ memory, recordKey, recordKeyLength }: ScannerExports): string {
  const at = recordKey.value >>> 0
  return decodeWtf8(Buffer.from(memory.buffer), at, at + recordKeyLength.value)
}

function outlineIn({ memory, recordAt, recordEnd }: ScannerExports) {
  const start = recordAt.value >>> 0
  const size = (recordEnd.value >>> 0) - start
  return outlineFrom(new Uint8Array(memory.buffer, start, Math.min(size, LIMIT.lookedBytes)), size)
}
