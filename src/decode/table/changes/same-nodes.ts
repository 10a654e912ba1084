/** Compares the columns of two tables row by row, without building a value. @module */

import {
  bitOf,
  type ColumnNode,
  type JsonNode,
  type ListNode,
  type MapNode,
  type NumberNode,
  type ObjectNode,
} from '../format/columns.ts'
import { ABSENCE } from '../format/layout.ts'
import { hasKey, valueReader } from '../read/index.ts'
import { sameDictionaryTexts, textIs } from './same-texts.ts'
import { sameValues } from './same-values.ts'

/** Is what a row of the table before holds the same as what a row of the table after holds? */
export type Same = (before: number, after: number) => boolean

/** The key of a row of the table before; rows that are compared have the same key. */
type KeyOf = (before: number) => string | undefined

const { there: THERE, null: NULL, missing: MISSING } = ABSENCE

export function sameNodes(a: ColumnNode, b: ColumnNode, keyOf: KeyOf): Same {
  const isSame = whereThere(a, b, keyOf)
  const stateA = stateOf(a)
  const stateB = stateOf(b)
  if (stateA === undefined && stateB === undefined) return isSame
  return (rowA, rowB) => {
    const state = stateA?.(rowA) ?? THERE
    return state === (stateB?.(rowB) ?? THERE) && (state !== THERE || isSame(rowA, rowB))
  }
}

/** Whether a row has a value; `undefined` where all have one. */
function stateOf(node: ColumnNode): ((row: number) => number) | undefined {
  const { absent } = node
  if (node.kind === 'null') return (row) => (absent?.[row] === MISSING ? MISSING : NULL)
  return absent && ((row) => absent[row] as number)
}

function whereThere(a: ColumnNode, b: ColumnNode, keyOf: KeyOf): Same {
  if (a.kind === 'number' && b.kind === 'number') return sameNumbers(a, b)
  if (a.kind === 'boolean' && b.kind === 'boolean') {
    return (rowA, rowB) => bitOf(a, rowA) === bitOf(b, rowB)
  }
  if (a.kind === 'string' && b.kind === 'string') return sameDictionaryTexts(a, b)
  if (a.kind === 'list' && b.kind === 'list') return sameItems(a, b, sameNodes(a.item, b.item, keyOf))
  if (a.kind === 'object' && b.kind === 'object') return sameObjects(a, b, keyOf)
  if (a.kind === 'key' && b.kind === 'string') return (rowA, rowB) => textIs(b, rowB, keyOf(rowA))
  if (a.kind === 'string' && b.kind === 'key') return (rowA) => textIs(a, rowA, keyOf(rowA))
  if (a.kind === 'json' && b.kind === 'json') return sameJson(a, b, keyOf)
  if (a.kind === 'map' && b.kind === 'map') return sameMaps(a, b, keyOf)
  if (isOfAnyKind(a) || isOfAnyKind(b)) return sameRead(a, b, keyOf)
  const isSame = a.kind === b.kind
  return () => isSame
}

/** Values of such a column may be the same as those of another kind of column, once the shape of the records has changed. */
const isOfAnyKind = ({ kind }: ColumnNode): boolean => kind === 'json' || kind === 'map'

/** Where texts differ, they may still mean the same. */
function sameJson(a: JsonNode, b: JsonNode, keyOf: KeyOf): Same {
  const isSameText = sameDictionaryTexts(a, b)
  const isSame = sameRead(a, b, keyOf)
  return (rowA, rowB) => isSameText(rowA, rowB) || isSame(rowA, rowB)
}

/** Where the entries differ, they may still make the same object. */
function sameMaps(a: MapNode, b: MapNode, keyOf: KeyOf): Same {
  const isSameName = sameDictionaryTexts(a.names, b.names)
  const isSameValue = sameNodes(a.value, b.value, keyOf)
  const isSame = sameRead(a, b, keyOf)
  const isSameEntry: Same = (entryA, entryB) => isSameName(entryA, entryB) && isSameValue(entryA, entryB)
  const areSameEntries = sameItems(a, b, isSameEntry)
  return (rowA, rowB) => areSameEntries(rowA, rowB) || isSame(rowA, rowB)
}

function sameRead(a: ColumnNode, b: ColumnNode, keyOf: KeyOf): Same {
  const [readA, readB] = [valueReader(a), valueReader(b)]
  const isKeyRead = hasKey(a) || hasKey(b)
  return (rowA, rowB) => {
    const key = isKeyRead ? (keyOf(rowA) as string) : ''
    return sameValues(readA(rowA, key), readB(rowB, key))
  }
}

function sameNumbers(a: NumberNode, b: NumberNode): Same {
  const [valuesA, valuesB] = [a.values, b.values]
  const [divisorA, divisorB] = [a.divisor ?? 1, b.divisor ?? 1]
  // `Object.is` compares them, since -0 is written otherwise than 0.
  if (divisorA === divisorB) return (rowA, rowB) => Object.is(valuesA[rowA], valuesB[rowB])
  return (rowA, rowB) => Object.is((valuesA[rowA] as number) / divisorA, (valuesB[rowB] as number) / divisorB)
}

function sameItems(a: ListNode | MapNode, b: ListNode | MapNode, isSame: Same): Same {
  return (rowA, rowB) => {
    const startA = itemsUpTo(a, rowA)
    const startB = itemsUpTo(b, rowB)
    const count = itemsUpTo(a, rowA + 1) - startA
    if (count !== itemsUpTo(b, rowB + 1) - startB) return false
    for (let i = 0; i < count; i++) if (!isSame(startA + i, startB + i)) return false
    return true
  }
}

const itemsUpTo = ({ offsets }: ListNode | MapNode, row: number): number =>
  typeof offsets === 'number' ? offsets * row : (offsets[row] as number)

function sameObjects(a: ObjectNode, b: ObjectNode, keyOf: KeyOf): Same {
  const fieldsA = byName(a)
  const fieldsB = byName(b)
  const names = new Set([...fieldsA.keys(), ...fieldsB.keys()])
  const same = Array.from(names, (name) => sameFields(fieldsA.get(name), fieldsB.get(name), keyOf))
  return (rowA, rowB) => {
    for (const isSame of same) if (!isSame(rowA, rowB)) return false
    return true
  }
}

const byName = ({ fields }: ObjectNode): ReadonlyMap<string, ColumnNode> =>
  new Map(fields.map(({ name, node }) => [name, node]))

/** A field that only one of the two tables knows is the same in rows where it is missing. */
function sameFields(a: ColumnNode | undefined, b: ColumnNode | undefined, keyOf: KeyOf): Same {
  if (a !== undefined && b !== undefined) return sameNodes(a, b, keyOf)
  const state = stateOf((a ?? b) as ColumnNode)
  return (rowA, rowB) => state?.(a === undefined ? rowB : rowA) === MISSING
}
