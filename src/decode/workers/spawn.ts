/** The one place where a thread that decodes is made. @module */

import { type MessagePort, Worker } from 'node:worker_threads'
import type { ThreadData } from './protocol.ts'

export interface SpawnOptions {
  /** The module that the thread runs. */
  readonly entry: URL
  /** The options of Node.js for the thread; `'inherit'`: as Node.js hands them down. */
  readonly execArgv?: readonly string[] | 'inherit' | undefined
}

/** @throws what Node.js has against the options, or against threads at all */
export function spawn(words: MessagePort, { entry, execArgv = [] }: SpawnOptions): Worker {
  const workerData: ThreadData = { everterm: { words } }
  return new Worker(entry, {
    name: 'everterm decode',
    workerData,
    transferList: [words],
    ...nodeOptions(execArgv),
  })
}

/** What a service preloads (agents, loaders, mocks) costs each thread its time and memory, and has no work there. */
function nodeOptions(execArgv: readonly string[] | 'inherit'): {
  execArgv?: string[]
  env?: NodeJS.ProcessEnv
} {
  if (execArgv !== 'inherit') {
    const { NODE_OPTIONS: _, ...env } = process.env
    return { execArgv: [...execArgv], env }
  }
  // `node --input-type=module --eval ...` hands down what no thread that runs a file takes. Otherwise it is for Node.js to
  // choose what of its options a thread gets: many are refused there.
  return process.execArgv.some((arg) => arg.startsWith('--input-type')) ? { execArgv: [] } : {}
}
