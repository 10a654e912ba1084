/** Builds a value anew from the steps that tell it. @module */

import { TermError } from '../../base/errors.ts'
import { setOwn } from '../../base/own-property.ts'
import type { CloneStep, ContainerKind } from './clone-step.ts'

interface Container {
  readonly value: unknown
  /** For arrays and sets the key means nothing. */
  put(key: unknown, value: unknown): void
  readonly isKeyed: boolean
}

const CONTAINERS: { readonly [kind in ContainerKind]: () => Container } = {
  array() {
    const value: unknown[] = []
    return { value, isKeyed: false, put: (_, member) => value.push(member) }
  },
  set() {
    const value = new Set()
    return { value, isKeyed: false, put: (_, member) => value.add(member) }
  },
  map() {
    const value = new Map()
    return { value, isKeyed: true, put: (key, member) => value.set(key, member) }
  },
  object() {
    const value: Record<string, unknown> = {}
    return { value, isKeyed: true, put: (name, member) => setOwn(value, name as string, member) }
  },
}

export interface Builder {
  take(steps: readonly CloneStep[]): void
  /** The value, once all its steps were taken. @throws TermError `ERR_TERM_DECODER` when they tell none */
  value(): unknown
}

export function builder(): Builder {
  const opened: Container[] = []
  const outer: Container[] = []
  const document = CONTAINERS.array()
  let open = document

  function follow(step: CloneStep): void {
    if (step.do === 'add') {
      addAll(open, step.members)
    } else if (step.do === 'again') {
      open.put(step.key, opened[step.container]?.value)
    } else if (step.do === 'close') {
      open = outer.pop() ?? document
    } else {
      const container = CONTAINERS[step.kind]()
      open.put(step.key, container.value)
      opened.push(container)
      outer.push(open)
      open = container
    }
  }

  return {
    take: (steps) => steps.forEach(follow),
    value() {
      const told = document.value as unknown[]
      if (told.length === 1) return told[0]
      // The module has changed what is built in there, and the steps came out wrong.
      throw new TermError('ERR_TERM_DECODER', 'The thread of the module of `inWorker` tells no value', {
        stage: 'decode',
      })
    },
  }
}

function addAll({ isKeyed, put }: Container, members: readonly unknown[]): void {
  if (isKeyed) for (let i = 0; i < members.length; i += 2) put(members[i], members[i + 1])
  else for (const member of members) put(undefined, member)
}
