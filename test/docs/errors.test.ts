/** The page of errors and the table of codes say the same. @module */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ERROR_CODES } from '../../src/base/error-codes.ts'

const page = readFileSync('docs/errors.md', 'utf8')
const documented = [...page.matchAll(/^\| `(ERR_TERM_\w+)` \|.*\| (.*) \|$/gm)]

test('docs/errors.md has one line for each code, in the order of the table', () => {
  expect(documented.map(([, code]) => code)).toEqual(Object.keys(ERROR_CODES))
})

test('docs/errors.md tells of a slow backoff where a code is patient, and there alone', () => {
  const slow = documented.filter(([, , follows]) => follows?.startsWith('slow backoff'))
  const patient = Object.entries(ERROR_CODES).filter(([, facts]) => 'patient' in facts)
  expect(slow.map(([, code]) => code)).toEqual(patient.map(([code]) => code))
})
