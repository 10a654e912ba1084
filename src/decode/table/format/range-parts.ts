/** Which record is of which range: bounds in their order, and a row from each to the next. @module */

/** The bounds of one kind; a bound has `width` words of 32 bits, the most significant first. */
export interface RangeIndex {
  readonly width: number
  readonly bounds: Uint32Array<SharedArrayBuffer>
  /** The row whose range goes from a bound to before the next one, or `NO_ROW`. */
  readonly rows: Uint32Array<SharedArrayBuffer>
}

export interface RangeParts {
  /** What the ends of ranges are: addresses of both families, or numbers. */
  readonly of: 'addresses' | 'numbers'
  /** Of addresses those of one word, and those of four; of numbers those of two. */
  readonly indexes: readonly RangeIndex[]
}

export const NO_ROW = 0xffff_ffff

/** Words of a number that are in the order of numbers; -0 is 0. */
export function numberWords(value: number, words: Uint32Array): void {
  float.setFloat64(0, value + 0)
  const high = float.getUint32(0)
  const low = float.getUint32(4)
  const isNegative = high >= 0x8000_0000
  words[0] = isNegative ? ~high : high | 0x8000_0000
  words[1] = isNegative ? ~low : low
}

const float = new DataView(new ArrayBuffer(8))

/** Below, at or above 0, as of numbers of so many words. */
export function compareWords(
  a: Uint32Array,
  atA: number,
  b: Uint32Array,
  atB: number,
  width: number,
): number {
  for (let i = 0; i < width; i++) {
    const difference = (a[atA + i] as number) - (b[atB + i] as number)
    if (difference !== 0) return difference
  }
  return 0
}
