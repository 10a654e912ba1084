/** Finds the narrowest form that has room for the numbers of a column. @module */

import { FORM } from '../../scanner/protocol.ts'

/** The forms of whole numbers, the narrowest first. */
const WHOLE = [
  { form: FORM.u8, Values: Uint8Array, ...boundsOf(8, false) },
  { form: FORM.i8, Values: Int8Array, ...boundsOf(8, true) },
  { form: FORM.u16, Values: Uint16Array, ...boundsOf(16, false) },
  { form: FORM.i16, Values: Int16Array, ...boundsOf(16, true) },
  { form: FORM.u32, Values: Uint32Array, ...boundsOf(32, false) },
  { form: FORM.i32, Values: Int32Array, ...boundsOf(32, true) },
] as const

function boundsOf(bits: number, isSigned: boolean) {
  const range = 2 ** bits
  return { least: isSigned ? -range / 2 : 0, greatest: (isSigned ? range / 2 : range) - 1 }
}

/** The form for numbers that are whole when they are multiplied by a power of ten, and then lie between these two. */
export function numberForm(decimals: number, least: number, greatest: number) {
  const whole = WHOLE.find((form) => least >= form.least && greatest <= form.greatest)
  return decimals < 0 || whole === undefined
    ? { form: FORM.f64, Values: Float64Array, power: 1 }
    : { form: whole.form, Values: whole.Values, power: 10 ** decimals }
}
