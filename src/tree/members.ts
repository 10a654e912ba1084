/**
 * Knows who belongs to a tree. A member has its names from the moment that it is added until it is removed; it has left
 * when its supervisor knows it no longer, which may be later.
 *
 * @module
 */

import type { ChildSpec } from '../../machines/index.ts'
import { unexpected } from '../base/unexpected.ts'
import { type Behind, leavesIn, type TermBehind, termsIn, termsOf } from './child-of.ts'

export interface Member {
  readonly name: string
  readonly child: Behind
  readonly spec: ChildSpec
  hasLeft: boolean
  /** Tells who waits for that; most members are waited for by nobody. */
  leave: (() => void) | undefined
  /** Resolves when the member has left and all of it is closed; `undefined` until it is removed. */
  removal: Promise<void> | undefined
}

export interface Members {
  /** All terms by name, those of groups included. */
  readonly terms: ReadonlyMap<string, TermBehind>
  /** @throws TypeError when a name is taken, or a term is supervised already; then nothing has happened yet */
  checkFree(children: ReadonlyMap<string, Behind>): void
  enter(name: string, child: Behind, spec: ChildSpec): Member
  get(name: string): Member | undefined
  /** Those who belong to the tree now, in the order in which they were added. */
  children(): Iterable<readonly [string, Behind]>
  /** Removes a member, whose names are free at once. */
  remove(member: Member, removal: Promise<void>): void
  /** The member that is on its way out; the last, if several had the name. */
  leaving(name: string): Member | undefined
  /** Notes that the member with this specification has left, if there is one. */
  left(spec: ChildSpec): void
  /** Lets all members leave, and returns those that hadn't left before. */
  dissolve(): readonly Member[]
}

/** Resolves when the member has left. There is one who waits for that: its removal. */
export async function hasGone(member: Member): Promise<void> {
  if (member.hasLeft) return
  await new Promise<void>((resolve) => {
    member.leave = resolve
  })
}

export const engaged = (name: string): TypeError =>
  unexpected('supervise', name, 'a term that is not supervised already', name)

const there = (name: string): TypeError =>
  new TypeError(`supervise: expected each term once in a tree, got the same term twice: \`${name}\``)

export function membership(): Members {
  const terms = new Map<string, TermBehind>()
  const present = new Map<string, Member>()
  const leaving = new Map<string, Member>()
  const bySpec = new Map<ChildSpec, Member>()

  function left(spec: ChildSpec): void {
    const member = bySpec.get(spec)
    bySpec.delete(spec)
    if (member === undefined) return
    member.hasLeft = true
    member.leave?.()
  }

  return {
    terms,
    checkFree(children) {
      const taken = new Set(terms.keys())
      const seen = new Set([...terms.values()].map(({ keeper }) => keeper))
      for (const keeper of termsOf(children)) {
        const { options, link } = keeper
        const { name } = options
        if (seen.has(keeper)) throw there(name)
        seen.add(keeper)
        if (taken.has(name)) throw unexpected('supervise', 'name', 'unique among the terms of a tree', name)
        if (link !== undefined) throw engaged(name)
        taken.add(name)
      }
    },
    enter(name, child, spec) {
      const member: Member = { name, child, spec, hasLeft: false, leave: undefined, removal: undefined }
      present.set(name, member)
      bySpec.set(spec, member)
      for (const leaf of leavesIn(child)) terms.set(leaf.keeper.options.name, leaf)
      return member
    },
    get: (name) => present.get(name),
    children: () => [...present].map(([name, { child }]) => [name, child]),
    remove(member, removal) {
      const { name, child } = member
      member.removal = removal
      present.delete(name)
      for (const { options } of termsIn(child)) terms.delete(options.name)
      leaving.set(name, member)
      void removal.then(() => {
        if (leaving.get(name) === member) leaving.delete(name)
      })
    },
    leaving: (name) => leaving.get(name),
    left,
    dissolve() {
      const last = [...bySpec.values()]
      for (const { spec } of last) left(spec)
      return last
    },
  }
}
