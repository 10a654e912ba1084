/** Takes a value apart into messages that are cheap to clone, one at a time. @module */

import type { CloneStep } from './clone-step.ts'
import { weightOf } from './clone-weight.ts'
import { type Entry, entriesOf, kindOf } from './container.ts'

// About a millisecond for who receives it.
const MESSAGE_WEIGHT = 4000

/**
 * The steps that build the value anew, a message at a time.
 *
 * Only what is too heavy for a message is opened. Cycles through what is opened stay cycles; anything else that is held
 * twice arrives as one thing within a message, but as two in different ones.
 */
export function* takeApart(value: unknown, messageWeight = MESSAGE_WEIGHT): Generator<CloneStep[]> {
  let message = messageOf()
  const numbers = new Map<unknown, number>()
  const weigh = (value: unknown) => weightOf(value, messageWeight, (one) => numbers.has(one))

  function enter(entry: Entry): Iterator<Entry> | undefined {
    const held = entry.at(-1)
    const key = entry.length === 2 ? entry[0] : undefined
    const container = numbers.get(held)
    const weight = weigh(held)
    const kind = kindOf(held)
    if (container !== undefined) {
      message.add({ do: 'again', key, container })
    } else if (weight < messageWeight || kind === undefined) {
      message.addMember(entry, weight)
    } else {
      message.add({ do: 'open', kind, key })
      numbers.set(held, numbers.size)
      return entriesOf(held as object)
    }
    return undefined
  }

  const open: Iterator<Entry>[] = [[[value] as const].values()]
  for (let entries = open.at(-1); entries !== undefined; entries = open.at(-1)) {
    const next = entries.next()
    if (next.done) {
      open.pop()
      message.add({ do: 'close' })
    } else {
      const inner = enter(next.value)
      if (inner !== undefined) open.push(inner)
    }
    if (message.weight() >= messageWeight) {
      yield message.steps
      message = messageOf()
    }
  }
  yield message.steps
}

function messageOf() {
  const steps: CloneStep[] = []
  let members: unknown[] | undefined
  let weight = 0
  return {
    steps,
    weight: () => weight,
    add(step: CloneStep): void {
      members = undefined
      steps.push(step)
      weight++
    },
    addMember(entry: Entry, itsWeight: number): void {
      if (members === undefined) {
        members = []
        steps.push({ do: 'add', members })
      }
      members.push(...entry)
      weight += itsWeight
    },
  }
}
