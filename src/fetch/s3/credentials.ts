/** Wraps the user's function of credentials, so that its failure is told as such, and not as one of the network. @module */

import { TermError } from '../../base/errors.ts'
import { explained } from '../../reasons/index.ts'
import { isNamed } from './errors.ts'
import type { S3Credentials } from './options.ts'

/** The same credentials, as the SDK takes them. */
export function told(credentials: S3Credentials): S3Credentials {
  if (typeof credentials !== 'function') return credentials
  return async () => {
    try {
      const keys = await credentials()
      if (typeof keys?.accessKeyId === 'string' && typeof keys.secretAccessKey === 'string') return keys
      throw new TermError('ERR_TERM_FETCH', `\`credentials\` returned ${lackOf(keys)}`, { stage: 'probe' })
    } catch (thrown) {
      // The providers of the SDK say by their names what is wrong.
      if (isNamed(thrown)) throw thrown
      throw explained(thrown, 'ERR_TERM_FETCH', '`credentials` failed', { stage: 'probe' })
    }
  }
}

/** What is missing; nothing is told of a value, which may be a secret. */
function lackOf(keys: unknown): string {
  const { accessKeyId } = Object(keys) as { readonly accessKeyId?: unknown }
  if (keys === undefined || keys === null) return `${keys}, and no accessKeyId and secretAccessKey`
  return `an object without ${typeof accessKeyId === 'string' ? 'secretAccessKey' : 'accessKeyId'}`
}
