/** Where verification is configured, nothing comes into a reader's hands without it, whichever way it takes. @module */

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { firstOf, fixed, http, json, minisign, remoteTerm, type Verifier } from '../../../src/index.ts'
import { fakeFetcher } from '../../../src/testing/fake-fetcher.ts'
import { deferred } from '../../support/deferred.ts'
import { grow, outcome } from '../../support/grown.ts'
import { keptFolder, life } from '../../support/kept-terms.ts'
import { minisignSigner } from '../../support/minisign-signer.ts'
import { PRICES, PROOF, signedOrigin, signedTerm } from '../../support/signed-origin.ts'

const ONE = '{"EUR":1}'
const TWO = '{"EUR":2}'
const signer = minisignSigner()
const verify = minisign(signer.publicKey)
const proof = signer.sign(Buffer.from(ONE))
const NOWHERE = { url: 'http://127.0.0.1:9', signer }
const common = { name: 'prices', deserialize: json<unknown>, refreshInterval: null } as const

describe('P29: there is no way around a signature:', () => {
  it('`initial` beside it is a mistake, and so is an option that is undefined', () => {
    const fetcher = fixed(ONE)
    expect(() => remoteTerm({ ...common, fetcher, verify, initial: {} })).toThrow(
      'remoteTerm "prices": expected `initial` to be left out with `verify`: nobody has signed it',
    )
    for (const option of ['verify', 'sha256']) {
      expect(() => remoteTerm({ ...common, fetcher, [option]: undefined })).toThrow(
        new RegExp(`^remoteTerm "prices": expected \`${option}\` to be .*, got \`undefined\``),
      )
    }
  })

  it('nothing is inflated, decoded, judged or stored before', async () => {
    const origin = await signedOrigin()
    const called: string[] = []
    const note = (name: string) => () => void called.push(name)
    // Of a bomb, or of garbage, not a byte is read.
    origin.publish(PRICES, gzipSync(Buffer.alloc(2 ** 20)))
    const { term, heard } = await signedTerm(origin, {
      deserialize: note('deserialize'),
      validate: note('validate'),
      guards: note('guards'),
      put: note('put'),
      get: note('get'),
      limits: { maxInflatedBytes: 1 },
    })
    expect(heard.outcomes()).toEqual(['ERR_TERM_SIGNATURE'])
    expect(called).toEqual([])
    expect(() => term.get()).toThrow(expect.objectContaining({ code: 'ERR_TERM_NOT_LOADED' }))
  })

  it('a value that the user keeps is put only when it is signed', async () => {
    const origin = await signedOrigin()
    origin.sign(ONE)
    let kept: unknown
    const put = (value: unknown) => {
      kept = value
    }
    const { term } = await signedTerm(origin, { put, get: () => kept })
    origin.publish(PRICES, TWO)
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
    expect([kept, term.get()]).toEqual([{ EUR: 1 }, { EUR: 1 }])
  })

  it('the signature is of the bytes of the wire, and not of what they inflate to', async () => {
    const origin = await signedOrigin()
    const zipped = gzipSync(ONE)
    origin.publish(PRICES, zipped)
    origin.reply(PROOF, { body: origin.signer.sign(Buffer.from(ONE)) })
    const { term } = await signedTerm(origin)
    expect(term.peek()).toBeUndefined()
    origin.reply(PROOF, { body: origin.signer.sign(zipped) })
    expect(await term.refresh()).toBe('updated')
    expect(term.get()).toEqual({ EUR: 1 })
  })

  it('a fallback has a signature of its own, beside its own copy', async () => {
    const primary = await signedOrigin()
    const fallback = await signedOrigin()
    primary.reply(PRICES, { status: 500 })
    primary.reply(PROOF, { body: primary.signer.sign(Buffer.from(TWO)) })
    fallback.publish(PRICES, TWO)
    const fetcher = firstOf([http(primary.url + PRICES), http(fallback.url + PRICES)])
    const { term, heard } = await signedTerm(primary, { fetcher })
    expect(heard.outcomes()).toEqual(['ERR_TERM_SIGNATURE'])
    expect(term.peek()).toBeUndefined()
    fallback.reply(PROOF, { body: primary.signer.sign(Buffer.from(TWO)) })
    expect(await term.refresh()).toBe('updated')
    expect(heard.of('refresh.updated')).toMatchObject([{ fallback: true, signedBy: primary.signer.id }])
  })

  it.each<[string, string, object]>([
    ['a fetcher that brings none', 'proof', {}],
    ['one that brings none of these bytes', 'signature', { proof: signer.sign(Buffer.from(TWO)) }],
  ])('%s publishes nothing', async (_, rule, given) => {
    const { term, heard } = await signedTerm(NOWHERE, { fetcher: fakeFetcher().serve(ONE, given), verify })
    expect(term.peek()).toBeUndefined()
    expect(heard.of('term.rejected')).toMatchObject([{ rule }])
  })

  it('a manifest is one only where a fetcher brings what stands in it', async () => {
    const inManifest = { verify: minisign(signer.publicKey, { proof: 'manifest' }) }
    const origin = await signedOrigin()
    origin.sign(ONE)
    const none = await signedTerm(origin, inManifest)
    expect(none.heard.of('term.rejected')).toMatchObject([
      { reason: expect.stringContaining('in the manifest') },
    ])
    const some = await signedTerm(origin, { ...inManifest, fetcher: fixed(ONE, { proof }) })
    expect(some.term.get()).toEqual({ EUR: 1 })
  })

  it.each<[string, Verifier['verify']]>([
    [
      'throws',
      () => {
        throw new Error('no')
      },
    ],
    ['answers nothing', () => undefined as never],
    ['answers yes without a key', () => ({ ok: true }) as never],
    ['answers `true`', () => true as never],
    ['says no', () => ({ ok: false, reason: 'no' })],
  ])('a verifier that %s lets nothing pass', async (_, judge) => {
    const own: Verifier = { name: 'own', proof: { beside: '.sig' }, verify: judge }
    const fetcher = fakeFetcher().serve(ONE, { proof: 'x' })
    const { term, heard } = await signedTerm(NOWHERE, { fetcher, verify: own })
    expect(term.peek()).toBeUndefined()
    expect(heard.outcomes()).toEqual(['ERR_TERM_SIGNATURE'])
  })

  it('a proof that is longer than any is shown to no verifier', async () => {
    const asked: unknown[] = []
    const judge: Verifier['verify'] = (evidence) => {
      asked.push(evidence)
      return { ok: true, key: 'any' }
    }
    const own: Verifier = { name: 'own', proof: 'manifest', verify: judge }
    const of = async (length: number) => {
      const fetcher = fixed(ONE, { proof: new Uint8Array(length) })
      return signedTerm(NOWHERE, { fetcher, verify: own })
    }
    expect((await of(16_384)).term.get()).toEqual({ EUR: 1 })
    const { term, heard } = await of(16_385)
    expect([term.peek(), asked.length]).toEqual([undefined, 1])
    expect(heard.of('term.rejected')).toMatchObject([{ code: 'ERR_TERM_SIGNATURE', rule: 'proof' }])
  })

  it('a verifier that never answers ends with the attempt', async () => {
    const asked = deferred()
    const judge = () => {
      asked.resolve()
      return new Promise<never>(() => {})
    }
    const own: Verifier = { name: 'own', proof: 'manifest', verify: judge }
    const fetcher = fixed(ONE, { proof: 'x' })
    const term = remoteTerm({ ...common, fetcher, verify: own, start: 'background' })
    const { time } = await grow({ term })
    const refreshed = outcome(term.refresh())
    await asked.promise
    await time.advance('2m')
    expect(await refreshed).toMatchObject({
      code: 'ERR_TERM_TIMEOUT',
      message: expect.stringContaining('`verify` has not ended'),
    })
    expect(term.peek()).toBeUndefined()
  })
})

describe('P29, F44: a value on disk', () => {
  /** A service that has published a signed value, and its folder. */
  async function afterOneLife() {
    const origin = await signedOrigin()
    origin.sign(ONE, 'version=7')
    const dir = await keptFolder()
    const options = { verify: minisign(origin.signer.publicKey), keepsake: { dir } }
    const { tree } = await life(origin.url + PRICES, options)
    await tree.stop()
    await origin.close()
    const start = { ...options, start: 'background' }
    return { origin, dir, again: (more: object = {}) => life(origin.url + PRICES, { ...start, ...more }) }
  }
  const firstEnd = async (begun: Awaited<ReturnType<typeof life>>) => {
    await begun.heard.firstEnd()
    return begun
  }

  it('is verified once more, and known by its key', async () => {
    const { origin, again } = await afterOneLife()
    const { prices } = await firstEnd(await again())
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(prices.snapshot().origin).toBe('disk')
    expect(prices.status().signedBy).toBe(origin.signer.id)
  })

  it.each<[string, () => object]>([
    ['whose key is no longer trusted', () => ({ verify })],
    ['that was signed for another name', () => ({ verify: minisign(signer.publicKey, { name: 'rates' }) })],
    ['that is not the payload of the pin', () => ({ sha256: '0'.repeat(64) })],
  ])('%s is not served', async (_, more) => {
    const { again } = await afterOneLife()
    const { prices } = await firstEnd(await again(more()))
    expect(prices.peek()).toBeUndefined()
  })

  it('that was written before anybody signed is not served', async () => {
    const origin = await signedOrigin()
    origin.publish(PRICES, ONE)
    const keepsake = { dir: await keptFolder() }
    const { tree } = await life(origin.url + PRICES, { keepsake })
    await tree.stop()
    await origin.close()
    const { prices } = await firstEnd(
      await life(origin.url + PRICES, {
        keepsake,
        verify: minisign(origin.signer.publicKey),
        start: 'background',
      }),
    )
    expect(prices.peek()).toBeUndefined()
  })

  it('whose bytes somebody changed is not served, nor one with a signature of other bytes', async () => {
    const { dir, again } = await afterOneLife()
    for (const name of await readdir(dir, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue
      const path = join(name.parentPath, name.name)
      const bytes = await readFile(path)
      const at = bytes.indexOf(ONE)
      if (at < 0) continue
      bytes.write(TWO, at)
      await writeFile(path, bytes)
    }
    const { prices } = await firstEnd(await again())
    expect(prices.peek()).toBeUndefined()
  })

  it('keeps its version: a lower one is refused after a restart, too', async () => {
    const origin = await signedOrigin()
    origin.sign(ONE, 'version=7')
    const dir = await keptFolder()
    const options = { verify: minisign(origin.signer.publicKey), keepsake: { dir } }
    const { tree } = await life(origin.url + PRICES, options)
    await tree.stop()
    origin.sign(TWO, 'version=6')
    const { prices, heard } = await firstEnd(await life(origin.url + PRICES, options))
    expect(heard.outcomes()).toEqual(['ERR_TERM_OUTDATED'])
    expect(prices.get()).toEqual({ EUR: 1 })
  })
})
