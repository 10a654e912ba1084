/** The option `verify`. @module */

import { describe, expect, it } from 'vitest'
import { checkVerifier, minisign, type Verifier } from '../../../src/gate/signature/index.ts'
import { bytesOf, received } from '../../support/evidence.ts'
import { minisignSigner } from '../../support/minisign-signer.ts'

const BYTES = bytesOf('{"EUR":1.08}')
const plain: Verifier = {
  name: 'own',
  proof: { beside: '.sig' },
  verify: () => ({ ok: true, key: 'k' }),
}

describe('a verifier', () => {
  it('may be one of ours', async () => {
    const signer = minisignSigner()
    const verifier = checkVerifier('remoteTerm', minisign(signer.publicKey, { require: ['version'] }))
    expect(verifier).toMatchObject({
      name: 'minisign',
      hashes: ['blake2b512'],
      rules: { require: ['version'] },
    })
    const proof = signer.sign(BYTES)
    expect(await verifier.verify(await received(verifier, BYTES, proof))).toMatchObject({ key: signer.id })
  })

  it('may be an object of a class, and is asked as such', async () => {
    class Own implements Verifier {
      readonly name = 'own'
      readonly proof = 'manifest'
      readonly #key = 'k1'
      verify() {
        return { ok: true, key: this.#key } as const
      }
    }
    const verifier = checkVerifier('remoteTerm', new Own())
    expect(await verifier.verify(await received(verifier, BYTES, ''))).toEqual({ ok: true, key: 'k1' })
  })

  it('stays as it was', () => {
    const own: { name: string; proof: { beside: string }; verify: Verifier['verify'] } = {
      ...plain,
      proof: { beside: '.sig' },
    }
    const verifier = checkVerifier('remoteTerm', own)
    own.verify = () => expect.fail('was changed')
    own.proof.beside = '.other'
    expect(verifier.proof).toEqual({ beside: '.sig' })
    expect(verifier.verify({} as never)).toEqual({ ok: true, key: 'k' })
  })

  it.each<[string, unknown, string]>([
    ['nothing: a variable of the environment may be missing', undefined, '`verify` to be a verifier'],
    ['a key', 'RWQf6LRCGA9i5', '`verify` to be a verifier, such as `minisign(keys)`'],
    ['a maker that nobody called', minisign, 'call it, as in `minisign(keys)`'],
    ['a promise', Promise.resolve(plain), 'await it first'],
    ['without a function', { ...plain, verify: true }, '`verify.verify` to be a function'],
    ['without a name', { ...plain, name: '' }, '`verify.name`'],
    ['without a place', { ...plain, proof: undefined }, '`proof`'],
    ['with a hash that there is not', { ...plain, hashes: ['sha1'] }, '`verify.hashes` to be one of sha256'],
    ['with hashes that are none', { ...plain, hashes: 'sha256' }, '`verify.hashes` to be a list'],
    ['with a rule that there is not', { ...plain, rules: { maxjump: 1 } }, 'did you mean `maxJump`?'],
    ['with a rule that can not be', { ...plain, rules: { maxJump: -1 } }, '`maxJump`'],
  ])('is never %s', (_, value, message) => {
    expect(() => checkVerifier('remoteTerm', value)).toThrow(TypeError)
    expect(() => checkVerifier('remoteTerm', value)).toThrow(message)
  })
})
