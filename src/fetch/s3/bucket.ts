/** Which names a bucket can have: a typing error is told at the door, not by the first request. @module */

import { unexpected } from '../../base/unexpected.ts'

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; the alias of an access point is such a name.
const NAME = /^(?!.*\.\.)(?!\d+(\.\d+){3}$)[a-z\d][a-z\d.-]{1,61}[a-z\d]$/
const ARN = /^arn:[\w-]+:s3[\w-]*:[^\s/]*[:/]\S+$/
/** What no store takes. */
const IMPOSSIBLE = /[\s/\\]/

const EXPECTED = "the name of a bucket (3 to 63 of a-z, 0-9, '.' and '-'), or the ARN of an access point"

/** Checks the name of a bucket: by the rules of AWS, or loosely where another store, or an old bucket, has others. */
export function checkBucket(value: unknown, isOfAws: boolean): string {
  if (typeof value === 'string' && value !== '') {
    if (NAME.test(value) || ARN.test(value)) return value
    if (!isOfAws && !IMPOSSIBLE.test(value)) return value
  }
  throw unexpected('s3', 'bucket', EXPECTED, value, hintFor(value, isOfAws))
}

function hintFor(value: unknown, isOfAws: boolean): string | undefined {
  if (value === undefined || value === null || value === '')
    return 'is a variable of the environment missing?'
  const text = String(value)
  if (text.includes('/'))
    return "without `s3://` and without the key, as `{ bucket: 'prices', key: 'table.json' }`"
  return isOfAws ? 'for an old bucket with another name `forcePathStyle: true`' : undefined
}
