/** Bodies that are empty under their compression: as empty as those without a byte. @module */

import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bytes, http, remoteTerm } from '../../src/index.ts'
import { outcome } from '../support/grown.ts'
import { type Answer, serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { stageTree } from '../support/staged-term.ts'

guardProcess()

const EMPTY: [string, Answer][] = [
  ['of gzip', { body: gzipSync('') }],
  ['of gzip, by the transport', { body: gzipSync(''), headers: { 'content-encoding': 'gzip' } }],
  ['of brotli, by the transport', { body: brotliCompressSync(''), headers: { 'content-encoding': 'br' } }],
]
const DECODERS = {
  none: undefined,
  'the bytes': bytes(),
  'shared bytes': bytes({ shared: true }),
  'one of the user': (payload: Uint8Array) => payload.byteLength,
}

describe.each(EMPTY)('a body %s that is empty inside', (_, answer) => {
  it.each(Object.entries(DECODERS))('replaces no good value, with a decoder: %s', async (_, deserialize) => {
    await using origin = await serveOrigin()
    origin.reply('/', { body: 'good' }, answer)
    const term = remoteTerm<unknown>({ name: 'data', fetcher: http(origin.url), deserialize } as never)
    await stageTree({ term })
    const good = term.get()

    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_EMPTY', stage: 'decode' })
    expect(term.get()).toBe(good)
  })

  it('is a value with `allowEmpty`', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', { body: 'good' }, answer)
    const term = remoteTerm({ name: 'data', fetcher: http(origin.url, { allowEmpty: true }) })
    await stageTree({ term })

    expect(await term.refresh()).toBe('updated')
    expect(term.get()).toHaveLength(0)
  })
})
