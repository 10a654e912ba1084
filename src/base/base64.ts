/** Base64 as strictly as a signature wants it: one text for each sequence of bytes. @module */

/**
 * The bytes of standard base64 with its padding; `undefined` for anything else.
 *
 * Node reads around whatever is no base64: white space, the other alphabet, bits beyond the last byte.
 */
export function fromBase64(text: string): Buffer<ArrayBuffer> | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
