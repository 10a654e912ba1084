/** A payload that is known beforehand: pinned to the digest of its bytes, in hex, base64, or as in Subresource Integrity. @module */

import { fromBase64 } from '../base/base64.ts'
import { unexpected } from '../base/unexpected.ts'
import type { Refusal } from './refusal.ts'
import type { HashName, WireHashes } from './wire-hashes.ts'

export interface DigestPin {
  /** What it pins to, in a word: another pin has another one. */
  readonly name: string
  /** The hash to be taken of the bytes of the wire. */
  readonly hash: HashName
  /** Why these bytes are others than those of the pin; `undefined` when they are not. */
  judge(hashes: Pick<WireHashes, 'of'>): Refusal | undefined
}

interface Pinned {
  readonly hash: Strength
  readonly digest: Buffer
}

const SIZES = { sha256: 32, sha384: 48, sha512: 64 } as const
type Strength = keyof typeof SIZES

/** The strongest first: where several are given, it alone counts, as the standard has it. */
const STRENGTHS = ['sha512', 'sha384', 'sha256'] as const

const HEX = /^[\da-f]{64}$/i
// What follows a question mark is for options, of which the standard knows none yet.
const INTEGRITY = /^(sha256|sha384|sha512)-([\w+/-]+={0,2})(?:\?[\x21-\x7e]*)?$/
const EXPECTED = 'a SHA-256 in hex or base64, or `sha256-...`, `sha384-...`, `sha512-...` of base64'

/**
 * Reads the option `sha256`: one digest, or several, in a list or with white space between them. Any of those of the
 * strongest hash will do.
 *
 * @throws TypeError for anything else, an unknown hash included, which a browser would pass over
 */
export function digestPin(of: string, option: string, value: unknown): DigestPin {
  const texts = (Array.isArray(value) ? value : [value]).flatMap((one: unknown) =>
    typeof one === 'string' ? one.trim().split(/\s+/) : [one],
  )
  const all = texts.map((text) => pinned(text) ?? fail(of, option, text))
  const hash = STRENGTHS.find((strength) => all.some((pin) => pin.hash === strength))
  if (hash === undefined) throw unexpected(of, option, EXPECTED, value)
  const digests = all.filter((pin) => pin.hash === hash).map(({ digest }) => digest)

  return {
    name: `${hash}-${digests.map((digest) => digest.toString('base64')).join(' ')}`,
    hash,
    judge(hashes) {
      const digest = hashes.of(hash)
      if (digests.some((one) => one.equals(digest))) return undefined
      const name = `SHA-${hash.slice(3)}`
      const wanted = `${digests.length === 1 ? '' : 'one of '}${digests.map(shortened).join(', ')}`
      const message = `\`${option}\`: the ${name} of the bytes is ${shortened(digest)}, not ${wanted}`
      return { code: 'ERR_TERM_DIGEST', rule: option, message }
    },
  }
}

function fail(of: string, option: string, text: unknown): never {
  throw unexpected(of, option, EXPECTED, text)
}

function pinned(text: unknown): Pinned | undefined {
  if (typeof text !== 'string') return undefined
  if (HEX.test(text)) return { hash: 'sha256', digest: Buffer.from(text, 'hex') }
  const [, hash = 'sha256', base64 = text] = INTEGRITY.exec(text) ?? []
  const digest = digestOf(base64)
  return digest?.byteLength === SIZES[hash as Strength] ? { hash: hash as Strength, digest } : undefined
}

/** Both alphabets, with padding or without: the standard takes them, and an option may be lenient. */
const digestOf = (base64: string): Buffer | undefined => {
  const standard = base64.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='))
}

const shortened = (digest: Uint8Array): string => `${Buffer.from(digest).toString('hex').slice(0, 16)}...`
