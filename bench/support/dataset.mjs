/** Files of records, made when they are first asked for and kept outside of the repository's own files. @module */

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { keyOf, record } from './records.mjs'

export const SETS = { one: 1, k10: 10_000, k100: 100_000, m1: 1_000_000 }

/** How many MB each inflates to, in round numbers. */
export const MEGABYTES = { k10: 2, k100: 20, m1: 200 }

const DATA = fileURLToPath(new URL('../../node_modules/.cache/everterm-bench/', import.meta.url))

/** The digests of the files, so that nobody compares results of different data. */
const SHA256 = {
  'm1v1.json': '6ed3438c20190b4f815c1b30607b895b367e91e57b120034cedfa2d4daf969ad',
  'm1v2.json': '2989a8d9ccfa4bdc0bfa46b1ee4a82e41eada7fcfbee2405d9f5cff38817396a',
  'k10v1.json': '2eca7a8e64b6fc633b98e7b77849309eba3521075fcc74e3fdb70f4f1f8662c8',
}

const FORMS = {
  keyed: {
    name: '.json',
    open: '{',
    between: ',',
    close: '}',
    text: (at, row) => `"${keyOf(at)}":${JSON.stringify(row)}`,
  },
  array: { name: '.array.json', open: '[', between: ',', close: ']', text: (_, row) => JSON.stringify(row) },
  ndjson: { name: '.ndjson', open: '', between: '\n', close: '\n', text: (_, row) => JSON.stringify(row) },
}
const FLUSH = 4e6

/** The path of a file, which is made if it isn't there. @throws Error when the file isn't what it must be */
export async function dataset(set, version, form, { gzip = true, folder = DATA } = {}) {
  const plain = join(folder, `${set}v${version}${FORMS[form].name}`)
  const packed = `${plain}.gz`
  mkdirSync(folder, { recursive: true })
  if (!existsSync(plain)) await making(plain, (path) => write(path, SETS[set], version, FORMS[form]))
  if (gzip && !existsSync(packed)) await making(packed, (path) => pack(plain, path))
  return gzip ? packed : plain
}

/** Makes a file in a folder of its own until it is whole: nobody may take a part for the whole. */
async function making(path, make) {
  const folder = mkdtempSync(join(dirname(path), 'unfinished-'))
  const unfinished = join(folder, basename(path))
  await make(unfinished)
  renameSync(unfinished, path)
  rmdirSync(folder)
}

async function write(path, count, version, form) {
  const hash = createHash('sha256')
  const file = createWriteStream(path)
  for (const text of pieces(count, version, form)) {
    hash.update(text)
    if (!file.write(text)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
  const digest = hash.digest('hex')
  const expected = SHA256[basename(path)] ?? digest
  if (digest !== expected) throw new Error(`${basename(path)} came out as ${digest}, not ${expected}`)
}

function* pieces(count, version, { open, between, close, text }) {
  let piece = open
  for (let at = 0; at < count; at++) {
    piece += (at > 0 ? between : '') + text(at, record(at, version))
    if (piece.length >= FLUSH) {
      yield piece
      piece = ''
    }
  }
  yield piece + close
}

/** Compresses by the system's `gzip`, whose output depends on no version of Node. */
async function pack(from, to) {
  const gzip = spawn('gzip', ['-6', '-c', from], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(gzip, 'exit')
  await pipeline(gzip.stdout, createWriteStream(to))
  const [code] = await ended
  if (code !== 0) throw new Error(`gzip ended with ${code}`)
}
