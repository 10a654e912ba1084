/** The usual `deserialize`: strict JSON in strict UTF-8. @module */

import { TermError } from '../errors.ts'

/**
 * Reads JSON in UTF-8, with or without a byte order mark: `deserialize: json<PriceTable>`.
 *
 * As with `JSON.parse`, a key named `__proto__` becomes an own property and changes no prototype, the last of equal keys
 * wins, and numbers are doubles. Don't merge what comes from outside with `Object.assign`, which would set the prototype.
 *
 * @throws TermError `ERR_TERM_DESERIALIZE`: invalid UTF-8, or no JSON. The message doesn't quote the payload.
 */
export function json<T>(bytes: Uint8Array): T {
  const text = attempt('The payload is not valid UTF-8', () =>
    new TextDecoder('utf-8', { fatal: true }).decode(bytes),
  )
  return attempt('The payload is not valid JSON', () => JSON.parse(text))
}

function attempt<R>(fault: string, read: () => R): R {
  try {
    return read()
  } catch (cause) {
    throw new TermError('ERR_TERM_DESERIALIZE', fault, { stage: 'decode', cause })
  }
}
