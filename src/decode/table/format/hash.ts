/** The two hashes of keys, a fast one and one that nobody can aim at; the scanner has the same in `keys/hash.ts`. @module */

/**
 * The fast hash of a key of `length` bytes, packed into little-endian words, the last one filled up with zeros.
 *
 * It starts from `seed ^ length`.
 */
export function fastHash(words: Uint32Array, length: number, seed: number): number {
  let h = seed ^ length
  const end = (length + 3) >>> 2
  for (let i = 0; i < end; i++) h = fastStep(h, words[i] as number)
  return fastEnd(h)
}

/** Takes one word: rotates by 5, combines by xor, multiplies. */
export const fastStep = (h: number, word: number): number =>
  Math.imul(((h << 5) | (h >>> 27)) ^ word, 0x9e3779b1)

/** The finalizer of MurmurHash3. */
export function fastEnd(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

// The state of HalfSipHash; nothing waits while it is in use.
const v = new Int32Array(4)

/**
 * HalfSipHash-2-4 with 32 bits of output, as its authors define it, with `k0` and `k1` for the two words of its key.
 *
 * The last word is `length << 24`, over what is left of the key beyond whole words.
 */
export function keyedHash(words: Uint32Array, length: number, k0: number, k1: number): number {
  v[0] = k0
  v[1] = k1
  v[2] = k0 ^ 0x6c796765
  v[3] = k1 ^ 0x74656462
  const whole = length >>> 2
  for (let i = 0; i < whole; i++) absorb(words[i] as number)
  absorb((length << 24) | ((length & 3) === 0 ? 0 : (words[whole] as number)))
  v[2] ^= 0xff
  for (let i = 0; i < 4; i++) round()
  return (v[1] ^ v[3]) >>> 0
}

function absorb(word: number): void {
  v[3] = (v[3] as number) ^ word
  round()
  round()
  v[0] = (v[0] as number) ^ word
}

function round(): void {
  let a = v[0] as number
  let b = v[1] as number
  let c = v[2] as number
  let d = v[3] as number
  a = (a + b) | 0
  b = rotl(b, 5) ^ a
  a = rotl(a, 16)
  c = (c + d) | 0
  d = rotl(d, 8) ^ c
  a = (a + d) | 0
  d = rotl(d, 7) ^ a
  c = (c + b) | 0
  b = rotl(b, 13) ^ c
  c = rotl(c, 16)
  v[0] = a
  v[1] = b
  v[2] = c
  v[3] = d
}

const rotl = (word: number, by: number): number => (word << by) | (word >>> (32 - by))
