/** A decoder that does in its process what the payload says. @module */

import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { threadId } from 'node:worker_threads'

const grown = []

/** Starts a process that has the standard error of this one, lives longer, and has its number in a file. */
const helper = (file) => {
  const started = spawn('sleep', ['600'], { stdio: ['ignore', 'ignore', 'inherit'] })
  return started.once('spawn', () => writeFileSync(file, String(started.pid)))
}

const ways = {
  where: () => {
    const { pid, ppid: parent, execArgv: args } = process
    const began = performance.timeOrigin
    return { pid, parent, thread: threadId, args, began, ended: began + performance.now() }
  },
  env: () => Object.keys(process.env).sort(),
  exit: () => process.exit(3),
  spin: () => {
    for (;;);
  },
  'die before its helper': (file) => {
    helper(file).once('spawn', () => process.kill(process.pid, 'SIGKILL'))
    return new Promise(() => {})
  },
  'hang beside its helper': (file) => {
    helper(file)
    return new Promise(() => {})
  },
  hang: () => new Promise(() => {}),
  throw: () => {
    throw new RangeError('this record is none')
  },
  nothing: () => {
    throw undefined
  },
  reject: () => Promise.reject(new RangeError('this record is none')),
  stray: () =>
    new Promise(() => {
      setTimeout(() => {
        throw new Error('a mistake in a callback')
      })
    }),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  objects: () => {
    for (;;) grown.push({ grown: [grown.length] })
  },
  function: () => ({ look: () => {} }),
  huge: () => new Uint8Array(40 * 2 ** 20),
  print: () => {
    console.log('the payload')
    console.error('the payload')
    return 'printed'
  },
  map: () => new Map([['a', new Date(5)]]),
  many: () => Array.from({ length: 50_000 }, (_, id) => ({ id, name: `record ${id}` })),
  bytes: () => new Uint8Array([1, 2, 3]),
}

export const decode = (bytes) => {
  const text = new TextDecoder().decode(bytes)
  const [way, file] = text.split('\n')
  return text.startsWith('[') ? JSON.parse(text) : ways[way](file)
}
