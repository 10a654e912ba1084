/** The file that `minisign -S` writes: a signature of the bytes, and one of that and the comment. @module */

import { fromBase64 } from '../../../base/base64.ts'
import { MAX_PROOF_BYTES } from '../../../base/proof.ts'

import { ALGORITHM_SIZE, ID_SIZE, idOf } from './public-key.ts'

export interface SignatureFile {
  /** Is the BLAKE2b of the bytes signed, or the bytes themselves, as old versions of minisign do? */
  readonly isPrehashed: boolean
  /** The id of the key. */
  readonly id: string
  readonly signature: Buffer
  /** What the second signature covers: the first one, and the trusted comment. */
  readonly covered: Buffer
  readonly globalSignature: Buffer
  readonly comment: string
}

const UNTRUSTED = 'untrusted comment:'
const TRUSTED = 'trusted comment: '
const SIGNATURE_SIZE = 64
const SIZE = ALGORITHM_SIZE + ID_SIZE + SIGNATURE_SIZE

const FILE = /^([^\r\n]*)\r?\n([^\r\n]*)\r?\n([^\r\n]*)\r?\n([^\r\n]*)(?:\r?\n)?$/
// All but tabs: no comment may look like something else to whoever prints it.
const UNPRINTABLE = /[^\P{Cc}\t]/u

/** What stands in a signature file, or in words why it is none; in one line of a header it stands in base64. */
export function signatureFile(bytes: Uint8Array): SignatureFile | string {
  if (bytes.byteLength > MAX_PROOF_BYTES) return `it has more than ${MAX_PROOF_BYTES} bytes`
  const text = textOf(bytes)
  if (text === undefined) return 'it is no UTF-8'
  const [, untrusted, first, trusted, second] = FILE.exec(text) ?? []
  if (first === undefined || !untrusted?.startsWith(UNTRUSTED) || !trusted?.startsWith(TRUSTED))
    return 'it is no file of minisign'
  const comment = trusted.slice(TRUSTED.length)
  if (UNPRINTABLE.test(comment)) return 'its comment has what does not print'
  const signed = fromBase64(first)
  const globalSignature = fromBase64(second as string)
  if (signed?.byteLength !== SIZE || globalSignature?.byteLength !== SIGNATURE_SIZE)
    return 'its signatures are of another length'
  const algorithm = signed.toString('latin1', 0, ALGORITHM_SIZE)
  if (algorithm !== 'ED' && algorithm !== 'Ed') return 'its algorithm is another'
  const signature = signed.subarray(ALGORITHM_SIZE + ID_SIZE)
  const covered = Buffer.concat([signature, Buffer.from(comment)])
  return { isPrehashed: algorithm === 'ED', id: idOf(signed), signature, covered, globalSignature, comment }
}

function textOf(bytes: Uint8Array): string | undefined {
  const text = decoded(bytes)
  if (text === undefined || text.startsWith(UNTRUSTED)) return text
  const file = fromBase64(text.trim())
  return file === undefined ? text : decoded(file)
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
