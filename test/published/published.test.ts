/** What was published is taken where it may be believed, and only forward. @module */

import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Known } from '../../src/fetch/fetcher.ts'
import { receive } from '../../src/fetch/receive.ts'
import { minisign } from '../../src/gate/signature/index.ts'
import { type PublishedOptions, published } from '../../src/published.ts'
import { bodyOf, changed, fetchContext } from '../support/fetch-context.ts'
import { folderOfTest } from '../support/keepsakes.ts'
import { minisignSigner } from '../support/minisign-signer.ts'
import { objectsOf, type Publication, publishInto } from '../support/publications.ts'

const signer = minisignSigner()
const stranger = minisignSigner()
const [FIRST, SECOND] = [Buffer.from('{"EUR":1}'), Buffer.from('{"EUR":2}')]

let folder: string
let attempt: AbortController
beforeEach(async () => {
  folder = await folderOfTest()
  attempt = new AbortController()
})
// A body that nobody took is let go of with its attempt.
afterEach(() => attempt.abort())

const publish = (seq: number, bytes: Uint8Array, how?: Publication) =>
  publishInto(folder, objectsOf(seq, bytes, how))
const make = (options: PublishedOptions = {}) =>
  published(pathToFileURL(folder), { term: 'prices', ...options })
const probe = (known?: Known, options?: PublishedOptions) =>
  make(options).probe(known, fetchContext({ signal: attempt.signal }))

/** What is known once this was taken. */
async function taken(seq: number, bytes: Uint8Array, how?: Publication): Promise<Known | undefined> {
  await publish(seq, bytes, how)
  return changed(await probe()).known
}

const failing = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

describe('a publication', () => {
  it('is delivered by its number and its digest', async () => {
    await publish(1, FIRST, { manifest: { mediaType: 'application/json', encoding: 'gzip' } })
    const answer = changed(await probe())
    expect(answer).toMatchObject({
      version: expect.stringMatching(/^1-[0-9a-f]{8}$/),
      size: FIRST.byteLength,
      mediaType: 'application/json',
      encoding: 'gzip',
      modifiedAt: Date.parse('2026-11-30T12:00:00Z'),
    })
    expect(await bodyOf(answer)).toEqual(new Uint8Array(FIRST))
  })

  it('of the same bytes under a higher number is no news, and its number counts from then on', async () => {
    const known = await taken(1, FIRST)
    await publish(3, FIRST)
    const answer = await probe(known)
    expect(answer).toMatchObject({ changed: false, known: { seq: 3 } })
    await publish(2, SECOND)
    await expect(probe(answer.known)).rejects.toEqual(
      failing('ERR_TERM_OUTDATED', 'publication 2 is offered'),
    )
  })

  it('with a lower number than what was taken is refused', async () => {
    const known = await taken(2, FIRST)
    await publish(1, SECOND)
    await expect(probe(known)).rejects.toEqual(failing('ERR_TERM_OUTDATED', '2 was taken'))
  })

  it('whose payload is another one fails, and names it', async () => {
    const [[object], ...rest] = objectsOf(1, FIRST) as [[string, Uint8Array], ...[string, Uint8Array][]]
    await publishInto(folder, [[object, SECOND], ...rest])
    await expect(bodyOf(await probe())).rejects.toEqual(failing('ERR_TERM_DIGEST', 'another one'))
  })

  it('whose payload is not there yet is asked for again soon', async () => {
    const [[object]] = objectsOf(1, FIRST) as [[string, Uint8Array]]
    await publish(1, FIRST)
    await rm(join(folder, object))
    const error = await probe().catch((thrown: unknown) => thrown)
    expect(error).toEqual(failing('ERR_TERM_FETCH', 'not there'))
    expect(error).toMatchObject({ patient: false })
  })

  it('whose payload is a large file is read once, to where it is wanted', async () => {
    const large = Buffer.alloc(3 * 2 ** 20 + 5, 'x')
    await publish(1, large)
    const memory: Uint8Array[] = []
    const allocate = (size: number) => memory[memory.push(new Uint8Array(size)) - 1] as Uint8Array
    const { signal } = attempt
    const options = { size: large.byteLength, maxBytes: 2 ** 30, signal, allocate }
    const { bytes } = await receive(changed(await probe()).open(signal), options)
    expect(memory.filter(({ byteLength }) => byteLength > 0)).toEqual([bytes])
    expect(large.equals(bytes)).toBe(true)
  })

  it('whose payload is a large file comes in pieces to others, who may write over them', async () => {
    const large = Buffer.alloc(3 * 2 ** 20 + 5, 'x')
    await publish(1, large)
    const body = changed(await probe()).open(attempt.signal) as AsyncIterable<Uint8Array>
    const sizes: number[] = []
    async function* wrapped() {
      for await (const piece of body) {
        sizes.push(piece.byteLength)
        yield piece
        piece.fill(0)
      }
    }
    const allocate = (size: number) => new Uint8Array(new SharedArrayBuffer(size))
    const options = { size: large.byteLength, maxBytes: 2 ** 30, signal: attempt.signal, allocate }
    const { bytes } = await receive(wrapped(), options)
    expect(large.equals(bytes)).toBe(true)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2 ** 20)
  })

  it('of another term is refused', async () => {
    const objects = objectsOf(1, FIRST, { manifest: { term: 'flags' } })
    await publishInto(
      folder,
      objects.map(([name, bytes]) => [name.replace('flags/', 'prices/'), bytes]),
    )
    await expect(probe()).rejects.toEqual(failing('ERR_TERM_PROTOCOL', 'of `flags`, not of `prices`'))
  })

  it('that has expired is refused, and what was taken is confirmed no longer than it is good', async () => {
    await publish(1, FIRST, { manifest: { expires: '2020-01-01T00:00:00Z' } })
    await expect(probe()).rejects.toEqual(failing('ERR_TERM_EXPIRED', '2020-01-01'))
    const known = await taken(2, FIRST, { manifest: { expires: '2999-01-01T00:00:00Z' } })
    expect(await probe(known)).toMatchObject({ changed: false })
    await expect(probe({ ...known, expires: 1 } as Known)).rejects.toEqual(
      failing('ERR_TERM_EXPIRED', '1970'),
    )
  })

  it('is refused where its pointer is damaged', async () => {
    await publish(1, FIRST)
    await writeFile(join(folder, 'prices', 'stable.json'), '{"manifest":"{}"}')
    await expect(probe()).rejects.toEqual(failing('ERR_TERM_PROTOCOL', 'schema'))
  })
})

describe('a publication that has to be signed', () => {
  const verify = minisign(signer.publicKey)

  it('is taken where it is', async () => {
    await publish(1, FIRST, { signer, comment: 'name=prices version=1' })
    expect(await bodyOf(await probe(undefined, { verify }))).toEqual(new Uint8Array(FIRST))
  })

  it.each<[string, Publication]>([
    ['nobody signed', {}],
    ['a stranger signed', { signer: stranger }],
    ['was signed for another term', { signer, comment: 'name=flags' }],
    ['was signed until yesterday', { signer, comment: 'expires=2020-01-01' }],
  ])('is refused where %s', async (_, how) => {
    await publish(1, FIRST, how)
    await expect(probe(undefined, { verify })).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_TERM_(SIGNATURE|EXPIRED)$/),
      stage: 'probe',
    })
  })

  it('is refused where its manifest was changed after it was signed', async () => {
    const [, , [name, bytes]] = objectsOf(1, FIRST, { signer }) as [unknown, unknown, [string, Uint8Array]]
    const other = Buffer.from(bytes).toString().replace('\\"seq\\": 1', '\\"seq\\": 9')
    expect(other).not.toBe(Buffer.from(bytes).toString())
    await publish(1, FIRST, { signer })
    await writeFile(join(folder, name), other)
    await expect(probe(undefined, { verify })).rejects.toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
  })

  it('that was replayed is refused, with its good signature', async () => {
    const known = await taken(2, SECOND, { signer })
    await publish(1, FIRST, { signer })
    await expect(probe(known, { verify })).rejects.toMatchObject({ code: 'ERR_TERM_OUTDATED' })
  })
})

describe('the options of `published`', () => {
  it.each<[string, () => unknown]>([
    ['the place', () => published('ftp://example.com')],
    ['the place', () => published('')],
    ['options', () => published('file:///terms', { verfy: 1 } as never)],
    ['verify', () => published('file:///terms', { verify: undefined as never })],
    ['term', () => published('file:///terms', { term: '../x' })],
    ['s3', () => published('https://example.com', { s3: {} })],
    ['http', () => published('s3://bucket', { http: {} })],
  ])('are checked at once: %s', (name, call) => {
    expect(call).toThrow(TypeError)
    expect(call).toThrow(name)
  })

  it('never show a password of the place', () => {
    expect(published('https://me:secret@example.com/terms').name).not.toContain('secret')
    expect(() => published('htps://me:secret@example.com')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    )
  })
})
