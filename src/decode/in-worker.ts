/** A decoder of the user's own, off the thread: a module that a worker loads. @module */

import { unexpected } from '../base/unexpected.ts'
import { decodedBy, makesDeserialize } from './decoder.ts'

export type { DecodeInWorker } from './in-worker/load.ts'

interface Scope {
  /** The name of the term. */
  readonly term: string
}

/**
 * Decodes in another thread, whatever the size: `deserialize: inWorker<Prices>(new URL('./decode.js', import.meta.url))`.
 *
 * The module's default export, or else its `decode`, is called with the bytes, which are its own, and `{ term }`. What it
 * returns, or promises, comes back as `structuredClone` has it: bytes are moved, shared memory and what `table` made are
 * shared, and large arrays, objects, maps and sets are taken over in slices, between which the event loop turns. What is
 * held in two places of such a value may arrive as two.
 *
 * @throws TypeError for anything but the URL of a file, and for options; the promise is rejected with
 * `ERR_TERM_DESERIALIZE` when the module refuses the bytes, with `ERR_TERM_DECODER` when it can't be loaded or its result
 * can't be cloned.
 */
export function inWorker<T>(url: URL): (bytes: Uint8Array, scope: Scope) => Promise<T>
export function inWorker<T>(url: URL, options?: unknown): (bytes: Uint8Array, scope: Scope) => Promise<T> {
  if (typeof options === 'object' && options !== null)
    throw unexpected(
      'inWorker',
      'options',
      'left out',
      options,
      'the module is given the bytes and `{ term }`',
    )
  const href = checkFile(url)
  const deserialize = async (bytes: Uint8Array, { term }: Scope): Promise<T> => {
    const decode = await (await running()).loadDecode(href)
    return (await decode(bytes as Uint8Array<ArrayBuffer>, { term })) as T
  }
  return decodedBy(
    deserialize,
    async (wire, context): Promise<Awaited<T>> =>
      (await (await running()).decodeByModule(href, wire, context)) as Awaited<T>,
  )
}

// Comes with the first payload: most services have no module of their own.
const running = () => import('./in-worker/run.ts')

function checkFile(url: unknown): string {
  const { protocol, href } = Object(url) as Partial<URL>
  if (protocol === 'file:' && href !== undefined) return href
  // Any other URL may hold something that must not be shown.
  if (typeof url !== 'string') throw unexpected('inWorker', 'url', 'the URL of a file', protocol ?? url)
  const path = /^\.{0,2}\/?[\w-][\w./-]*$/.test(url) ? url : './decode.js'
  throw unexpected(
    'inWorker',
    'url',
    'the URL of a file',
    'text',
    `as \`new URL('${path}', import.meta.url)\``,
  )
}

makesDeserialize(inWorker)
