/** A fetcher of fixed data. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixed } from '../../src/fetch/fixed.ts'
import { bodyOf, changed, fetchContext } from '../support/fetch-context.ts'

const probe = (fetcher: ReturnType<typeof fixed>) => fetcher.probe(undefined, fetchContext())

describe('fixed', () => {
  it('delivers the bytes as they are', async () => {
    const bytes = Uint8Array.of(1, 2, 3)
    const answer = changed(await probe(fixed(bytes, { version: 'v1' })))
    expect(answer).toMatchObject({ version: 'v1', size: 3, known: { version: 'v1' } })
    expect(await bodyOf(answer)).toBe(bytes)
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

  it.each([[undefined], [null], [1], [{ EUR: 1 }], [[1, 2]], [new ArrayBuffer(3)]])(
    'throws at once when the data is %o',
    (data) => {
      expect(() => fixed(data as never)).toThrow(TypeError)
      expect(() => fixed(data as never)).toThrow('`data`')
    },
  )

  it.each([[''], [1], [null]])('throws at once when the version is %o', (version) => {
    expect(() => fixed('abc', { version: version as never })).toThrow(TypeError)
  })
})
