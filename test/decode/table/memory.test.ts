/** Versions that nobody holds give their memory back by themselves; those that are held stay as they are. @module */

import { expect, test } from 'vitest'
import { compilePackage } from '../../support/compiled-package.ts'

const VERSIONS = 20

// 60 ms apart, as a version weighs nothing before it has been published for a moment.
const refreshing = `
  import { readFileSync } from 'node:fs'
  import { setTimeout as wait } from 'node:timers/promises'
  import { table } from 'everterm'
  const residentBytes = () => 1024 * Number(/VmRSS:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1])
  const open = table({ key: 'id', columns: false })
  const documentOf = (version) => Buffer.from(JSON.stringify(
    Array.from({ length: 20_000 }, (_, i) => ({ id: 'k' + i, version, text: 'x'.repeat(600) })),
  ))
  const first = await open(documentOf(1))
  const bytes = documentOf(2)
  let latest = await open(bytes)
  await wait(60)
  const before = residentBytes()
  for (let version = 0; version < ${VERSIONS}; version++) {
    latest = await open(bytes)
    await wait(60)
  }
  const grown = residentBytes() - before
  const versions = [first, latest].map((table) => new Set(Array.from(table.values(), ({ version }) => version)))
  console.log(JSON.stringify({ grown, weight: latest.byteLength, versions: versions.map((set) => [...set]) }))
`

test.runIf(process.platform === 'linux')('versions come and go in the memory of a few', async () => {
  await using compiled = await compilePackage()
  const { stdout, stderr } = await compiled.run(refreshing)
  expect(stderr).toBe('')
  const { grown, weight, versions } = JSON.parse(stdout)
  expect(versions).toEqual([[1], [2]])
  expect(grown).toBeLessThan((weight * VERSIONS) / 2)
})
