/** A module for `inWorker` that does harm in its thread, as the payload names it; else it tells what it was given. @module */

import { MessageChannel, MessagePort, parentPort, workerData } from 'node:worker_threads'

const forged = { value: 'forged', isSpoiled: false }

const HARM = {
  'posts what looks like an answer': () => parentPort.postMessage(forged),
  'posts what can not be read': () => {
    const { port1 } = new MessageChannel()
    parentPort.postMessage(port1, [port1])
  },
  'answers at all ports it can find': () => {
    for (const port of Object.values(workerData.everterm)) port.postMessage(forged)
    parentPort.on('message', () => parentPort.postMessage(forged))
  },
  'closes the port of its thread': () => parentPort.close(),
  'transfers its bytes away': (bytes) => new MessageChannel().port1.postMessage(bytes, [bytes.buffer]),
  'leaves a rejection that nobody handles': () => void Promise.reject(new Error('left behind')),
  'throws in a callback later on': () => {
    setTimeout(() => {
      throw new Error('left behind')
    })
  },
  'replaces JSON.parse': () => {
    JSON.parse = () => 'forged'
  },
  'replaces Array.prototype.slice': () => {
    Array.prototype.slice = () => ['forged']
  },
  'gives all arrays one more member': () => {
    Array.prototype.last = 'forged'
  },
  'freezes the prototype of arrays': () => {
    Object.freeze(Array.prototype)
  },
  'replaces structuredClone': () => {
    globalThis.structuredClone = () => 'forged'
  },
  'takes Promise.race away': () => {
    Promise.race = undefined
  },
  'mutes all ports': () => {
    MessagePort.prototype.postMessage = () => {}
  },
  'takes TextDecoder away': () => {
    globalThis.TextDecoder = undefined
  },
  'makes a getter of a global': () => {
    Object.defineProperty(globalThis, 'Map', { get: () => WeakMap })
  },
}

export const WAYS = Object.keys(HARM)

export function decode(bytes, { term }) {
  const way = Buffer.from(bytes).toString()
  HARM[way]?.(bytes)
  return { term, given: way }
}
