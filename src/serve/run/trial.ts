/** Tries whether new terms load, in a tree of their own, while those that they shall replace go on. @module */

import { TermError } from '../../base/errors.ts'
import { type Supervision, supervise } from '../../handles/supervise.ts'
import { carryCopy } from '../../term/carried-copy.ts'
import type { SuperviseOptions, TermBehind } from '../../tree/index.ts'

export interface ReloadTrial {
  /**
   * Resolves when each of these terms has had an answer of its origin. The tree keeps none of them any more then, nor when
   * one has failed.
   *
   * @throws TermError why one has had none
   */
  load(terms: readonly TermBehind[]): Promise<void>
  /** Calls off what is under way. A second call is the first one. */
  end(): Promise<void>
}

/**
 * Terms are tried side by side, as many at once as `downloads` lets ask. What they load is for the tree that keeps them
 * next, of which these are the options: where that one has a keepsake, the payload is brought along for it.
 */
export async function beginTrial({ workers, downloads, keepsake }: SuperviseOptions): Promise<ReloadTrial> {
  const tree = await supervise({}, { observers: [], workers, downloads })
  // A term with a folder of its own writes by itself.
  const isCarried = ({ keeper }: TermBehind) =>
    keepsake !== undefined && keeper.options.keepsake === undefined
  return {
    async load(terms) {
      const ends = terms.filter(isCarried).map(({ keeper }) => carryCopy(keeper))
      try {
        await Promise.all(terms.map((term) => loadedIn(tree, term)))
      } finally {
        await Promise.all(terms.map(({ keeper }) => tree.remove(keeper.options.name)))
        for (const end of ends) end()
      }
    },
    end: () => tree.stop({ timeout: '5s' }),
  }
}

async function loadedIn(tree: Supervision, { handle: child, keeper }: TermBehind): Promise<void> {
  const { name, start } = keeper.options
  await tree.add(name, child)
  const handle = tree.term(name)
  if (handle === undefined) throw new TermError('ERR_TERM_STOPPED', `[${name}] is gone`)
  await handle.ready({ timeout: start.withinMs })
  // What a disk had kept says nothing of the origin.
  if (keeper.derivation === undefined && handle.snapshot().origin !== 'remote') await handle.refresh()
}
