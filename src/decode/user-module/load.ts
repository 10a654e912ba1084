/** Finds the function that a user's module exports. @module */

import { TermError } from '../../base/errors.ts'
import { explained, fileOf } from '../../reasons/index.ts'

/** What a module is for. */
export interface ModuleUse {
  /** Who asks for it, as code names it. */
  readonly of: string
  /** The name of its function, where it isn't the default export. */
  readonly name: string
}

/**
 * Loads the module into this thread, once.
 *
 * @throws TermError `ERR_TERM_DECODER`: whatever is wrong with it, the payload is not to blame
 */
export async function moduleFunction<F>(url: string, { of, name }: ModuleUse): Promise<F> {
  const exports = await load(url, of)
  const found = [exports.default, exports[name]].find((exported) => typeof exported === 'function')
  if (found !== undefined) return found as F
  throw new TermError(
    'ERR_TERM_DECODER',
    `${called(url, of)} has no function as its default export or as \`${name}\``,
    { stage: 'decode', hopeless: true },
  )
}

async function load(url: string, of: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(/* webpackIgnore: true */ /* @vite-ignore */ url)
  } catch (cause) {
    throw explained(cause, 'ERR_TERM_DECODER', `${called(url, of)} can not be loaded${forWantOf(cause)}`, {
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
function called(url: string, of: string): string {
  const file = fileOf(url)
  return `the module of \`${of}\`${file === undefined ? '' : ` (${file})`}`
}
