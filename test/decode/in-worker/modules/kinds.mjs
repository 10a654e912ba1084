/** A module for `inWorker` that makes one of each kind, as the payload names it. @module */

const record = (i) => ({ id: i, tags: ['a', `b${i}`], at: new Date(i) })

const family = () => {
  const parent = { name: 'parent', children: [] }
  for (let i = 0; i < 5000; i++) parent.children.push({ name: `child ${i}`, parent })
  return parent
}

const MAKE = {
  bytes: () => new Uint8Array([1, 2, 3]),
  part: () => new Uint8Array(1000).fill(7).subarray(10, 12),
  buffer: () => new Uint8Array([4, 5]).buffer,
  shared: () => new Uint8Array(new SharedArrayBuffer(3)).fill(9),
  nothing: () => undefined,
  scalar: () => 'text',
  array: () => Array.from({ length: 20_000 }, (_, i) => record(i)),
  object: () => Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, record(i)])),
  map: () => new Map(Array.from({ length: 20_000 }, (_, i) => [i % 2 === 0 ? i : `k${i}`, record(i)])),
  set: () => new Set(Array.from({ length: 20_000 }, (_, i) => i)),
  nested: () => ({ version: 1, of: { inner: [MAKE.map(), MAKE.array()] }, empty: [], last: null }),
  family,
  function: () => ({ call: () => 'secret' }),
  far: () => [...MAKE.array(), () => 'secret'],
}

export async function decode(bytes, { term }) {
  const what = new TextDecoder().decode(bytes)
  if (what === 'term') return term
  if (what.trimEnd() === 'owned') {
    return bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
  }
  if (what === 'thread') return (await import('node:worker_threads')).isMainThread
  const make = MAKE[what]
  if (make === undefined) throw new RangeError(`There is no ${what}`)
  return make()
}
