/** A file, replaced by a rename and rewritten in place, holds what the contract says. @module */

import { mkdtempSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { file } from '../../src/fetch/file.ts'
import { testFetcher } from '../../src/testing/test-fetcher.ts'

const folder = mkdtempSync(join(tmpdir(), 'everterm-'))
afterAll(() => rm(folder, { recursive: true }))

async function replace(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, bytes)
  await rename(`${path}.new`, path)
}

describe.each([
  ['is replaced', replace],
  ['is rewritten', writeFile],
])('a file that %s', (title, publish) => {
  const path = join(folder, title)
  testFetcher(
    {
      make: () => file(path),
      publish: (bytes) => publish(path, bytes),
      remove: () => rm(path),
      sign: (proof) =>
        proof === undefined ? rm(`${path}.sig`, { force: true }) : writeFile(`${path}.sig`, proof),
    },
    test,
  )
})
