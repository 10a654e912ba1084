/** Reads the numbers of a column. @module */

import type { NumberNode } from '../../format/columns.ts'

type ReadNumber = (row: number) => number

// Each type of array has a function of its own, as one for all would be compiled well for none of them.
const wholes = {
  Uint8Array:
    (values: Uint8Array): ReadNumber =>
    (row) =>
      values[row] as number,
  Int8Array:
    (values: Int8Array): ReadNumber =>
    (row) =>
      values[row] as number,
  Uint16Array:
    (values: Uint16Array): ReadNumber =>
    (row) =>
      values[row] as number,
  Int16Array:
    (values: Int16Array): ReadNumber =>
    (row) =>
      values[row] as number,
  Uint32Array:
    (values: Uint32Array): ReadNumber =>
    (row) =>
      values[row] as number,
  Int32Array:
    (values: Int32Array): ReadNumber =>
    (row) =>
      values[row] as number,
  Float64Array:
    (values: Float64Array): ReadNumber =>
    (row) =>
      values[row] as number,
}

const decimals = {
  Uint8Array:
    (values: Uint8Array, by: number): ReadNumber =>
    (row) =>
      (values[row] as number) / by,
  Int8Array:
    (values: Int8Array, by: number): ReadNumber =>
    (row) =>
      (values[row] as number) / by,
  Uint16Array:
    (values: Uint16Array, by: number): ReadNumber =>
    (row) =>
      (values[row] as number) / by,
  Int16Array:
    (values: Int16Array, by: number): ReadNumber =>
    (row) =>
      (values[row] as number) / by,
  Uint32Array:
    (values: Uint32Array, by: number): ReadNumber =>
    (row) =>
      (values[row] as number) / by,
  Int32Array:
    (values: Int32Array, by: number): ReadNumber =>
    (row) =>
      (values[row] as number) / by,
  Float64Array:
    (values: Float64Array, by: number): ReadNumber =>
    (row) =>
      (values[row] as number) / by,
}

type TypeName = keyof typeof wholes

export function numberReader({ values, divisor }: NumberNode): ReadNumber {
  const type = values[Symbol.toStringTag] as TypeName
  return divisor === undefined ? wholes[type](values as never) : decimals[type](values as never, divisor)
}
