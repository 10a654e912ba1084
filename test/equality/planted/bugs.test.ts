/** Each bug of the list can still be planted. @module */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { BUGS } from './bugs.ts'

test.each(BUGS)('can be planted still: $name', ({ edits }) => {
  for (const { file, from, to } of edits) {
    const source = readFileSync(new URL(`../../../src/decode/table/${file}`, import.meta.url), 'utf8')
    expect(source.split(from)).toHaveLength(2)
    expect(to).not.toBe(from)
  }
})
