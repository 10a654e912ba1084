/** Makes a document that fails smaller for as long as it still fails. @module */

type Fails = (bytes: Uint8Array) => Promise<boolean>

const without = (bytes: Uint8Array, from: number, length: number): Uint8Array =>
  Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)])

/** Takes out ever smaller parts, with at most so many tries. The result fails if `bytes` did. */
export async function shrunk(bytes: Uint8Array, fails: Fails, tries = 2000): Promise<Uint8Array> {
  let smallest = bytes
  let left = tries
  for (let part = Math.ceil(bytes.length / 2); part >= 1; part = Math.floor(part / 2)) {
    let at = 0
    while (at < smallest.length && left-- > 0) {
      const smaller = without(smallest, at, part)
      if (await fails(smaller)) smallest = smaller
      else at += part
    }
  }
  return smallest
}
