/** Notes in which order an object has its fields, where that isn't the order of the plan. @module */

import { Limit } from '../protocol'
import { Column, Field, FIELD } from './column'
import { codeOf, Dictionary, knownCode, newDictionary } from './dictionary'

/** Numbers of fields, of 16 bits: those of the object that is read, after those of the objects around it. */
const ROOM: usize = 1 << 16
// Dictionaries read whole words, beyond the end.
const numbers: usize = memory.data((1 << 16) + 8, 16)
const numbersEnd: usize = numbers + ROOM

let top: usize = numbers

/** Forgets the objects of a record that was given up half-way. */
export function resetOrders(): void {
  top = numbers
}

/** Where the numbers of an object begin. */
@inline
export function orderStart(): usize {
  return top
}

/** Notes that a field comes next; false where there is no room for it. */
@inline
export function noteField(column: Column, field: usize): bool {
  if (top == numbersEnd) return false
  store<u16>(top, <u16>((field - column.fields) / FIELD))
  top += 2
  return true
}

/** The code of the order that was noted since; 0, which is the order of the plan, where there are too many others. */
export function orderFrom(column: Column, start: usize): u32 {
  const bytes = <u32>(top - start)
  top = start
  if (!changetype<usize>(column.texts) && !startOrders(column)) return 0
  const orders = column.texts
  if (orders.count <= Limit.ORDERS) return codeOf(orders, start, bytes)
  const code = knownCode(orders, start, bytes)
  return code < 0 ? 0 : code
}

/** The order of the plan has code 0, and no numbers. */
function startOrders(column: Column): bool {
  const orders = newDictionary()
  if (!orders) return false
  column.texts = changetype<Dictionary>(orders)
  codeOf(column.texts, numbers, 0)
  return true
}
