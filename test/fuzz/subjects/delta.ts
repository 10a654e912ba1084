/** Deltas, which whoever signs a manifest may have damaged: no payload comes of one but that of the manifest. @module */

import { createHash } from 'node:crypto'
import diagnostics_channel from 'node:diagnostics_channel'
import type { FetchContext } from '../../../src/fetch/fetcher.ts'
import { deltaName, type Manifest, objectName } from '../../../src/manifest/index.ts'
import { cheapestObject, type Sharing } from '../../../src/published/cheapest-object.ts'
import type { SharedHost } from '../../../src/published/host.ts'
import { DELTAS, type DeltaMessage } from '../../../src/published.ts'
import { type FuzzSubject, holds } from '../harness/subject.ts'

const rows = (changed: number): Uint8Array => {
  const row = (id: number) => ({ id, name: `product ${id * 7919}`, price: id === changed ? -1 : id * 31 })
  return Buffer.from(JSON.stringify(Array.from({ length: 60 }, (_, id) => row(id))))
}
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const [OLD, NEW] = [rows(-1), rows(7)]
/** What lies in the folder under the digest of the old one: that, another one of its size, and next to nothing. */
const BASES = [OLD, OLD, rows(8), OLD.subarray(0, 5)]
const [FROM, TO] = [sha256Of(OLD), sha256Of(NEW)]

// What `zstd --patch-from` has made of such payloads.
const SEEDS = [
  // Of the old one the new one: as publishers make it; without a checksum; as small as can be.
  'KLUv/WTCCe0AABBbLQcAUSkW9EGs7CGaKG7FWFCFaokhez2IQ7gCsmZ3EQ==',
  'KLUv/WDCCe0AABBbLQcAUSkW9EGs7CGaKG7FWFCFaokhez2IQ7gC',
  'KLUv/WTCCYUAABhbLTECAGspFvTRyVgqZAOyZncR',
  // Of another one, and another one.
  'KLUv/WTCCWUBAChbLTEyNAsAJSkW9CGx8ACsXCCxoAtb8uCWEihSLFARTTX0lQ14LR4ig7kCsmZ3EQ==',
  'KLUv/WTCCeUAABBbLQcAJSkW+DBLPfQTxV0ZC6pQLTFkrwdxCFc5u8cP',
].map((text) => Buffer.from(text, 'base64'))

/** A delta that has stayed a frame, and says something else. */
function flipped(dice: Uint8Array): Uint8Array {
  const [, , which = 0, ...flips] = dice
  const delta = Uint8Array.from(SEEDS[which % SEEDS.length] ?? [])
  for (let at = 0; at <= which % 3; at++) {
    const place = (flips[at] ?? 0) % delta.length
    delta[place] = (delta[place] ?? 0) ^ (1 << ((flips[at + 3] ?? 0) % 8))
  }
  return delta
}

/** A download of this object alone. */
const objects = (bytesOf: (name: string) => Uint8Array): Sharing['use'] => {
  const used = async (name: string) => ({
    fetcher: {
      name: 'objects',
      probe: async () => ({ changed: true, open: async () => bytesOf(name) }) as const,
    },
    close: async () => {},
  })
  return used
}

export const deltaSubject: FuzzSubject = {
  name: 'delta',
  share: 1.4,
  seeds: SEEDS,
  words: ['(\xb5/\xfd', '\0', '\xff', '\x01\0\0', '\xc2\x09', '[{"id":', '},{'],
  async check(drawn) {
    const dice = createHash('sha256').update(drawn).digest()
    const [which = 0, width = 0] = dice
    const input = which < 128 ? drawn : flipped(dice)
    const base = BASES[which % BASES.length] ?? OLD
    const attempt = new AbortController()
    const context: FetchContext = { signal: attempt.signal, maxBytes: 2 ** 20 }
    const inspected: string[] = []
    const host: SharedHost = {
      payload: (_, download, signal) => download(signal),
      find: async () => base,
      inspect: async (sha256) => void inspected.push(sha256),
    }
    // One in eight asks for more than it can reach.
    const windowLog = width < 32 ? 24 + (width % 8) : 12
    const delta = {
      from: FROM,
      format: 'zstd',
      sha256: sha256Of(input),
      size: input.length,
      windowLog,
    } as const
    const createdAt = '2026-11-30T12:00:00Z'
    const about = { schema: 1, term: 'prices', seq: 2, createdAt } as const
    const manifest: Manifest = { ...about, sha256: TO, size: NEW.length, deltas: [delta] }
    const asked: string[] = []
    const use = objects((name) => {
      asked.push(name)
      return name === deltaName(FROM, TO) ? input : NEW
    })
    const told: DeltaMessage[] = []
    const hear = (message: unknown) => void told.push(message as DeltaMessage)
    diagnostics_channel.subscribe(DELTAS, hear)
    const pieces: Uint8Array[] = []
    try {
      const open = cheapestObject({ host, manifest, context, use, arrived: async () => {} })
      for await (const piece of open(context.signal) as AsyncIterable<Uint8Array>) pieces.push(piece)
    } finally {
      attempt.abort()
      diagnostics_channel.unsubscribe(DELTAS, hear)
    }
    holds(Buffer.concat(pieces).equals(NEW), 'a payload that is not that of the manifest')
    const isWhole = asked.includes(objectName(TO))
    if (input.length >= NEW.length) return holds(isWhole && told.length === 0, 'a delta that spares nothing')
    const [message] = told
    holds(told.length === 1 && message !== undefined, `a delta that is told of ${told.length} times`)
    holds(isWhole === (message.error !== undefined), 'a download that nobody has told of')
    holds(isWhole === (inspected[0] === FROM), 'a base that nobody has looked at')
  },
}
