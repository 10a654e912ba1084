/** The public keys of minisign: a line of base64, as it is or in the file that `minisign -G` writes. @module */

import type { KeyObject } from 'node:crypto'
import { types } from 'node:util'
import { fromBase64 } from '../../../base/base64.ts'
import { isWeak, publicKey } from '../raw-key.ts'

export interface MinisignKey {
  /** As minisign shows it: up to 16 digits in hex. */
  readonly id: string
  readonly key: KeyObject
}

/** `Ed`, the id, and the 32 bytes of the key. */
const SIZE = 42
export const ALGORITHM_SIZE = 2
export const ID_SIZE = 8

/** The id of a key or a signature, as minisign shows the number whose lowest byte stands first: without zeros before it. */
export const idOf = (bytes: Buffer): string =>
  bytes.readBigUInt64LE(ALGORITHM_SIZE).toString(16).toUpperCase()

const FILE = /^(?:untrusted comment:[^\r\n]*\r?\n)?([^\r\n]*)$/

/** The key that this is, or in words what else it is: nothing of it is told, since it may be a secret one. */
export function minisignKey(value: unknown): MinisignKey | string {
  if (typeof value !== 'string' && !types.isUint8Array(value)) return `a ${typeof value}`
  const text = typeof value === 'string' ? value : Buffer.from(value).toString('latin1')
  const [, line] = FILE.exec(text.trim()) ?? []
  if (line === undefined) return 'a text of several lines'
  const bytes = fromBase64(line)
  if (bytes === undefined) return 'a text that is no base64'
  if (bytes.byteLength !== SIZE) return `${bytes.byteLength} bytes`
  if (bytes.toString('latin1', 0, ALGORITHM_SIZE) !== 'Ed') return 'a key of another algorithm'
  const raw = bytes.subarray(ALGORITHM_SIZE + ID_SIZE)
  if (isWeak(raw)) return 'a key under which anybody can sign'
  return { id: idOf(bytes), key: publicKey(raw) }
}
