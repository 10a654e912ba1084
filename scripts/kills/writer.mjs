/**
 * Writes generations and notes until it is killed: `node writer.mjs <module of the keepsake> <folder> <id>`. Each payload says who wrote it and which
 * it is; what is safe is said on standard output, as `g 7` and `n 7`.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { writeSync } from 'node:fs'

const SIZES = [100, 5_000, 300_000, 4_000_000]

const [module, dir, id] = process.argv.slice(2)
const { keepsakeOf } = await import(module)
const never = new AbortController().signal
const keepsake = keepsakeOf({ dir, term: 'prices', keep: 2, maxBytes: 2 ** 26, hear: told })

function told(news) {
  // A writer whose unfinished file was swept writes it once more; nothing else may go wrong.
  if (news.type === 'failed') writeSync(1, `failed ${JSON.stringify(news)}\n`)
}

function payload(number) {
  const first = Buffer.from(`${id} ${number}\n`)
  const size = SIZES[Math.floor(Math.random() * SIZES.length)]
  return Buffer.concat([first, Buffer.alloc(size, number % 256)])
}

async function writeGenerations() {
  for (let number = 1; ; number++) {
    const bytes = payload(number)
    const digest = createHash('sha256').update(bytes).digest('hex')
    keepsake.keep({ term: 'prices', version: `${id} ${number}`, digest, publishedAt: Date.now() }, bytes)
    if (await keepsake.flush(60_000)) writeSync(1, `g ${number}\n`)
  }
}

async function writeNotes() {
  for (let number = 1; ; number++) {
    if (await keepsake.noteNow({ id, number }, never)) writeSync(1, `n ${number}\n`)
  }
}

await keepsake.open(never)
writeSync(1, 'begun\n')
await Promise.all([writeGenerations(), writeNotes()])
