/** Two terms that publish when a test wants it, and one that is derived of both. @module */

import { vi } from 'vitest'
import { derive, remoteTerm } from '../../src/index.ts'
import { type Script, scripted, text } from './scripted-fetcher.ts'

/** A term whose value is the text that its fetcher answers with, when it is asked to. */
export function parent(name: string, ...script: readonly Script[]) {
  const fetcher = scripted(...script)
  const term = remoteTerm({ name, fetcher, deserialize: text, refreshInterval: null, start: 'background' })
  const publish = (version: string) => {
    fetcher.answer(version)
    return term.refresh()
  }
  return { term, fetcher, publish }
}

/** Two parents, and a term that is made of both. */
export function family(
  compute: (prices: string, rates: string) => unknown = (one, other) => `${one} ${other}`,
) {
  const [prices, rates] = [parent('prices', 'p1'), parent('rates', 'r1')]
  const computed = vi.fn(compute)
  const table = derive({ prices: prices.term, rates: rates.term }, computed)
  return { prices, rates, computed, table, all: { table, prices: prices.term, rates: rates.term } }
}
