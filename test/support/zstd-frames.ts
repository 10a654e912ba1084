/** Holds zstd frames from the real compressor, for versions of Node that have none. @module */

import { utf8 } from './coded.ts'

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))

/** `line 0`, `line 31` and so on: what FRAME holds, with its size and a checksum. */
export const LINES = utf8(Array.from({ length: 200 }, (_, i) => `line ${i * 31}`).join('\n'))

export const FRAME = bytes(
  'KLUv/WSpBiULADZbNRCwpdiO4JJAEVFmJm2JODgQMwAxAC0APSnBTbRCaKbfKBwSk9qDVUUfPsjTciM0h7yIPOKXXzIqs8ZYQ53JyV5l' +
    'LPkoxAAYBAQBQlFlkpn6zcY50s1BVVqHbgtbvHAhMUWKzbxeSIkWqVW8hKjmp2M6rOyjcM1E40tdAW7bti3LslKpdF3XaDRaLBaLRCJx' +
    'OBye52maptmSJCkUCscxYnXiRPDjdkUSL/V93+PxeLlcJpPJ4/F4fN+3bdt1XdM0TYvF4nmew+FwtVqlUqnU6XT6vq/rBoDHqCAEtjWQ' +
    'kxR1EBLjdAcllxabFh2brFq0bNKi9VKf0oN+nC/zKL/k23jEj/ANHt/Xe3UH97G92in7Yq+7jr3WJ0H1ptQxfaR3dIa+5805mO8phwMP' +
    'EawW+5OYyqbPVHECosWfWAOykZNFWBGFdcJSgpVQRHU+ViZLuWr281ObKFGJ+PwcPkO3CKAU5iJ21g==',
)

/** `one,` */
export const ONE = bytes('KLUv/SQEIQAAb25lLB8CUqM=')
/** `two` */
export const TWO = bytes('KLUv/SQDGQAAdHdvi0T07A==')

/** A frame of 1 MiB of zeros. */
export const MIB_OF_ZEROS = bytes('KLUv/aQAABAAVAAAEAAAAQD7/znAAgIAEAACABAAAgAQAAIAEAACABAAAgAQAAMAEADxPhbh')

/** Makes a frame whose header has these fields, of one block that is stored as it is. */
export const frameOf = (descriptor: number, fields: readonly number[], content: Uint8Array): Uint8Array => {
  const header = (content.byteLength << 3) | 1
  const block = [header & 0xff, (header >> 8) & 0xff, header >> 16, ...content]
  return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, descriptor, ...fields, ...block])
}
