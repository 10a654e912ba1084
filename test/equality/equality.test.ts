/** Tables and sliced JSON agree with `JSON.parse`: a sample of the documents. @module */

import { expect, test } from 'vitest'
import { checkAll } from './check.ts'
import { KINDS, sampleOf } from './kinds/kinds.ts'
import { runKind, type Tally } from './runner.ts'

const options = { seed: 0, enough: 3, isShrunk: true, check: checkAll }
const sampled = KINDS.filter(({ sample }) => sample > 0)
const tallies: Tally[] = []

test.each(sampled)('tables of $name documents are what JSON.parse says', async (kind) => {
  const tally = await runKind(kind, sampleOf(kind), options)
  tallies.push(tally)
  expect(tally.failures).toEqual([])
  expect(tally.accepted).toBeGreaterThan(0)
  expect(tally.columns).toBeGreaterThan(0)
})

test('the messages of refusals are few, and hold no text of the documents', () => {
  const messages = new Set(tallies.flatMap((tally) => [...tally.messages]))
  expect(messages.size).toBeGreaterThan(0)
  expect([...messages].sort()).toMatchInlineSnapshot(`
    [
      "The key in \`key\` is a fraction, which makes no key: write it as a string (byte #, record #)",
      "The key in \`key\` is beyond 2^53, and not all of its digits are there: write it as a string (byte #, record #)",
      "The key in \`key\` is neither a string nor a whole number: choose another \`key\` (byte #, record #)",
      "The payload ends before it is complete (byte #, record #)",
      "The payload has no newline between two records (byte #, record #)",
      "The payload is an array of strings, which are no records: \`lines({ format: 'json' })\` reads them as a set (byte #, record #)",
      "The payload is an array: say which field is the key of its records (\`key\`), or read them by position (\`rows()\`) (byte #, record #)",
      "The payload is not an array or lines of records, which are objects (byte #, record #)",
      "The payload is not one object, keyed by its property names (byte #, record #)",
      "The payload is not valid JSON (byte #, record #)",
      "The payload is not valid UTF-8 (byte #, record #)",
      "The record has a line break in it, and a record of NDJSON is one line (byte #, record #)",
      "The record has no field \`key\`, where \`key\` says that its key is (byte #, record #)",
      "The record repeats a key, as # do: make keys unique, or choose which of them counts, by \`duplicates: 'last'\` or \`duplicates: 'first'\` (byte #, record #)",
    ]
  `)
})
