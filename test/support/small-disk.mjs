/**
 * Fills a small file system with keepsakes, and makes room again: `node small-disk.mjs <module of the keepsake> <folder>`. It
 * prints, as JSON, what was told and what could be read.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [module, folder] = process.argv.slice(2)
const { keepsakeOf } = await import(module)
const never = new AbortController().signal
const dir = join(folder, 'keepsakes')
const news = []
const keepsake = keepsakeOf({
  dir,
  term: 'prices',
  keep: 2,
  maxBytes: 2 ** 26,
  hear: (one) => news.push(one),
})

function keep(letter, size) {
  const bytes = Buffer.alloc(size, letter)
  const digest = createHash('sha256').update(bytes).digest('hex')
  keepsake.keep({ term: 'prices', digest, publishedAt: 0 }, bytes)
  return keepsake.flush(30_000)
}

const letters = async () => {
  const { generations } = await keepsake.open(never)
  const all = await Promise.all(generations.map((each) => each.bytes(never)))
  return all.map((bytes) => bytes && String.fromCharCode(bytes[0]))
}

const steps = []
const step = async (name, safe) => {
  const files = readdirSync(join(dir, 'prices+'))
  steps.push({
    name,
    safe,
    letters: await letters(),
    unfinished: files.filter((file) => file[0] === 'u').length,
  })
}

await step('there is room', await keep('a', 300_000))
writeFileSync(join(folder, 'ballast'), Buffer.alloc(500_000))
await step('there is none', await keep('b', 900_000))
await step('nor is there later', await keep('c', 800_000))
rmSync(join(folder, 'ballast'))
await step('there is again', await keepsake.flush(30_000))
const told = news.map((one) => [one.type, one.reason ?? one.digest?.slice(0, 0) ?? ''].join(' ').trim())
process.stdout.write(JSON.stringify({ steps, told }))
