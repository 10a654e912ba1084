/** The mistake that `workers.entry` names a module that is none of ours: it runs, and never takes up the work of a decoder. @module */

import { fieldOf, TermError } from '../../base/errors.ts'
import { fileOf, reasonOf } from '../../reasons/index.ts'

/**
 * How long a thread or process may take until it takes up its work, in ms. That is less than `ready()` waits, whose error then has the
 * reason in it.
 */
export const START_MS = 20_000

const known = new WeakSet<TermError>()

/** What is known of a thread or process that ended, or is given up, before it had taken up its work. */
export interface ThreadEnding {
  /** As `it ended with code 0`. */
  readonly how: string
  readonly cause?: unknown
}

export function wrongEntry(entry: URL, { how, cause }: ThreadEnding): TermError {
  const file = fileOf(entry.href)
  const which = file === undefined ? '' : ` (${file})`
  const why = cause === undefined ? how : reasonOf(cause)
  const error = new TermError(
    'ERR_TERM_DECODER',
    `the module of \`workers.entry\`${which} is to import everterm/thread, and decodes nothing: ${why}`,
    { stage: 'decode', hopeless: true, cause },
  )
  known.add(error)
  return error
}

export const isWrongEntry = (thrown: unknown): boolean => known.has(thrown as TermError)

/** Was it Node.js that could start none, or had no memory for it? Then the module has not been seen at all. */
export const isLackOfThreads = (cause: unknown): boolean =>
  /^ERR_WORKER_(INIT_FAILED|OUT_OF_MEMORY)$/.test(String(fieldOf(cause, 'code')))
