/** What whoever serves a tree holds in hands: its terms by name, and what its view leads to. @module */

import type { TreeView } from '../events/observer.ts'
import { type Reach, reachOf } from '../tree/index.ts'
import type { RemoteTerm } from './term-handle.ts'

export interface ServedTree extends Reach {
  /** The handle of a term; `undefined` if there is none of this name. */
  term(name: string): RemoteTerm<unknown> | undefined
}

/** The tree that an observer sees, as `watch` gets it: also while `supervise` still waits for terms. */
export function servedTree(view: TreeView): ServedTree | undefined {
  const reach = reachOf(view)
  return (
    reach && { ...reach, term: (name) => reach.terms.get(name)?.handle as RemoteTerm<unknown> | undefined }
  )
}
