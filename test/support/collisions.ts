/** Makes keys that collide, as somebody could who knows the seed of an index. @module */

export const SEED = [0x1234_5678, 0x9abc_def0] as const

/**
 * Yields keys of 8 bytes that have the same hash, for whoever knows the seed: the second word undoes what the first did.
 */
function* colliding(seed: number): Generator<string> {
  const words = new Uint32Array(2)
  const bytes = Buffer.from(words.buffer)
  for (let i = 0; ; i++) {
    bytes.write(i.toString(36).padStart(4, '0'), 'latin1')
    const first = Math.imul((((seed ^ 8) << 5) | ((seed ^ 8) >>> 27)) ^ (words[0] as number), 0x9e3779b1)
    words[1] = (first << 5) | (first >>> 27)
    const key = bytes.toString('latin1')
    if (/^[ !#-[\]-~]{8}$/.test(key)) yield key
  }
}

export const collisions = (count: number): string[] => {
  const keys = colliding(SEED[0])
  return Array.from({ length: count }, () => keys.next().value as string)
}
