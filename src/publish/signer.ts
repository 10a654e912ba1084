/** Signs manifests as minisign does. @module */

import { createHash, sign } from 'node:crypto'
import type { Manifest } from '../manifest/index.ts'
import { secretKey } from './secret-key.ts'

/**
 * The text of a `.minisig` for the text of a manifest.
 *
 * It says the same each time it is made, so that who goes on with a publication knows its own.
 */
export type Sign = (text: string, manifest: Manifest) => string

/** @throws TypeError for what is no secret key of minisign, or one under another password */
export function minisigner(keyFile: string, password?: string): Sign {
  const { id, key } = secretKey(keyFile, password)
  return (text, manifest) => {
    const comment = commentOf(manifest)
    const signature = sign(null, createHash('blake2b512').update(text).digest(), key)
    const whole = sign(null, Buffer.concat([signature, Buffer.from(comment)]), key)
    return [
      'untrusted comment: signature of a publication',
      Buffer.concat([Buffer.from('ED'), id, signature]).toString('base64'),
      `trusted comment: ${comment}`,
      whole.toString('base64'),
      '',
    ].join('\n')
  }
}

const commentOf = ({ term, seq, createdAt, expires }: Manifest): string =>
  [
    `timestamp:${Math.floor(Date.parse(createdAt) / 1000)}`,
    `name:${term}`,
    `version:${seq}`,
    ...(expires === undefined ? [] : [`expires:${expires}`]),
  ].join('\t')
