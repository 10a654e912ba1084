/** XXH64, the checksum of zstd frames, for data that comes in pieces. @module */

const P1 = 0x9e3779b185ebca87n
const P2 = 0xc2b2ae3d27d4eb4fn
const P3 = 0x165667b19e3779f9n
const P4 = 0x85ebca77c2b2ae63n
const P5 = 0x27d4eb2f165667c5n

const STRIPE = 32

const u64 = (x: bigint): bigint => BigInt.asUintN(64, x)
const rotate = (x: bigint, by: bigint): bigint => u64((x << by) | (x >> (64n - by)))
const round = (lane: bigint, input: bigint): bigint => u64(rotate(u64(lane + input * P2), 31n) * P1)
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export interface Xxh64 {
  update(bytes: Uint8Array): void
  /** To be called once, at the end. */
  digest(): bigint
}

/** The hash with the seed 0, as zstd has it (RFC 8878, 3.1.1). */
export function xxh64(): Xxh64 {
  let [a, b, c, d] = [u64(P1 + P2), P2, 0n, u64(-P1)]
  let total = 0
  let rest: Uint8Array = new Uint8Array()

  /** Takes whole stripes, and gives what is left over. */
  function take(bytes: Uint8Array): Uint8Array {
    const view = viewOf(bytes)
    let at = 0
    for (; at + STRIPE <= bytes.byteLength; at += STRIPE) {
      a = round(a, view.getBigUint64(at, true))
      b = round(b, view.getBigUint64(at + 8, true))
      c = round(c, view.getBigUint64(at + 16, true))
      d = round(d, view.getBigUint64(at + 24, true))
    }
    return bytes.subarray(at)
  }

  function converged(): bigint {
    let hash = u64(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n))
    for (const lane of [a, b, c, d]) hash = u64((hash ^ round(0n, lane)) * P1 + P4)
    return hash
  }

  return {
    update(bytes) {
      total += bytes.byteLength
      if (rest.byteLength > 0) {
        const missing = STRIPE - rest.byteLength
        rest = take(new Uint8Array([...rest, ...bytes.subarray(0, missing)]))
        bytes = bytes.subarray(missing)
      }
      if (bytes.byteLength > 0) rest = take(bytes)
    },
    digest: () => finish(u64((total >= STRIPE ? converged() : P5) + BigInt(total)), rest),
  }
}

function finish(start: bigint, rest: Uint8Array): bigint {
  const view = viewOf(rest)
  let hash = start
  let at = 0
  for (; at + 8 <= rest.byteLength; at += 8)
    hash = u64(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4)
  if (at + 4 <= rest.byteLength) {
    hash = u64(rotate(hash ^ u64(BigInt(view.getUint32(at, true)) * P1), 23n) * P2 + P3)
    at += 4
  }
  for (; at < rest.byteLength; at++) hash = u64(rotate(hash ^ u64(BigInt(view.getUint8(at)) * P5), 11n) * P1)
  hash = u64((hash ^ (hash >> 33n)) * P2)
  hash = u64((hash ^ (hash >> 29n)) * P3)
  return hash ^ (hash >> 32n)
}
