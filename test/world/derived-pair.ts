/** A term that is derived of the first two of a world, beside what must be true of it: also while it is pinned. @module */

import { derive, type RemoteTerm } from '../../src/index.ts'

export interface DerivedPair {
  readonly term: RemoteTerm<string>
  pin(): Promise<void>
  unpin(): Promise<void>
  /** Throws what is wrong. */
  check(parents: readonly (number | undefined)[]): void
}

type Parent = RemoteTerm<readonly number[]>

export function derivedPair(one: Parent, other: Parent): DerivedPair {
  const term = derive([one, other], (a, b) => `${a[0]} ${b[0]}`, { name: 'derived', start: 'background' })
  let pinned: string | undefined
  return {
    term,
    async pin() {
      const before = term.peek()
      if (before === undefined) return
      await term.pin()
      pinned = before
    },
    async unpin() {
      await term.unpin()
      pinned = undefined
    },
    check(parents) {
      const { state, expired } = term.status()
      if (pinned !== undefined) {
        const is = term.peek()
        // What it was made of may have expired, though its parents have something newer.
        if (is !== pinned && !(is === undefined && expired))
          throw new Error(`derived is ${is}, pinned to ${pinned}`)
        return
      }
      if (parents.includes(undefined) || state === 'down') return
      if (term.peek() !== parents.join(' '))
        throw new Error(`derived is ${term.peek()}, its parents ${parents.join(' ')}, in ${state}`)
    },
  }
}
