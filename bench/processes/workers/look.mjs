/** Receives and inflates a body and looks at each byte; answers with how many there were. @module */

import { Readable } from 'node:stream'
import { parentPort, workerData } from 'node:worker_threads'
import { createGunzip } from 'node:zlib'

parentPort.on('message', async () => {
  const response = await fetch(workerData.url)
  const inflated = Readable.fromWeb(response.body).pipe(createGunzip({ chunkSize: 1 << 20 }))
  let bytes = 0
  let quotes = 0
  for await (const chunk of inflated) {
    bytes += chunk.length
    for (const byte of chunk) if (byte === 0x22) quotes++
  }
  parentPort.postMessage({ bytes, quotes })
})
