/** Collects ranges of one width, in the order of their records. @module */

export interface Collected {
  readonly width: number
  readonly count: number
  /** So many words for each. */
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  readonly rows: Uint32Array
  add(start: Uint32Array, end: Uint32Array, row: number): void
}

export function collector(width: number): Collected {
  let count = 0
  let starts = new Uint32Array(64 * width)
  let ends = new Uint32Array(64 * width)
  let rows = new Uint32Array(64)
  return {
    width,
    get count() {
      return count
    },
    get starts() {
      return starts
    },
    get ends() {
      return ends
    },
    get rows() {
      return rows
    },
    add(start, end, row) {
      if (count === rows.length) {
        starts = grown(starts)
        ends = grown(ends)
        rows = grown(rows)
      }
      for (let i = 0; i < width; i++) {
        starts[count * width + i] = start[i] as number
        ends[count * width + i] = end[i] as number
      }
      rows[count++] = row
    },
  }
}

function grown(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(words.length * 2)
  larger.set(words)
  return larger
}
