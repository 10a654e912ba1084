/** Checks the name of a bucket, as far as no store takes it: a typing error is told at once, not by the first request. @module */

import { unexpected } from '../../base/unexpected.ts'

const ARN = /^arn:[\w-]+:s3[\w-]*:[^\s/]*[:/]\S+$/
// Stores differ in the rest, and AWS has old buckets with names that it gives nobody any more.
const IMPOSSIBLE = /[\s/\\]/

/** @throws TypeError that says what was probably meant */
export function checkBucket(value: unknown): string {
  if (typeof value === 'string' && value !== '' && (ARN.test(value) || !IMPOSSIBLE.test(value))) return value
  throw unexpected(
    's3',
    'bucket',
    'the name of a bucket, or the ARN of an access point',
    value,
    hintFor(value),
  )
}

function hintFor(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '')
    return 'is a variable of the environment missing?'
  return String(value).includes('/')
    ? "without `s3://` and without the key, as `{ bucket: 'prices', key: 'table.json' }`"
    : undefined
}
