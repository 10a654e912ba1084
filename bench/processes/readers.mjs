/** Lists the ways to read that are compared, each with the way to change what is read. @module */

import { fixed, remoteTerm } from 'everterm'
import { publish } from '../../dist/src/term/publication.js'
import { checkChild } from '../../dist/src/tree/child-of.js'

let variable = { rate: 0 }

/** A term together with the swap that publishes, which users can't call: only a tree publishes, once a value is judged. */
function publishable(name) {
  const term = remoteTerm({ name, fetcher: fixed('{}'), initial: { rate: 0 } })
  const { keeper } = checkChild('bench', name, term)
  const facts = { version: 'v1', digest: '', known: undefined, bytes: 2, source: name, modifiedAt: undefined }
  return { term, swap: (value) => publish(keeper, { value, ...facts }, 'hand') }
}

export const readers = {
  variable: () => ({
    read: () => variable,
    swap: (value) => {
      variable = value
    },
  }),
  get() {
    const { term, swap } = publishable('rates')
    return { read: () => term.get(), swap }
  },
  get128() {
    const all = Array.from({ length: 128 }, (_, index) => publishable(`rates${index}`))
    const terms = all.map(({ term }) => term)
    return {
      read: (index) => terms[index & 127].get(),
      swap: (value) => all.forEach(({ swap }) => void swap(value)),
    }
  },
  peek() {
    const { term, swap } = publishable('rates')
    return { read: () => term.peek(), swap }
  },
  snapshot() {
    const { term, swap } = publishable('rates')
    return { read: () => term.snapshot().value, swap }
  },
  map() {
    const map = new Map(Array.from({ length: 128 }, (_, index) => [`rates${index}`, { rate: 0 }]))
    return { read: () => map.get('rates64'), swap: (value) => void map.set('rates64', value) }
  },
}
