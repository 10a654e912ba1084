/** Steps that wait until somebody lets them go on: so a page can be looked at in the midst of each. @module */

import { type Deferred, deferred } from '../../support/deferred.ts'

export interface Gates<Name extends string> {
  /** From now on, whoever comes to one of these waits. */
  close(...names: readonly Name[]): void
  /** Lets on who waits there, and whoever comes later. */
  open(...names: readonly Name[]): void
  /** Resolves when one may go on. */
  pass(name: Name): Promise<void>
}

export function gates<Name extends string>(): Gates<Name> {
  const closed = new Map<Name, Deferred<void>>()
  return {
    close(...names) {
      for (const name of names) if (!closed.has(name)) closed.set(name, deferred())
    },
    open(...names) {
      for (const name of names) {
        closed.get(name)?.resolve()
        closed.delete(name)
      }
    },
    pass: (name) => closed.get(name)?.promise ?? Promise.resolve(),
  }
}
