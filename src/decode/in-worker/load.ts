/** Finds the function of a user's module that decodes. @module */

import { TermError } from '../../base/errors.ts'
import { explained, fileOf } from '../../reasons/index.ts'

// A `Uint8Array<ArrayBuffer>`, but also for TypeScript before 5.7, whose arrays of bytes took no parameter.
type OwnBytes = ReturnType<Uint8Array['slice']>

/** What a module for `inWorker` exports. */
export type DecodeInWorker = (bytes: OwnBytes, scope: { readonly term: string }) => unknown

/**
 * Loads the module into this thread, once.
 *
 * @throws TermError `ERR_TERM_DECODER`: whatever is wrong with it, the payload is not to blame
 */
export async function loadDecode(url: string): Promise<DecodeInWorker> {
  const { default: main, decode } = await load(url)
  const found = [main, decode].find((exported) => typeof exported === 'function')
  if (found !== undefined) return found as DecodeInWorker
  throw new TermError(
    'ERR_TERM_DECODER',
    `${called(url)} has no function as its default export or as \`decode\``,
    { stage: 'decode', hopeless: true },
  )
}

async function load(url: string): Promise<{ readonly default?: unknown; readonly decode?: unknown }> {
  try {
    return await import(/* webpackIgnore: true */ /* @vite-ignore */ url)
  } catch (cause) {
    throw explained(cause, 'ERR_TERM_DECODER', `${called(url)} can not be loaded${forWantOf(cause)}`, {
      stage: 'decode',
      hopeless: true,
    })
  }
}

/** Threads and processes get nothing that the service has preloaded. */
function forWantOf(cause: unknown): string {
  const isUnknown = Object(cause).code === 'ERR_UNKNOWN_FILE_EXTENSION'
  return isUnknown ? " without its loader, such as `workers: { execArgv: ['--import', 'tsx'] }`" : ''
}

/** Names the module with its file: where its syntax is wrong, V8 may name no place. */
function called(url: string): string {
  const file = fileOf(url)
  return `the module of \`inWorker\`${file === undefined ? '' : ` (${file})`}`
}
