/** A module for `inWorker` with a bug: it fails on whatever it gets. @module */

export function decode(bytes) {
  const text = new TextDecoder().decode(bytes)
  if (text.includes('quote')) throw new Error(`can not read ${text}`)
  return undefined.prices
}
