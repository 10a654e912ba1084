/** The dashboard is light: whoever opens it in an outage has better things to wait for. @module */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const BUILT = fileURLToPath(new URL('../../dist/dashboard/', import.meta.url))
const MOST = 100_000

test('all that a browser loads is at most 100 kB, compressed', () => {
  const files = readdirSync(BUILT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => join(entry.parentPath, entry.name))
  expect(files.length).toBeGreaterThan(2)
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
  console.log(`The dashboard has ${(bytes / 1000).toFixed(1)} kB, compressed`)
  expect(bytes).toBeLessThanOrEqual(MOST)
})
