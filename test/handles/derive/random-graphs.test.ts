/** Random graphs of derived terms whose roots publish at any moment: no value mixes two versions of a root, and all settle. @module */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { derive, type RemoteTerm } from '../../../src/index.ts'
import { parent } from '../../support/derived-family.ts'
import { grow } from '../../support/grown.ts'
import { type SimulatedTime, simulatedTime } from '../../support/simulated-time.ts'

const ROOTS = 3

/** Which version of each root a value was made of. */
type Made = Readonly<Record<string, string>>

interface Node {
  /** Any numbers: each names one of the terms before it. */
  readonly of: readonly number[]
  /** How long its computation takes, in ms; 0 means none at all. */
  readonly takes: number
}

const node = fc.record({
  of: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  takes: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 })),
})
const act = fc.record({ root: fc.nat(ROOTS - 1), wait: fc.integer({ min: 0, max: 30 }) })

function graph(nodes: readonly Node[], time: SimulatedTime) {
  const roots = Array.from({ length: ROOTS }, (_, at) => parent(`root${at}`, `root${at} 0`))
  const mixed: string[] = []
  const merged = (values: readonly unknown[]): Made => {
    const all: Record<string, string> = {}
    for (const value of values) {
      const made = typeof value === 'string' ? { [value.split(' ')[0] as string]: value } : (value as Made)
      for (const [root, version] of Object.entries(made)) {
        all[root] ??= version
        if (all[root] !== version) mixed.push(`${all[root]} beside ${version}`)
      }
    }
    return all
  }
  const terms: RemoteTerm<unknown>[] = roots.map(({ term }) => term)
  for (const { of, takes } of nodes) {
    const parents = of.map((at) => terms[at % terms.length] as RemoteTerm<unknown>)
    const compute = (...values: unknown[]) => {
      const made = merged(values)
      if (takes === 0) return made
      return new Promise<Made>((resolve) => time.clock.setTimeout(() => resolve(made), takes))
    }
    terms.push(derive(parents as [RemoteTerm<unknown>], compute, { start: 'background' }))
  }
  return { roots, terms, mixed, merged }
}

it('each value is of one moment, and in the end of the last one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(node, { minLength: 1, maxLength: 8 }),
      fc.array(act, { maxLength: 12 }),
      async (nodes, acts) => {
        const time = simulatedTime()
        const { roots, terms, mixed, merged } = graph(nodes, time)
        // The last ones come first.
        const children = Object.fromEntries(terms.map((term, at) => [`term${at}`, term] as const).reverse())
        const { tree } = await grow(children, { time })
        const versions = roots.map(() => 0)
        for (const { root, wait } of acts) {
          versions[root] = (versions[root] as number) + 1
          void roots[root]?.publish(`root${root} ${versions[root]}`)
          await time.advance(wait)
        }
        await time.settle()
        // One that was published while its root was asked may not have been seen.
        await Promise.all(roots.map(({ term }) => term.refresh()))
        for (let step = 0; step < 40; step++) await time.advance(25)
        await tree.stop()
        expect(mixed).toEqual([])
        nodes.forEach(({ of }, at) => {
          const parents = of.map((parent) => terms[parent % (ROOTS + at)]?.get())
          expect(terms[ROOTS + at]?.get()).toEqual(merged(parents))
        })
        expect(roots.map(({ term }) => term.get())).toEqual(
          versions.map((version, at) => `root${at} ${version}`),
        )
      },
    ),
    { numRuns: 100 },
  )
}, 120_000)
