/** Which tests are asked first about a bug. @module */

import { expect, it } from 'vitest'
import { testsNear } from '../../scripts/mutants/nearness.mjs'

it('first come the tests of the very file, then those of its room, then those that come to it', () => {
  const [first, ...others] = testsNear('src/gate/quarantine.ts')
  expect(first).toBe('test/gate/quarantine.test.ts')
  expect(others).toContain('test/faults/cut-by-a-cache.test.ts')
  expect(others).not.toContain('test/duration.test.ts')
})

it('a module that threads load by its place is come to, too', () => {
  expect(testsNear('src/decode/workers/thread-main.ts')).toContain('test/decode/workers/pool.test.ts')
})

it('each source has a test', () => {
  for (const source of [
    'machines/delay.ts',
    'src/fetch/http/connections.ts',
    'src/share/incoming.ts',
    'src/base/time-slice.ts',
  ]) {
    expect(testsNear(source)).not.toEqual([])
  }
})
