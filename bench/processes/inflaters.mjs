/** Inflates in several ways, each of which returns how many bytes there were. @module */

import { promisify } from 'node:util'
import { createGunzip, gunzip, gunzipSync } from 'node:zlib'

const inflated = promisify(gunzip)

/** Inflates chunk by chunk and keeps none, as a parser that reads a stream would. */
async function streamed(packed, options) {
  const stream = createGunzip(options)
  stream.end(packed)
  let bytes = 0
  for await (const chunk of stream) bytes += chunk.length
  return bytes
}

export const inflaters = {
  async: async (packed) => ({ inflate: async () => (await inflated(packed)).length }),
  sync: async (packed) => ({ inflate: async () => gunzipSync(packed).length }),
  stream: async (packed) => ({ inflate: () => streamed(packed) }),
  chunks: async (packed) => ({ inflate: () => streamed(packed, { chunkSize: 2 ** 20 }) }),

  /** Lets a term publish the bytes in shared memory, so that all threads may read them. */
  async term(packed) {
    const { bytes, remoteTerm, supervise } = await import('everterm')
    let version = 0
    // A term doesn't decode what has the digest of the version before, so the last byte of the header's time makes
    // another.
    const versions = [packed, Buffer.from(packed)]
    versions[1][4] ^= 1
    const fetcher = {
      name: 'memory',
      async probe() {
        const body = versions[version++ % 2]
        return { changed: true, version: `v${version}`, size: body.length, open: async () => body }
      },
    }
    const term = remoteTerm({
      name: 'document',
      fetcher,
      deserialize: bytes({ shared: true }),
      refreshInterval: null,
    })
    const tree = await supervise({ term })
    return {
      async inflate() {
        await term.refresh()
        return term.get().length
      },
      end: () => tree.stop(),
    }
  },
}
