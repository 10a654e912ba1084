/** Files of keepsakes that were damaged, or made up: each is passed over for a reason, soon, and without memory for its lies. @module */

import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { headerDocument, headerIn, notesDocument, notesIn } from '../../../src/store/keepsake/documents.ts'
import { envelope } from '../../../src/store/keepsake/envelope.ts'
import { type FileOperations, nodeFiles } from '../../../src/store/keepsake/file-operations.ts'
import { whyIgnored } from '../../../src/store/keepsake/look-up.ts'
import { readPayload, withFile } from '../../../src/store/keepsake/read-file.ts'
import { headerFor, sealed } from '../../support/keepsakes.ts'

/** `npm run test:keepsake` asks for a million, and takes a minute. */
const RUNS = Number(process.env.MUTATIONS ?? 8_000)
const LONG = 600_000

const PAYLOAD = Buffer.from('{"EUR":1.08}')
const HEADER = headerFor(PAYLOAD, {
  version: '"7"',
  known: { etag: '"7"', nested: { at: 1, none: null, is: true } },
  encoding: 'gzip',
  source: 'https://prices.example',
  confirmedAt: 1_790_000_000_001,
  proof: 'c2lnbmVk',
})
const FILE = Buffer.concat([envelope(headerDocument(HEADER), PAYLOAD.byteLength) as Buffer, PAYLOAD])
const NOTES = notesDocument('prices', { pinned: '"7"', quarantined: [{ digest: 'ab', until: 5 }] })

const REASONS = ['cut', 'too-long', 'no-keepsake', 'other-format', 'damaged-header', 'damaged', 'other-term']

let mostAsked = 0

/** The operations on one file, which is in memory. */
const filesOf = (bytes: Buffer): FileOperations => ({
  ...nodeFiles,
  open: async () => ({
    stat: async () => ({ isFile: () => true, mode: 0o600, size: bytes.byteLength }) as Stats,
    async read(into, offset, length, position) {
      mostAsked = Math.max(mostAsked, into.byteLength)
      return { bytesRead: bytes.copy(into, offset, position, position + length) }
    },
    writev: async () => ({ bytesWritten: 0 }),
    sync: async () => {},
    close: async () => {},
  }),
})

/** What a keepsake makes of a file: its payload, or why it is passed over. */
const readFrom = (bytes: Buffer): Promise<Buffer | string> =>
  withFile(
    filesOf(bytes),
    'file',
    () => {},
    async (file, head) => {
      const found = headerIn(head.document, 'prices')
      if ('fault' in found) return found.fault
      const into = Buffer.alloc(head.payloadSize)
      const { digest } = found.header
      await readPayload(file, head, into, { digest, alive: () => {}, filled: () => {} })
      return into
    },
  ).catch(whyIgnored)

interface Edit {
  readonly at: number
  readonly cut: number
  readonly put: Uint8Array
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(FILE.byteLength),
  cut: fc.oneof(fc.constant(0), fc.constant(1), fc.constant(4), fc.nat(200)),
  put: fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc
      .constantFrom('{', '}', '"', '[', ',', ':', 'null', '1e999', '-1', '__proto__', '\u0000')
      .map((text) => Buffer.from(text)),
  ),
})
const edits = fc.array(edit, { minLength: 1, maxLength: 4 })

const edited = (bytes: Buffer, all: readonly Edit[]): Buffer =>
  all.reduce(
    (sofar, { at, cut, put }) => Buffer.concat([sofar.subarray(0, at), put, sofar.subarray(at + cut)]),
    bytes,
  )

const before = process.memoryUsage().heapUsed

afterAll(() => {
  // No document is larger, whatever a file says; and nothing of a million files is still held.
  expect(mostAsked).toBeLessThan(2 ** 18 + 57)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200e6)
})

describe('F44: a damaged file', () => {
  it(
    'is passed over for a reason, unless it is what it was',
    async () => {
      await fc.assert(
        fc.asyncProperty(edits, async (all) => {
          const file = edited(FILE, all)
          const found = await readFrom(file)
          if (file.equals(FILE)) expect(found).toEqual(PAYLOAD)
          else expect(REASONS).toContain(found)
        }),
        { numRuns: Math.ceil(RUNS / 2) },
      )
    },
    LONG,
  )

  it(
    'whatever it is, is passed over',
    async () => {
      const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        fc
          .tuple(fc.uint8Array({ maxLength: 60 }), fc.uint8Array({ maxLength: 200 }))
          .map(([numbers, rest]) => Buffer.concat([Buffer.from('everterm\u0001\0\0\0'), numbers, rest])),
      )
      await fc.assert(
        fc.asyncProperty(bytes, async (file) => {
          expect(REASONS).toContain(await readFrom(Buffer.from(file)))
        }),
        { numRuns: Math.ceil(RUNS / 4) },
      )
    },
    LONG,
  )
})

describe('F44: a document that is whole', () => {
  const isText = (value: unknown) => value === undefined || typeof value === 'string'
  const isNumber = (value: unknown) => value === undefined || Number.isFinite(value)

  it(
    'has the shape of a header or of notes, or is passed over',
    async () => {
      const texts = [headerDocument(HEADER), NOTES].map((each) => Buffer.from(JSON.stringify(each)))
      const document = fc.tuple(fc.constantFrom(...texts), edits).map(([text, all]) => edited(text, all))
      await fc.assert(
        fc.asyncProperty(document, async (text) => {
          const found = await withFile(
            filesOf(sealed(text)),
            'file',
            () => {},
            (_, head) => head.document,
          ).catch(whyIgnored)
          const header = headerIn(found, 'prices')
          const notes = notesIn(found, 'prices')
          if ('header' in header) {
            const { digest, known, publishedAt, confirmedAt, modifiedAt, ...others } = header.header
            expect(digest).toMatch(/^[0-9a-f]{64}$/)
            expect([typeof publishedAt, isNumber(confirmedAt), isNumber(modifiedAt)]).toEqual([
              'number',
              true,
              true,
            ])
            expect(known === undefined || Object.isFrozen(known)).toBe(true)
            expect([others.version, others.source, others.proof, others.encoding].every(isText)).toBe(true)
          } else expect(REASONS).toContain(header.fault)
          if ('notes' in notes) expect(Object.getPrototypeOf(notes.notes)).toBe(Object.prototype)
          else expect(REASONS).toContain(notes.fault)
        }),
        { numRuns: Math.ceil(RUNS / 4) },
      )
      expect({}).not.toHaveProperty('polluted')
    },
    LONG,
  )

  it.each(['[', '{"term":', '{"term":"prices","notes":{"a":', '{"term":"prices","notes":{"a":['])(
    'that nests 20,000 levels deep is passed over: %s',
    (text) => {
      const open = text.repeat(20_000)
      const closed = `${open}1${[...open]
        .reverse()
        .map((one) => ({ '[': ']', '{': '}' })[one] ?? '')
        .join('')}`
      const document: unknown = JSON.parse(closed)
      expect(headerIn(document, 'prices')).toHaveProperty('fault')
      expect(notesIn(document, 'prices')).toHaveProperty('fault')
    },
  )

  it('knows a digest by its 64 digits', () => {
    const of = (more: object) => headerIn({ ...headerDocument(HEADER), ...more }, 'prices')
    expect(of({})).toEqual({ header: HEADER })
    for (const digest of ['', 'A'.repeat(64), HEADER.digest.slice(1), `${HEADER.digest}0`, 7])
      expect(of({ digest })).toEqual({ fault: 'damaged-header' })
    expect(of({ known: ['a'] })).toEqual({ fault: 'damaged-header' })
    expect(of({ publishedAt: undefined })).toEqual({ fault: 'damaged-header' })
    expect(of({ confirmedAt: 1e300 })).toEqual({ fault: 'damaged-header' })
    expect(createHash('sha256').update(PAYLOAD).digest('hex')).toBe(HEADER.digest)
  })
})
