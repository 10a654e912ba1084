/** A field or a scheme that says what something is was only said to be none of those there are, where it was misspelt. @module */

import { expect, it } from 'vitest'
import { checkConfig } from '../../../src/serve/config/index.ts'

/** The faults of a term, or of a fleet, below its own path. */
function faultsOf(term: object, fleet?: object): readonly string[] {
  const prices = { from: './prices.json', ...term }
  const given = { terms: { prices }, ...(fleet && { fleet: { service: 'shop', ...fleet } }) }
  try {
    checkConfig(given, { folder: '/srv', env: {} })
    return []
  } catch (error) {
    return (error as { faults: readonly string[] }).faults.map((line) => line.replace('terms.prices.', ''))
  }
}

it.each([
  [{ publishd: './place' }, ['from.publishd: unknown; did you mean `published`?']],
  [{ uri: './prices.json' }, ['from.uri: unknown; did you mean `url`?']],
  [{ firstof: ['./a'] }, ['from.firstof: unknown; did you mean `firstOf`?']],
  [
    [{ ulr: 'https://cdn.example/x', cachee: true }],
    ['from[0].ulr: unknown; did you mean `url`?', 'from[0].cachee: unknown; did you mean `cache`?'],
  ],
  ['htps://cdn.example/x', ['from: nothing opens htps:; did you mean `https:`?']],
  [
    'publishd:./place',
    ['from: nothing opens publishd:; it is an object that says this: `{ "published": … }`'],
  ],
])('where a term comes from: %j', (from, faults) => {
  expect(faultsOf({ from })).toEqual(faults)
})

it('who has signed it', () => {
  expect(faultsOf({ verify: { ed2519: 'x' } })).toEqual([
    'verify.ed2519: unknown; did you mean `ed25519`?',
    expect.stringMatching(/^verify\.ed25519: expected/),
  ])
})

it.each([
  [{ ndats: 'nats.example.com' }, ['fleet.control.ndats: unknown; did you mean `nats`?']],
  ['rdis://h', [expect.stringMatching(/^fleet\.control: expected a URL .*; did you mean `redis:`\?$/)]],
])('the engine of a fleet: %j', (control, faults) => {
  expect(faultsOf({}, { control })).toEqual(faults)
})
