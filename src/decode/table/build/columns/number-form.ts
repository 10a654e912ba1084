/** The narrowest form that a column's numbers have room in. @module */

// The scanner knows each form by its place.
const FORMS = [Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array] as const
const FLOAT = FORMS.length

const bounds = FORMS.map((Values) => {
  const range = 2 ** (8 * Values.BYTES_PER_ELEMENT)
  const isSigned = Values.name.startsWith('I')
  return { least: isSigned ? -range / 2 : 0, greatest: (isSigned ? range / 2 : range) - 1 }
})

/** For numbers that are whole once they are multiplied by a power of ten, and then between these two. */
export function numberForm(decimals: number, least: number, greatest: number) {
  const hasRoom = (bound: (typeof bounds)[number]) => least >= bound.least && greatest <= bound.greatest
  const form = decimals < 0 ? -1 : bounds.findIndex(hasRoom)
  return form < 0
    ? { form: FLOAT, Values: Float64Array, power: 1 }
    : { form, Values: FORMS[form] as (typeof FORMS)[number], power: 10 ** decimals }
}
