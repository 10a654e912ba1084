/** A module for `inWorker` that answers more than once, or never, or when its thread is about to end. @module */

const WAYS = {
  twice: () => ({
    // biome-ignore lint/suspicious/noThenProperty: it is a promise that settles more than once
    then(resolve, reject) {
      resolve('first')
      resolve('second')
      reject(new Error('third'))
    },
  }),
  parting: () => {
    setImmediate(() => process.exit(0))
    return 'last words'
  },
  quoting: (bytes) => {
    const text = Buffer.from(bytes).toString()
    structuredClone(bytes, { transfer: [bytes.buffer] })
    throw new Error(`what is ${text}?`)
  },
  circular: () => {
    const error = new Error('going round')
    error.cause = error
    throw error
  },
  mute: () => {
    Array.prototype.push = () => 0
  },
  memory: () => new Uint8Array(new WebAssembly.Memory({ initial: 1 }).buffer),
}

export const decode = (bytes) => {
  const [way] = Buffer.from(bytes).toString().split(' ')
  return WAYS[way](bytes)
}
