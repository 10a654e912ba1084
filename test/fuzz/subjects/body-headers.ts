/** What headers say of a body: its length, range, coding and kind. @module */

import { contentRange } from '../../../src/fetch/headers/content-range.ts'
import { bodyFacts } from '../../../src/fetch/transfer/body-facts.ts'
import { block, headersOf } from '../harness/headers.ts'
import { type FuzzSubject, holds, readOrRefused } from '../harness/subject.ts'

const MOST = 1_000_000
const OPTIONS = { maxBytes: MOST, allowEmpty: false, allowUnframed: false }
const CODINGS: readonly unknown[] = [undefined, 'gzip', 'br', 'zstd']

export const bodyHeadersSubject: FuzzSubject = {
  name: 'body headers',
  share: 20,
  seeds: [
    block({
      'content-length': '1200',
      'content-type': 'application/json; charset=utf-8',
      'content-encoding': 'gzip',
    }),
    block({ 'transfer-encoding': 'chunked', 'content-encoding': 'aws-chunked, br', 'last-modified': 'x' }),
    block({ 'content-range': 'bytes 100-1199/1200', 'content-length': '1100' }),
  ],
  words: [
    'gzip',
    'x-gzip',
    'br',
    'zstd',
    'identity',
    'chunked',
    ',',
    ';',
    '/',
    '-',
    'bytes ',
    '*',
    ' ',
    '0x10',
    '+',
    'text/',
  ],
  async check(input) {
    const headers = headersOf(input)
    const answer = await readOrRefused(() => bodyFacts(headers, OPTIONS, Date.UTC(2030, 0, 1)))
    if ('read' in answer) {
      const { size, encoding, mediaType, modifiedAt } = answer.read
      holds(
        size === undefined || (Number.isSafeInteger(size) && size > 0 && size <= MOST),
        `a size of ${size}`,
      )
      holds(CODINGS.includes(encoding), `a coding of ${encoding}`)
      holds(mediaType === undefined || /^[a-z]+\/[\w.+-]{1,64}$/.test(mediaType), `a kind of ${mediaType}`)
      holds(modifiedAt === undefined || Number.isSafeInteger(modifiedAt), `a moment of ${modifiedAt}`)
    }
    const range = contentRange(headers)
    holds(
      range === undefined || Object.values(range).every((each) => Number.isSafeInteger(each) && each >= 0),
      `a range of ${JSON.stringify(range)}`,
    )
  },
}
