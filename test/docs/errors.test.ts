/** The page of errors and the union of codes say the same. @module */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const codesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, code]) => code)

test('docs/errors.md has one line for each code, in the order of the union', () => {
  const declared = codesIn(readFileSync('src/base/errors.ts', 'utf8'), /^ {2}\| '(ERR_TERM_\w+)'/gm)
  const documented = codesIn(readFileSync('docs/errors.md', 'utf8'), /^\| `(ERR_TERM_\w+)`/gm)
  expect(declared.length).toBeGreaterThan(20)
  expect(documented).toEqual(declared)
})
