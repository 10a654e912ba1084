/** A Node.js that has no zstd of its own, and finds no package that reads deltas: what the mocks of a test file put in place. @module */

import type module from 'node:module'
import type zlib from 'node:zlib'

const PEER = '@bokuweb/zstd-wasm'

export const zlibWithoutZstd = (original: { readonly default: typeof zlib }): object => ({
  ...original,
  default: { ...original.default, zstdDecompress: undefined },
})

/** Its `require.resolve` doesn't find the peer. */
export const moduleWithoutPeer = (original: typeof module): object => ({
  ...original,
  createRequire: (from: string) => {
    const { resolve } = original.createRequire(from)
    return {
      resolve: (name: string) => {
        if (name === PEER) throw new Error(`Cannot find package '${PEER}'`)
        return resolve(name)
      },
    }
  },
})
