/** What the worker makes of a JSON document: texts that are parsed one by one, and what to do with each. @module */

export interface Cut {
  /** The texts one after another, each of them JSON by itself. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Pairs: what to do, and the length of the text that it is done with. */
  readonly steps: Uint32Array<ArrayBuffer>
  /** Where in the document each text begins, but for the bracket that it got to be JSON by itself. */
  readonly places: Float64Array<ArrayBuffer>
}

/** The text is an array or an object: its members belong to the container that is open. */
export const MEMBERS = 0
/** The text is that of one member with `null` in the place of an array that follows. */
export const OPEN_ARRAY = 1
/** The same for an object. */
export const OPEN_OBJECT = 2
/** The container that is open is whole; no text. */
export const CLOSE = 3

export type Cutter = ReturnType<typeof cutter>

/** Collects texts, and hands them out in cuts of at most about the size that is asked for. */
export function cutter(size: number) {
  let bytes = new Uint8Array(size + 1024)
  let length = 0
  let steps: number[] = []
  let places: number[] = []
  let ready: Cut[] = []

  function room(more: number): void {
    if (length + more <= bytes.length) return
    const larger = new Uint8Array(Math.max(2 * bytes.length, length + more))
    larger.set(bytes.subarray(0, length))
    bytes = larger
  }

  function seal(): void {
    if (steps.length > 0) {
      ready.push({
        bytes: bytes.slice(0, length),
        steps: Uint32Array.from(steps),
        places: Float64Array.from(places),
      })
    }
    length = 0
    steps = []
    places = []
  }

  return {
    add(step: number, place: number, ...text: readonly Uint8Array[]): void {
      const from = length
      for (const part of text) {
        room(part.length)
        bytes.set(part, length)
        length += part.length
      }
      steps.push(step, length - from)
      places.push(place)
      // A piece is mostly a little smaller than a cut may be, and two of them would be too much.
      if (2 * length >= size || steps.length >= size) seal()
    },
    /** The cuts that are complete, and what remains of them when there is no more. */
    take(isLast: boolean): Cut[] {
      if (isLast) seal()
      const cuts = ready
      ready = []
      return cuts
    },
  }
}
