/** The tests beside this one need a real S3 server; CI has to bring one. @module */

import { expect, test } from 'vitest'
import { ceph } from '../../support/ceph.ts'

if (ceph === undefined && process.env.CI === undefined) {
  process.stderr.write(
    'S3 against Ceph: skipped, no server; to run it: npm run test:s3 (scripts/ceph.sh says what it needs)\n',
  )
}

test.skipIf(process.env.CI === undefined)('CI has a server', () => {
  expect(ceph, 'scripts/ceph.sh run ...').toBeDefined()
})
