/** Keepsakes for tests: in a folder of their own, with headers made of payloads, and with what they tell written down. @module */

import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  type GenerationHeader,
  type Keepsake,
  type KeepsakeNews,
  type KeepsakeOptions,
  keepsakeOf,
} from '../../src/store/keepsake/index.ts'

/** A folder that is removed when the test has ended. */
export async function folderOfTest(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-keepsake-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A header that says nothing but what it must. */
export const headerFor = (bytes: Uint8Array, more: Partial<GenerationHeader> = {}): GenerationHeader => ({
  term: 'prices',
  version: undefined,
  digest: sha256(bytes),
  known: undefined,
  encoding: undefined,
  mayBeEmpty: undefined,
  mediaType: undefined,
  source: undefined,
  publishedAt: 1_790_000_000_000,
  confirmedAt: undefined,
  modifiedAt: undefined,
  proof: undefined,
  ...more,
})

export interface TestKeepsake extends Keepsake {
  readonly news: KeepsakeNews[]
  /** Keeps a payload of this text, and waits until it is on disk, or isn't. */
  store(text: string): Promise<boolean>
  /** The texts of all payloads that can be read, the last one first. */
  texts(): Promise<string[]>
}

const never = new AbortController().signal

export function testKeepsake(dir: string, options: Partial<KeepsakeOptions> = {}): TestKeepsake {
  const news: KeepsakeNews[] = []
  const term = options.term ?? 'prices'
  const keepsake = keepsakeOf({
    dir,
    term,
    keep: 2,
    maxBytes: 2 ** 26,
    hear: (one) => void news.push(one),
    ...options,
  })
  return {
    ...keepsake,
    news,
    store(text) {
      const bytes = Buffer.from(text)
      keepsake.keep(headerFor(bytes, { term }), bytes)
      return keepsake.flush(30_000)
    },
    async texts() {
      const { generations } = await keepsake.open(never)
      const all = await Promise.all(generations.map((each) => each.bytes(never)))
      return all.flatMap((bytes) => (bytes === undefined ? [] : [Buffer.from(bytes).toString()]))
    },
  }
}

/** A file of a keepsake around any document, sealed as it would be; made by the letter of docs/keepsake.md. */
export function sealed(document: Uint8Array, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const fixed = Buffer.alloc(24)
  fixed.write('everterm')
  fixed.writeUInt32LE(1, 8)
  fixed.writeUInt32LE(document.byteLength, 12)
  fixed.writeBigUInt64LE(BigInt(payload.byteLength), 16)
  const seal = createHash('sha256').update(fixed).update(document).digest()
  return Buffer.concat([fixed, seal, document, payload])
}
