/** Names become segments of keys and come back, whatever they are. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkControlKey, keyOf, keys, namesInKey } from '../../src/fleet/keys.ts'

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })

test('a key gives back the names that it was made of, and two lists of names never share one', () => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
      const key = keyOf(...(names as [string, ...string[]]))
      expect(namesInKey(key)).toEqual(names)
      expect(checkControlKey('fleet', 'key', key)).toBe(key)
    }),
  )
})

test('ordinary names stay as they are, and a dot within one joins nothing', () => {
  expect(keys.rollout('shop', 'geo_countries-v2')).toBe('shop.geo_countries-v2.rollout')
  expect(keys.topic('shop', 'v1.prices')).toBe('shop.v1=2Eprices')
})

test('the parts of an instance are segments, by which a host can be held to what is its own', () => {
  const [vote, status] = [
    keys.vote('shop', 'prices', 'r1', 'host-1.eu/4711'),
    keys.status('shop', 'host-1.eu/4711'),
  ]
  expect([vote, status]).toEqual(['shop.prices.r1.host-1=2Eeu.4711', 'shop.host-1=2Eeu.4711'])
  expect([keys.voter(vote), keys.reporter(status)]).toEqual(['host-1.eu/4711', 'host-1.eu/4711'])
})

test.each(['', '.', 'a.', '.a', 'a..b', 'a*', 'a b', 'a>', 'é', 'a'.repeat(1025), 7])(
  'refuses %j as a key',
  (key) => {
    expect(() => checkControlKey('nats', 'key', key)).toThrow(TypeError)
  },
)

test('refuses a name without content', () => {
  expect(() => keyOf('')).toThrow('expected `name` to be text with content')
})
