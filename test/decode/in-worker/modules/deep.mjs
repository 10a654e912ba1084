/** A module for `inWorker` whose value is nested as deep as the payload says: `array 4000`. @module */

const AROUND = {
  array: (one) => [one],
  object: (one) => ({ in: one }),
  map: (one) => new Map([[1, one]]),
  set: (one) => new Set([one]),
}

export function decode(bytes) {
  const [kind, levels] = Buffer.from(bytes).toString().split(' ')
  let value = null
  for (let level = 0; level < Number(levels); level++) value = AROUND[kind](value)
  return value
}
