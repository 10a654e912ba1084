/** A decoder of the user's own, off the thread: a module that a worker loads. @module */

import { checkOneOf, checkRecord } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import { type Decode, type DecodeContext, decodedBy, makesDeserialize } from './decoder.ts'
import { checkModuleUrl } from './module-url.ts'
import type { Wire } from './wire.ts'

export type { DecodeInWorker } from './in-worker/load.ts'

interface Scope {
  /** The name of the term. */
  readonly term: string
}

/** Options of `inWorker`. */
export interface InWorkerOptions {
  /**
   * Where the module runs: `worker` is another thread, which can't hold up the event loop, but shares the memory of the
   * service: a payload that exhausts it ends the service. `process` is a process for each payload, whose end by
   * `memory` or otherwise is a failed attempt.
   *
   * @defaultValue `'worker'`
   */
  readonly isolation?: 'worker' | 'process' | undefined
  /**
   * With `isolation: 'process'`: how much memory V8 may use there for what it makes, in MiB, at least 32; and how much a
   * value may be on its way back.
   *
   * @defaultValue 512
   */
  readonly memory?: number | undefined
}

/**
 * Decodes in another thread, whatever the size: `deserialize: inWorker<Prices>(new URL('./decode.js', import.meta.url))`.
 *
 * The module's default export, or else its `decode`, is called with the bytes, which are its own, and `{ term }`. What it
 * returns, or promises, comes back as `structuredClone` has it: bytes are moved, shared memory and what `table` made are
 * shared, and large arrays, objects, maps and sets are taken over in slices, between which the event loop turns. What is
 * held in two places of such a value may arrive as two.
 *
 * With `{ isolation: 'process' }` a process of its own decodes each payload: there nothing is shared, so that a table can't
 * come back, and the environment holds next to nothing.
 *
 * @throws TypeError that names the option and the value seen; the promise is rejected with
 * `ERR_TERM_DESERIALIZE` when the module refuses the bytes, with `ERR_TERM_DECODER` when it can't be loaded or its result
 * can't be cloned.
 */
export function inWorker<T>(
  url: URL,
  options: InWorkerOptions = {},
): (bytes: Uint8Array, scope: Scope) => Promise<T> {
  const href = checkModuleUrl('inWorker', 'url', url, URL_OF_A_FILE)
  const memory = checkIsolation(options)
  const deserialize = async (bytes: Uint8Array, { term }: Scope): Promise<T> => {
    const decode = await (await running()).loadDecode(href)
    return (await decode(bytes as Uint8Array<ArrayBuffer>, { term })) as T
  }
  const decode = async (wire: Wire, context: DecodeContext): Promise<unknown> =>
    memory === undefined
      ? (await running()).decodeByModule(href, wire, context)
      : (await apart()).decodeApart({ url: href, memory }, wire, context)
  return decodedBy(deserialize, decode as Decode<Awaited<T>>)
}

const URL_OF_A_FILE = { expected: 'the URL of a file', example: './decode.js' }
const LEAST_MEMORY = 32

/** How much memory a process of its own may have; `undefined` for a thread. */
function checkIsolation(options: InWorkerOptions): number | undefined {
  checkRecord('inWorker', 'options', options, ['isolation', 'memory'] satisfies (keyof InWorkerOptions)[])
  const { isolation = 'worker', memory = 512 } = options
  checkOneOf('inWorker', 'isolation', isolation, ['worker', 'process'])
  if (isolation === 'process') {
    if (Number.isSafeInteger(memory) && memory >= LEAST_MEMORY) return memory
    throw unexpected('inWorker', 'memory', `a whole number of MiB, at least ${LEAST_MEMORY}`, memory)
  }
  if (options.memory === undefined) return undefined
  throw unexpected('inWorker', 'memory', "left out, but with `isolation: 'process'`", memory)
}

// Comes with the first payload: most services have no module of their own.
const running = () => import('./in-worker/run.ts')
const apart = () => import('./in-worker/isolated/run.ts')

makesDeserialize(inWorker)
