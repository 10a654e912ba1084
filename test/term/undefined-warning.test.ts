/** A `deserialize` that returns `undefined` gives a value like others, and a warning. @module */

import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { fixed, remoteTerm } from '../../src/index.ts'
import { grow } from '../support/grown.ts'

/** Collects the warnings of the process from now on. */
function warnings(): string[] {
  const heard: string[] = []
  const hear = ({ message }: Error) => void heard.push(message)
  process.on('warning', hear)
  onTestFinished(() => void process.off('warning', hear))
  return heard
}

it('a forgotten `return` is warned of once, and what it gives is the value', async () => {
  const warned = once(process, 'warning')
  const heard = warnings()
  const deserialize = (bytes: Uint8Array) => void JSON.parse(Buffer.from(bytes).toString())
  for (const name of ['prices', 'others']) {
    const term = remoteTerm({ name, fetcher: fixed('{}'), deserialize })
    await grow({ term })
    expect(term.get()).toBeUndefined()
  }
  await warned
  expect(heard).toEqual([
    '[prices] `deserialize` returned `undefined`, which is the value now: a missing `return`?',
  ])
})

it('a term that keeps its value by itself is not warned of', async () => {
  const heard = warnings()
  const kept: string[] = []
  const term = remoteTerm({
    name: 'prices',
    fetcher: fixed('{}'),
    deserialize: (bytes) => void kept.push(Buffer.from(bytes).toString()),
    put: () => {},
    get: () => kept.at(-1),
  })
  await grow({ term })
  expect(term.get()).toBe('{}')
  expect(heard).toEqual([])
})
