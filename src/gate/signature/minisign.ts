/** Verifies signatures of minisign (https://jedisct1.github.io/minisign/). @module */

import { checkFlag, checkRecord } from '../../base/checks.ts'
import type { ProofPlace } from '../../base/proof.ts'
import { unexpected } from '../../base/unexpected.ts'
import { CLAIM_RULES, checkClaimRules } from './claim-rules.ts'
import { claimOf } from './minisign/comment.ts'
import { type MinisignKey, minisignKey } from './minisign/public-key.ts'
import { type SignatureFile, signatureFile } from './minisign/signature-file.ts'
import { checkProofPlace } from './proof-place.ts'
import { isSigned } from './signed.ts'
import type { ClaimRules, Evidence, Rejected, Verdict, Verifier } from './verifier.ts'

export interface MinisignOptions extends ClaimRules {
  /**
   * Where the signature file is. In a header, which is one line, it stands in base64.
   *
   * @defaultValue `{ beside: '.minisig' }`
   */
  readonly proof?: ProofPlace | undefined
  /** Are signatures of the bytes themselves good, too, which minisign made before 0.10? @defaultValue `true` */
  readonly legacy?: boolean | undefined
}

/**
 * Lets pass what one of these keys has signed: `verify: minisign('RWQf6LRCGA9i5...')`.
 *
 * The trusted comment is verified, too, and what it claims is kept to: `minisign -S -t 'name=prices version=7
 * expires=2027-01-01'` (see `claimOf`). The hash that minisign signs is taken as the bytes pass.
 *
 * @param publicKeys - the line of base64, or the text of the file; a list of them while keys change
 * @throws TypeError for what is no key; the message tells nothing of it
 */
export function minisign(
  publicKeys: string | Uint8Array | readonly (string | Uint8Array)[],
  options: MinisignOptions = {},
): Verifier {
  checkRecord('minisign', 'options', options, ['proof', 'legacy', ...CLAIM_RULES])
  const { proof = { beside: '.minisig' }, legacy } = options
  const keys = keysOf(publicKeys)
  const mayBeLegacy = legacy === undefined || checkFlag('minisign', 'legacy', legacy)

  return Object.freeze({
    name: 'minisign',
    proof: checkProofPlace('minisign', proof),
    hashes: ['blake2b512'] as const,
    rules: checkClaimRules('minisign', options),
    verify: (received: Evidence) => verdictOn(received, keys, mayBeLegacy),
  })
}

function keysOf(publicKeys: unknown): readonly MinisignKey[] {
  const all = Array.isArray(publicKeys) ? publicKeys : [publicKeys]
  if (all.length === 0) throw unexpected('minisign', 'publicKeys', 'one key or more', 'an empty list')
  return all.map((value: unknown, index) => {
    const key = minisignKey(value)
    if (typeof key !== 'string') return key
    const option = Array.isArray(publicKeys) ? `publicKeys[${index}]` : 'publicKeys'
    throw new TypeError(`minisign: expected \`${option}\` to be a public key of minisign, got ${key}`)
  })
}

async function verdictOn(
  received: Evidence,
  keys: readonly MinisignKey[],
  mayBeLegacy: boolean,
): Promise<Verdict> {
  if (received.proof === undefined) return refused('proof', 'there is no signature')
  const file = signatureFile(received.proof.bytes)
  if (typeof file === 'string') return refused('proof', `the signature can't be read: ${file}`)
  if (!file.isPrehashed && !mayBeLegacy) return refused('legacy', 'the bytes are signed without a hash')
  const known = keys.filter(({ id }) => id === file.id)
  if (known.length === 0)
    return refused('key', `key ${file.id} has signed, which is not ${keys.map(({ id }) => id).join(' or ')}`)
  return signedBy(known, file, received)
}

/** Ids are not unique for sure: any of the keys that have it will do. */
async function signedBy(
  known: readonly MinisignKey[],
  file: SignatureFile,
  received: Evidence,
): Promise<Verdict> {
  const message = file.isPrehashed ? received.hash('blake2b512') : received.bytes
  let faulty: Rejected = refused('comment', `the signature of the comment is not of key ${file.id}`)
  for (const { id, key } of known) {
    if (!(await isSigned(file.covered, key, file.globalSignature))) continue
    if (await isSigned(message, key, file.signature)) return accepted(id, file.comment)
    faulty = refused('signature', `key ${id} has signed other bytes`)
  }
  return faulty
}

function accepted(key: string, comment: string): Verdict {
  const claim = claimOf(comment)
  if ('fault' in claim) return refused('claim', `the signed comment is no good: ${claim.fault}`)
  return { ok: true, key, claim }
}

const refused = (rule: string, reason: string): Rejected => ({ ok: false, rule, reason })
