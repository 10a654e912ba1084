/** Receives a body in several ways, each of which returns how many bytes came. @module */

import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Agent, request } from 'undici'
import { receive } from '../../dist/src/fetch/receive.js'
import { s3 } from '../../dist/src/fetch/s3.js'
import { http, remoteTerm } from '../../dist/src/index.js'

const MOST = 1e9
const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }

async function intoOneBuffer(chunks, size) {
  const buffer = Buffer.allocUnsafeSlow(size)
  let received = 0
  for await (const chunk of chunks) {
    buffer.set(chunk, received)
    received += chunk.byteLength
  }
  return received
}

function through(fetcher) {
  const { signal } = new AbortController()
  const context = { signal, maxBytes: MOST }
  return {
    async receive() {
      const { size, open } = await fetcher.probe(undefined, context)
      const bytes = await receive(open(signal), { size, maxBytes: MOST, signal })
      return bytes.byteLength
    },
    end: () => fetcher.close?.(),
  }
}

export const receivers = {
  raw(url) {
    const dispatcher = new Agent()
    return {
      async receive() {
        const { headers, body } = await request(url, { dispatcher })
        return intoOneBuffer(body, Number(headers['content-length']))
      },
      end: () => dispatcher.close(),
    }
  },

  http: (url) => through(http(url)),

  sdk(endpoint) {
    const client = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true })
    const get = new GetObjectCommand({ Bucket: 'bench', Key: 'body' })
    return {
      async receive() {
        const { Body, ContentLength } = await client.send(get)
        return intoOneBuffer(Body, ContentLength)
      },
      end: () => client.destroy(),
    }
  },

  s3: (endpoint) => through(s3({ bucket: 'bench', key: 'body', region: 'us-east-1', endpoint, credentials })),

  async term(url) {
    let seen = 0
    const term = remoteTerm({
      name: 'body',
      // The fetcher asks without validators, so that the origin sends the whole body each time.
      fetcher: forgetful(http(url)),
      deserialize: (bytes) => ({ bytes: bytes.byteLength, times: ++seen }),
      limits: { maxBytes: MOST },
      refreshInterval: null,
      start: 'background',
    })
    const tree = await term.start()
    await term.ready()
    return {
      async receive() {
        await term.refresh()
        return term.get().bytes
      },
      end: () => tree.stop(),
    }
  },
}

const forgetful = (fetcher) => ({ ...fetcher, probe: (_, context) => fetcher.probe(undefined, context) })
