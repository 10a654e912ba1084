/** The two hashes of keys, a fast one and one that nobody can aim at; readers have the same in `format/hash.ts`. @module */

let k0: u32 = 0
let k1: u32 = 0

export function seedHash(first: u32, second: u32): void {
  k0 = first
  k1 = second
}

/** What the fast hash of a key of `length` bytes begins with. */
@inline
export function fastStart(length: u32): u32 {
  return k0 ^ length
}

/** Takes one word of the key, the last of which is filled up with zeros. */
@inline
export function fastStep(h: u32, word: u32): u32 {
  return (rotl<u32>(h, 5) ^ word) * 0x9e3779b1
}

/** The finalizer of MurmurHash3. */
@inline
export function fastEnd(h: u32): u32 {
  h = (h ^ (h >>> 16)) * 0x85ebca6b
  h = (h ^ (h >>> 13)) * 0xc2b2ae35
  return h ^ (h >>> 16)
}

let v0: u32 = 0
let v1: u32 = 0
let v2: u32 = 0
let v3: u32 = 0

/** HalfSipHash-2-4 with 32 bits of output, of a key that is filled up with zeros to whole words. */
export function keyedHash(p: usize, length: u32): u32 {
  v0 = k0
  v1 = k1
  v2 = k0 ^ 0x6c796765
  v3 = k1 ^ 0x74656462
  const whole = p + (length & ~3)
  for (; p < whole; p += 4) absorb(load<u32>(p))
  absorb((length << 24) | (length & 3 ? load<u32>(p) : 0))
  v2 ^= 0xff
  for (let i = 0; i < 4; i++) round()
  return v1 ^ v3
}

@inline
function absorb(word: u32): void {
  v3 ^= word
  round()
  round()
  v0 ^= word
}

function round(): void {
  v0 += v1
  v1 = rotl<u32>(v1, 5) ^ v0
  v0 = rotl<u32>(v0, 16)
  v2 += v3
  v3 = rotl<u32>(v3, 8) ^ v2
  v0 += v3
  v3 = rotl<u32>(v3, 7) ^ v0
  v2 += v1
  v1 = rotl<u32>(v1, 13) ^ v2
  v2 = rotl<u32>(v2, 16)
}
