/** A worker thread that reads shared terms as a test tells it. @module */

import { Worker, type WorkerOptions } from 'node:worker_threads'
import { onTestFinished } from 'vitest'
import type * as door from '../../src/worker.ts'

type SharedTerm = door.SharedTerm<unknown>

/** What a function that runs in the thread can use: all of `everterm/worker`, and small helpers. */
export type Inside = typeof door & {
  readonly Worker: typeof Worker
  /** Keeps whatever has to stay from one call to the next. */
  readonly kept: Record<string, unknown>
  /** The term of this name, which is attached once. */
  term(name?: string): SharedTerm
  /** Resolves with the value of this version as soon as it is published. */
  version(version: string, name?: string): Promise<unknown>
  /** Resolves as soon as the condition holds. */
  until(condition: () => boolean): Promise<void>
}

export interface ReaderThread {
  readonly worker: Worker
  /** Runs a function in the thread, which knows nothing of this one but its argument. */
  run<Result, Argument = undefined>(
    work: (inside: Inside, argument: Argument) => Result,
    ...argument: Argument extends undefined ? [] : [Argument]
  ): Promise<Awaited<Result>>
  /** Resolves with the exit code. */
  exit(): Promise<number>
}

/** The address of the compiled `everterm/worker`. */
export const DOOR = new URL('../../src/worker.js', import.meta.url).href

const INSIDE = `
const { parentPort, Worker } = require('node:worker_threads')
import('${DOOR}').then((door) => {
  const kept = {}
  const term = (name = 'prices') => (kept[name] ??= door.attach(name))
  const version = (wanted, name) => new Promise((resolve) => {
    const look = (snapshot) => snapshot.version === wanted && (stop(), resolve(snapshot.value))
    const stop = term(name).subscribe(look)
    if (term(name).peek() !== undefined) look(term(name).snapshot())
  })
  const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const inside = { ...door, Worker, kept, term, version, until }
  parentPort.on('message', async ({ id, work, argument }) => {
    try {
      parentPort.postMessage({ id, result: await eval(work)(inside, argument) })
    } catch (error) {
      // A clone of an error has lost its class and its code.
      const { name, message, code } = error
      parentPort.postMessage({ id, error: { name, message, code } })
    }
  })
})
`

/** Starts a thread that ends with the test. */
export function readerThread(options: WorkerOptions = {}): ReaderThread {
  const worker = new Worker(INSIDE, { eval: true, execArgv: [], ...options })
  const ended = new Promise<number>((resolve) => worker.once('exit', resolve))
  const answers = new Map<number, (answer: { result?: unknown; error?: unknown }) => void>()
  worker.on('message', ({ id, ...answer }) => {
    answers.get(id)?.(answer)
    answers.delete(id)
  })
  worker.on('error', () => {})
  onTestFinished(() => worker.terminate().then(() => {}))
  let calls = 0
  return {
    worker,
    exit: () => ended,
    run: (work, ...[argument]) =>
      new Promise((resolve, reject) => {
        const id = ++calls
        answers.set(id, ({ result, error }) => {
          if (error === undefined) resolve(result as never)
          else reject(Object.assign(new Error(), error))
        })
        worker.postMessage({ id, work: `(${work})`, argument })
      }),
  }
}

export const readerThreads = (count: number): ReaderThread[] =>
  Array.from({ length: count }, () => readerThread())
