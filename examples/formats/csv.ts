/** Holds CSV to a parser that many use: of 5,000 documents both make the same records, or both refuse them. @module */

import { parse } from 'csv-parse/sync'
import { rows } from 'everterm'

const PARTS = [
  'a',
  'b',
  '"',
  '""',
  ',',
  ';',
  '\n',
  '\r\n',
  ' ',
  'ä',
  '😀',
  '\\',
  '0',
  '\t',
  '"x"',
  '"a,b"',
  '"a\nb"',
]
const read = rows({ format: 'csv', minRecords: 0 })
const LIKE_OURS = { columns: true, bom: true, record_delimiter: ['\n', '\r\n'] }

let seed = 1
function below(limit: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return Math.floor((seed / 2 ** 32) * limit)
}

function drawn(): string {
  const header = ['h0', 'h1', 'h2'].slice(0, 1 + below(3)).join()
  const body = Array.from({ length: below(10) }, () => PARTS[below(PARTS.length)])
  return `${below(10) === 0 ? '\ufeff' : ''}${header}${below(2) === 0 ? '\n' : '\r\n'}${body.join('')}`
}

function theirs(document: string): string {
  try {
    return JSON.stringify(parse(Buffer.from(document), LIKE_OURS))
  } catch {
    return 'refused'
  }
}

const ours = (document: string): Promise<string> =>
  read(Buffer.from(document)).then(
    (all) => JSON.stringify([...all.values()]),
    () => 'refused',
  )

const counts = { read: 0, refused: 0 }
for (let n = 0; n < 5_000; n++) {
  const document = drawn()
  const expected = theirs(document)
  const got = await ours(document)
  if (got !== expected) throw new Error(`${JSON.stringify(document)}: expected ${expected}, got ${got}`)
  counts[expected === 'refused' ? 'refused' : 'read']++
}
console.log(`csv ${counts.read > 500 && counts.refused > 500 ? 'agrees' : 'was hardly tried'}`)
