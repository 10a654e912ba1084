/** A fetcher of fixed data. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixed } from '../../src/fetch/fixed.ts'
import { json, remoteTerm } from '../../src/index.ts'
import { bodyOf, changed, fetchContext } from '../support/fetch-context.ts'
import { grow } from '../support/grown.ts'

const probe = (fetcher: ReturnType<typeof fixed>) => fetcher.probe(undefined, fetchContext())

describe('fixed', () => {
  it('delivers the bytes as they were, to each who asks, whatever is done to them', async () => {
    const bytes = Uint8Array.of(1, 2, 3)
    const fetcher = fixed(bytes, { version: 'v1' })
    bytes.fill(7)
    const answer = changed(await probe(fetcher))
    expect(answer).toMatchObject({ version: 'v1', size: 3, known: { version: 'v1' } })
    ;(await bodyOf(answer)).fill(8)
    expect(await bodyOf(changed(await probe(fetcher)))).toEqual(Uint8Array.of(1, 2, 3))
  })

  it('delivers a string as UTF-8', async () => {
    const body = await bodyOf(await probe(fixed('10 €')))
    expect(new TextDecoder('utf-8', { fatal: true }).decode(body)).toBe('10 €')
  })

  it('takes the beginning of the SHA-256 for its version', async () => {
    expect(changed(await probe(fixed('abc'))).version).toBe('ba7816bf8f01cfea')
  })

  it('says unchanged to what it published, and only to that', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 1000 }),
        fc.string({ maxLength: 50 }),
        async (bytes, other) => {
          const fetcher = fixed(bytes)
          const { known, version } = changed(await probe(fetcher))
          expect(await fetcher.probe(known, fetchContext())).toEqual({ changed: false })
          const stranger = await fetcher.probe({ version: other }, fetchContext())
          expect(stranger.changed).toBe(other !== version)
        },
      ),
    )
  })

  it.each([
    ['empty data', '', 10, 'ERR_TERM_EMPTY'],
    ['more than may be taken', 'abcd', 3, 'ERR_TERM_TOO_LARGE'],
  ])('refuses %s', async (_, data, maxBytes, code) => {
    await expect(fixed(data).probe(undefined, fetchContext({ maxBytes }))).rejects.toMatchObject({ code })
  })

  it.each([[null], [1], [true], [{ my: 'data' }], [[1, { a: [null] }]], [{}]])(
    'delivers a value of JSON as its document: %j',
    async (data) => {
      const body = await bodyOf(await probe(fixed(data)))
      expect(JSON.parse(Buffer.from(body).toString())).toEqual(data)
    },
  )

  it('is read by `json`, and nobody sees what becomes of the value afterwards', async () => {
    const data = { my: 'data', list: [1], absent: undefined }
    const term = remoteTerm({ name: 'fixed', fetcher: fixed(data), deserialize: json<typeof data> })
    data.list.push(2)
    await grow({ term })
    expect(term.get()).toEqual({ my: 'data', list: [1] })
    expect(term.get()).not.toBe(data)
  })

  const circle: Record<string, unknown> = {}
  circle.own = circle
  it.each<[string, unknown, string]>([
    ['undefined', undefined, 'got undefined'],
    ['a buffer', new ArrayBuffer(3), 'of the class ArrayBuffer'],
    ['other numbers than bytes', new Float64Array(1), 'of the class Float64Array'],
    ['a function', { call: () => 'secret' }, 'got function at `call`'],
    ['a date', { at: new Date() }, 'of the class Date at `at`'],
    ['a map', new Map([['secret', 1]]), 'of the class Map'],
    ['no number', { deep: [{ price: Number.NaN }] }, 'got NaN at `price`'],
    ['a bigint', [1n], 'got bigint at `0`'],
    ['a hole', [undefined], 'got undefined at `0`'],
    ['an object that turns into another', { toJSON: () => 'secret' }, 'of the class Object'],
    ['a circle', circle, 'holds itself'],
  ])('throws at once when the data has %s', (_, data, told) => {
    const make = () => fixed(data as never)
    expect(make).toThrow(TypeError)
    expect(make).toThrow('`data`')
    expect(make).toThrow(told)
    expect(make).not.toThrow('secret')
  })

  it.each([[''], [1], [null]])('throws at once when the version is %o', (version) => {
    expect(() => fixed('abc', { version: version as never })).toThrow(TypeError)
  })
})
