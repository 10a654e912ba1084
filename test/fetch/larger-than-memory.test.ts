/** A body that no piece of memory can hold led to a bare `RangeError` of Node.js, where a term allows so much. @module */

import { constants } from 'node:buffer'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { copyOf, inShared } from '../../src/decode/join.ts'
import { bytes, type Fetcher, file, remoteTerm, supervise } from '../../src/index.ts'
import { outcome } from '../support/grown.ts'
import { serveOrigin } from '../support/origin.ts'
import { httpFetcher } from '../support/probing.ts'
import { objectFetcher, PATH } from '../support/s3-origin.ts'

const SIZE = constants.MAX_LENGTH + 1
const tooLarge = {
  code: 'ERR_TERM_TOO_LARGE',
  message: expect.stringContaining(
    `${SIZE} bytes, more than ${constants.MAX_LENGTH} bytes, the most that this Node.js holds in one piece`,
  ),
}

/** What comes of a refresh where the term allows a tebibyte. */
async function refreshed(fetcher: Fetcher): Promise<unknown> {
  const limits = { maxBytes: 2 ** 40, maxInflatedBytes: 2 ** 40 }
  const deserialize = bytes({ shared: true })
  const term = remoteTerm({ name: 'huge', fetcher, deserialize, limits, start: 'background' })
  await using _tree = await supervise({ term }, { observers: [] })
  return await outcome(term.refresh())
}

// Newer releases of Node.js hold more than any disk.
describe.skipIf(SIZE > 2 ** 40)('more than Node.js holds in one piece', () => {
  it('is refused of a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'everterm-huge-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const path = join(folder, 'huge.bin')
    // Nothing is written: the file is a hole.
    const handle = await open(path, 'w')
    await handle.truncate(SIZE)
    await handle.close()
    expect(await refreshed(file(path))).toMatchObject(tooLarge)
  })

  it('is refused of an answer over HTTP, and of an object in S3, by its announced size', async () => {
    await using origin = await serveOrigin()
    const headers = { 'content-length': String(SIZE), etag: '"v1"' }
    origin.reply('/huge', (_, response) => void response.writeHead(200, headers).write('x'))
    origin.reply(PATH, (_, response) => void response.writeHead(200, headers).write('x'))
    expect(await refreshed(httpFetcher(`${origin.url}/huge`))).toMatchObject(tooLarge)
    expect(await refreshed(objectFetcher(origin))).toMatchObject(tooLarge)
  })

  it('is refused of what inflates to it', async () => {
    const piece = new Uint8Array(2 ** 20)
    const parts = Array.from({ length: SIZE / piece.byteLength + 1 }, () => piece)
    const message = expect.stringContaining('the most that this Node.js holds in one piece')
    const copies: readonly Promise<Uint8Array>[] = [copyOf(parts), copyOf(parts, inShared)]
    for (const copied of await Promise.all(copies.map(outcome)))
      expect(copied).toMatchObject({ code: 'ERR_TERM_TOO_LARGE', message })
  })
})
