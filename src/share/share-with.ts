/** Shares terms with a worker thread. @module */

import type { Worker } from 'node:worker_threads'
import { checkFields, checkName } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import { checkShareable, isShareable, type Shareable, type Shared } from './shareable.ts'
import { isShared, serve } from './worker-shares.ts'

/** Ends the sharing; what the thread holds stays readable there. A second call is harmless. */
export interface Unshare {
  (): void
  [Symbol.dispose](): void
}

const IN_BRACES = 'in braces, as `{ prices }`'

/** A worker is known by its shape: a test environment may have another class. */
function isWorker(value: unknown): boolean {
  const { threadId, postMessage, once, off } = Object(value) as Partial<Worker>
  return typeof threadId === 'number' && [postMessage, once, off].every((one) => typeof one === 'function')
}

/**
 * Lets a worker thread read terms: there, `attach('prices')` returns a handle of the term that is named `prices` here.
 *
 * Tables, and bytes in shared memory, are in memory once; of any other value each thread gets a clone. A value that can't
 * be cloned is told as `listener.failed`, and the thread keeps the one before. The sharing ends by itself when the worker
 * ends.
 *
 * @throws TypeError that names what is no worker, no term, or shared with the worker already
 * @example
 * ```ts
 * const worker = new Worker(new URL('./worker.js', import.meta.url))
 * shareWith(worker, { prices })
 * ```
 */
export function shareWith(worker: Worker, terms: Readonly<Record<string, Shareable>>): Unshare {
  if (!isWorker(worker)) throw unexpected('shareWith', 'worker', 'a Worker', worker)
  const expected = 'an object of terms'
  checkFields('shareWith', 'terms', terms, expected, IN_BRACES)
  if (isShareable(terms)) throw unexpected('shareWith', 'terms', expected, terms, IN_BRACES)
  const sources = Object.entries(terms).map(([name, term]): [string, Shared] => {
    const source = checkShareable('shareWith', checkName('shareWith', name, name), term)
    if (isShared(worker, name)) {
      throw unexpected('shareWith', name, 'a name that is not shared with this worker already', name)
    }
    return [name, source]
  })
  // A worker that has ended has no id any more.
  const ends = worker.threadId < 0 ? [] : sources.map(([name, source]) => serve(worker, name, source))
  const unshare = () => {
    for (const end of ends) end()
  }
  return Object.assign(unshare, { [Symbol.dispose]: unshare })
}
