/** Tries whether a new child loads, in a tree of its own, while the one that it shall replace goes on. @module */

import { TermError } from '../../base/errors.ts'
import { supervise } from '../../handles/supervise.ts'
import { carryCopy } from '../../term/carried-copy.ts'
import { type Child, checkChild, type SuperviseOptions, termsIn } from '../../tree/index.ts'

/**
 * Resolves when each of its terms has had an answer of its origin. What it loads is for the tree that keeps it next: where
 * that one has a keepsake, the payload is brought along for it.
 *
 * @throws TermError why one has none
 */
export async function tried(
  name: string,
  child: Child,
  { workers, keepsake }: Pick<SuperviseOptions, 'workers' | 'keepsake'>,
): Promise<void> {
  const keepers = [...termsIn(checkChild('serve', name, child))]
  // A term with a folder of its own writes by itself.
  const carried = keepers.filter(({ options }) => keepsake !== undefined && options.keepsake === undefined)
  const ends = carried.map(carryCopy)
  const options = workers === undefined ? { observers: [] } : { observers: [], workers }
  const tree = await supervise({ [name]: child }, options)
  try {
    await Promise.all(
      keepers.map(async ({ options: { name: term, start }, derivation }) => {
        const handle = tree.term(term)
        if (handle === undefined) throw new TermError('ERR_TERM_STOPPED', `[${term}] is gone`)
        await handle.ready({ timeout: start.withinMs })
        // What a disk had kept says nothing of the origin.
        if (derivation === undefined && handle.snapshot().origin !== 'remote') await handle.refresh()
      }),
    )
  } finally {
    await tree.stop({ timeout: '5s' })
    for (const end of ends) end()
  }
}
