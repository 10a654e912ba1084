/** Verifying what minisign signs. @module */

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MAX_PROOF_BYTES } from '../../../src/base/proof.ts'
import { type MinisignOptions, minisign } from '../../../src/gate/signature/index.ts'
import { bytesOf, received } from '../../support/evidence.ts'
import { minisignSigner } from '../../support/minisign-signer.ts'

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../fixtures/minisign/${name}`, import.meta.url))

const PRICES = fixture('payload')
const A = fixture('a.pub').toString()
const B = fixture('b.pub').toString()
const ID_A = 'C73D364EE3AEE560'
const ID_B = '26B174430FF5D86C'

type Keys = Parameters<typeof minisign>[0]

async function verdict(
  keys: Keys,
  proof: Uint8Array | string | undefined,
  bytes: Uint8Array = PRICES,
  options?: MinisignOptions,
) {
  const verifier = minisign(keys, options)
  return verifier.verify(await received(verifier, bytes, proof))
}

describe('a file that minisign wrote', () => {
  it.each([
    ['default.minisig', { signedAt: 1_795_959_151_000 }],
    ['legacy.minisig', { signedAt: 1_795_959_151_000 }],
    ['claim.minisig', { name: 'prices', version: '7', expires: Date.UTC(2030, 0, 1) }],
    ['legacy-claim.minisig', { name: 'prices', version: '7' }],
    ['words.minisig', {}],
  ])('is verified, and its comment read: %s', async (name, claim) => {
    expect(await verdict(A, fixture(name))).toEqual({ ok: true, key: ID_A, claim })
  })

  it('may cover no byte', async () => {
    expect(await verdict(A, fixture('empty.minisig'), bytesOf(''))).toMatchObject({ ok: true })
    expect(await verdict(A, fixture('empty.minisig'))).toMatchObject({ ok: false, rule: 'signature' })
  })

  it('stands in base64 in a header', async () => {
    const line = fixture('claim.minisig').toString('base64')
    expect(await verdict(A, line)).toMatchObject({ ok: true, key: ID_A })
  })

  it('may have the line breaks of Windows, and none at its end', async () => {
    const text = fixture('claim.minisig').toString()
    expect(await verdict(A, text.replaceAll('\n', '\r\n'))).toMatchObject({ ok: true })
    expect(await verdict(A, text.trimEnd())).toMatchObject({ ok: true })
  })
})

describe('S12: keys', () => {
  it.each<[string, Keys]>([
    ['the text of the file', A],
    ['the bytes of the file', fixture('a.pub')],
    ['its line alone', A.split('\n')[1] as string],
    ['with line breaks of Windows', A.replaceAll('\n', '\r\n')],
    ['a list of one', [A]],
    ['one of several', [B, A]],
  ])('are given as %s', async (_, keys) => {
    expect(await verdict(keys, fixture('claim.minisig'))).toMatchObject({ ok: true, key: ID_A })
  })

  it('are told apart by their ids, and the one that has signed is named', async () => {
    expect(await verdict([A, B], fixture('other-key.minisig'))).toMatchObject({ ok: true, key: ID_B })
  })

  it('have their ids shown as minisign does: without zeros before the number', async () => {
    const signer = minisignSigner(Buffer.from('1f2e3d4c5b6a0700', 'hex'))
    expect(await verdict(signer.publicKey, signer.sign(PRICES))).toMatchObject({ key: '76A5B4C3D2E1F' })
  })

  it('of the same id are all tried', async () => {
    const id = Buffer.from('12345678')
    const [one, other] = [minisignSigner(id), minisignSigner(id)]
    const keys = [one.publicKey, other.publicKey]
    expect(await verdict(keys, other.sign(PRICES))).toMatchObject({ ok: true, key: other.id })
    expect(await verdict(one.publicKey, other.sign(PRICES))).toMatchObject({ ok: false, rule: 'comment' })
  })

  it.each<[string, unknown, string]>([
    ['none', [], '`publicKeys` to be one key or more'],
    ['nothing', undefined, 'got a undefined'],
    ['a number', [A, 7], '`publicKeys[1]` to be a public key of minisign, got a number'],
    ['several lines', `${A}\nRWQ`, 'got a text of several lines'],
    ['no base64', 'RWQf6LRCGA9i5!', 'got a text that is no base64'],
    ['a signature', fixture('claim.minisig').toString().split('\n')[1], 'got 74 bytes'],
    ['another algorithm', Buffer.alloc(42, 1).toString('base64'), 'got a key of another algorithm'],
    ['zeros', Buffer.from(`Ed${'\0'.repeat(40)}`).toString('base64'), 'under which anybody can sign'],
  ])('that are %s are a mistake of the programmer', (_, keys, message) => {
    expect(() => minisign(keys as Keys)).toThrow(TypeError)
    expect(() => minisign(keys as Keys)).toThrow(message)
  })

  it('are not quoted in a message: what was put there may be a secret', () => {
    expect(() => minisign('SECRET-CANARY')).toThrow(expect.not.stringContaining('CANARY'))
  })
})

describe('F25, S6: a signature is refused', () => {
  const lines = (name = 'claim.minisig') => fixture(name).toString().split('\n')
  const withLine = (at: number, line: string) => lines().with(at, line).join('\n')
  const flipped = (at: number, byte: number) => {
    const bytes = Buffer.from(lines()[at] as string, 'base64')
    bytes[byte] = (bytes[byte] as number) ^ 1
    return withLine(at, bytes.toString('base64'))
  }

  it.each<[string, string, Uint8Array | string | undefined]>([
    ['that is missing', 'proof', undefined],
    ['that is empty', 'proof', ''],
    ['of another key', 'key', fixture('other-key.minisig')],
    ['whose bits were turned', 'comment', flipped(1, 20)],
    ['of an algorithm that there is not', 'proof', flipped(1, 0)],
    ['whose algorithm was changed to the legacy one', 'signature', flippedAlgorithm()],
    ['with the id of another key', 'key', flipped(1, 5)],
    ['with another comment', 'comment', withLine(2, 'trusted comment: name=prices version=8')],
    ['with a comment that goes on', 'comment', withLine(2, `${lines()[2]} `)],
    ['whose comment another file has signed', 'comment', withLine(3, lines('default.minisig')[3] as string)],
    ['without its comment', 'proof', lines().slice(0, 2).join('\n')],
    ['with a line more', 'proof', `${lines().join('\n')}\n`],
    ['with a line before', 'proof', `\n${lines().join('\n')}`],
    ['behind a byte order mark', 'proof', `\uFEFF${lines().join('\n')}`],
    ['whose base64 is not strict', 'proof', withLine(1, `${lines()[1]} `)],
    ['whose comments are swapped', 'proof', withLine(0, lines()[2] as string)],
    ['with control characters in its comment', 'proof', withLine(2, `${lines()[2]}\u001B[2K`)],
    ['that is no UTF-8', 'proof', Buffer.concat([fixture('claim.minisig'), Buffer.from([0xff])])],
    ['longer than any', 'proof', `${lines().join('\n')}${' '.repeat(MAX_PROOF_BYTES)}`],
  ])('%s', async (_, rule, proof) => {
    expect(await verdict([A], proof)).toEqual({ ok: false, rule, reason: expect.any(String) })
  })

  /** Two bytes are the algorithm. */
  function flippedAlgorithm(): string {
    const bytes = Buffer.from(lines()[1] as string, 'base64')
    bytes.write('Ed')
    return withLine(1, bytes.toString('base64'))
  }

  it('over other bytes, by one bit', async () => {
    for (const name of ['claim.minisig', 'legacy-claim.minisig']) {
      const bytes = Buffer.from(PRICES)
      bytes[3] = (bytes[3] as number) ^ 1
      const refused = { ok: false, rule: 'signature', reason: `key ${ID_A} has signed other bytes` }
      expect(await verdict(A, fixture(name), bytes)).toEqual(refused)
    }
  })

  it('with both keys named, where an unknown one has signed', async () => {
    expect(await verdict([A], fixture('other-key.minisig'))).toMatchObject({
      reason: `key ${ID_B} has signed, which is not ${ID_A}`,
    })
  })

  it('of the bytes themselves, where only hashes may be signed', async () => {
    const options = { legacy: false }
    expect(await verdict(A, fixture('legacy.minisig'), PRICES, options)).toMatchObject({ rule: 'legacy' })
    expect(await verdict(A, fixture('claim.minisig'), PRICES, options)).toMatchObject({ ok: true })
  })

  it('of the hash as if that were the bytes', async () => {
    const signer = minisignSigner()
    const { hash } = await received({ hashes: ['blake2b512'] }, PRICES, undefined)
    const legacyOfHash = signer.sign(hash('blake2b512'), { isLegacy: true })
    expect(await verdict(signer.publicKey, legacyOfHash)).toMatchObject({ ok: false, rule: 'signature' })
  })

  it('whose comment is signed, but claims what can not be read', async () => {
    const signer = minisignSigner()
    const proof = signer.sign(PRICES, { comment: 'name=prices expires=soon' })
    expect(await verdict(signer.publicKey, proof)).toEqual({
      ok: false,
      rule: 'claim',
      reason: "the signed comment is no good: its `expires` can't be read",
    })
  })
})

describe('options', () => {
  it('say where the signature is; beside the object, if they do not', () => {
    expect(minisign(A).proof).toEqual({ beside: '.minisig' })
    expect(minisign(A, { proof: { header: 'X-Minisign' } }).proof).toEqual({ header: 'x-minisign' })
    expect(minisign(A, { proof: 'manifest' }).proof).toBe('manifest')
  })

  it.each<[string, unknown, string]>([
    ['an ending that leads elsewhere', { proof: { beside: '/../x' } }, '`proof.beside`'],
    ['a header that is none', { proof: { header: 'x minisign' } }, '`proof.header`'],
    ['two places', { proof: { header: 'x', beside: '.x' } }, '`proof` to be one of'],
    ['no place', { proof: {} }, '`proof` to be one of'],
    ['a misspelt name', { legcay: false }, 'did you mean `legacy`?'],
    ['no boolean', { legacy: 'no' }, '`legacy` to be a boolean'],
    ['a part that a claim has not', { require: ['expire'] }, 'did you mean `expires`?'],
    ['a list that is none', { require: 'expires' }, '`require` to be a list'],
    ['a name that no term has', { name: 'a b' }, '`name` to be up to 100 letters'],
    ['a jump that is no number', { maxJump: 0 }, '`maxJump` to be a whole number'],
    ['a rollback that may be', { allowRollback: 1 }, '`allowRollback` to be a boolean'],
  ])('with %s are a TypeError', (_, options, message) => {
    expect(() => minisign(A, options as MinisignOptions)).toThrow(TypeError)
    expect(() => minisign(A, options as MinisignOptions)).toThrow(message)
  })
})
