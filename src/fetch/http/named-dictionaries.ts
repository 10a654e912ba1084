/** Remembers of which dictionaries nothing came: whatever fails on a request that names one, that one isn't named again. @module */

import { TermError, toTermError } from '../../base/errors.ts'
import { onAbort } from '../../base/guarded-signal.ts'
import type { FetchContext, HeldBody } from '../fetcher.ts'

/** A request that names a dictionary, and what comes of it. */
export interface NamedDictionary {
  readonly held: HeldBody
  readonly context: FetchContext
  /** Hears why the attempt, or the body alone, came to nothing, and how many bytes had come by then. */
  failed(error: unknown, size?: number): void
  /** Nothing newer is there: what fails from here on has nothing to do with it. */
  end(): void
}

export interface NamedDictionaries {
  mayBeNamed(sha256: string): boolean
  name(held: HeldBody, context: FetchContext): NamedDictionary
  /** Tells a term why it names none, once. */
  passOver(held: HeldBody, context: FetchContext): void
}

/** Terms that share a fetcher have a dictionary each. */
const MOST = 1024

export function namedDictionaries(): NamedDictionaries {
  const distrusted = new Set<string>()
  const told = new Set<string | undefined>()

  function name(held: HeldBody, context: FetchContext): NamedDictionary {
    const { sha256: from } = held
    const { signal } = context
    let hasFailed = false
    const failed = (thrown: unknown, size = 0) => {
      // To call an attempt off says nothing of the origin.
      if (hasFailed || (signal.aborted && !(signal.reason instanceof TermError))) return
      hasFailed = true
      distrusted.add(from)
      for (const oldest of distrusted) if (distrusted.size > MOST) distrusted.delete(oldest)
      const error = toTermError(thrown, 'ERR_TERM_ENCODING', "the body can't be read", { stage: 'download' })
      context.delta?.({ from, to: undefined, size, of: 'bytes', error })
    }
    // A body that is labelled wrongly fails only where it is decoded: the attempt tells its fetcher by the signal.
    const end = onAbort(signal, () => failed(signal.reason))
    return { held, context, failed, end }
  }

  function passOver({ sha256: from, unfit: error }: HeldBody, { term, delta }: FetchContext): void {
    if (error === undefined || told.has(term)) return
    told.add(term)
    delta?.({ from, to: undefined, size: 0, of: 'bytes', error })
  }

  return { mayBeNamed: (sha256) => !distrusted.has(sha256), name, passOver }
}
