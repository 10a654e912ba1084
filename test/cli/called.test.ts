/** What is wrong is called as it was typed: by its flag, not by the option of the library that it becomes. @module */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { unexpected } from '../../src/base/unexpected.ts'
import { flagsIn, inFlags } from '../../src/cli/in-flags.ts'
import { startEverterm } from '../support/everterm.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everterm-called-'))
  await writeFile(join(folder, 'a.csv'), 'id,n\na,1\n')
})
afterAll(() => rm(folder, { recursive: true }))

const run = (words: readonly string[], env = {}) => startEverterm(words, { cwd: folder, env }).ended
const publish = ['publish', 'prices', 'a.csv', '--format', 'csv', '--to', 'file:p']
const SECRET = 'RWRTY0Iy'.padEnd(212, 'A')

it.each([
  [['types', 'a.csv', '--row', 'a b'], /`--row` is a name .*, not `a b`/],
  [['types', 'a.csv', '--sha256', 'xyz'], /`--sha256` is a SHA-256 .*, not `xyz`/],
  [['fetch', './a.csv', '--timeout', '0s'], '`--timeout` is more than nothing, not `0s`'],
  [['fetch', 'http://'], 'the address has to be an http or https URL'],
  [['verify', 'a.csv', '--against', 'http://'], '`--against` has to be an http or https URL'],
  [['verify', 'a.csv', '--min-records=-1'], '`--min-records` is a whole number, at least 1, not `-1`'],
  [['verify', 'a.csv', '--max-shrink', '500%'], '`--max-shrink` is a share from 0 to 1, not `500%`'],
  [['verify', 'a.csv', '--diff=-1'], '`--diff` is a whole number, at least 0, not `-1`'],
  [['init', '--name', 'a b', './x.json'], /`--name` is up to 100 letters, .*, not `a b`/],
  [['publish', 'a/b', 'a.csv', '--to', 'file:p'], /the name of a term is up to 100 letters, .*, not `a\/b`/],
  [
    [...publish, '--min-seq', '77'],
    '`--min-seq` is at most the number of this publication, which is 1, not `77`',
  ],
  [[...publish, '--media-type', 'x'.repeat(300)], '`--media-type` is text of 1 to 200 characters'],
  [[...publish, '--expires', 'soon'], /`--expires` is a duration .*, not `soon`/],
  [[...publish, '--sign', 'a.csv'], '`--sign`: expected a secret key of minisign'],
  [['publish', 'prices', 'a.csv', '--to', 's3://'], '`--to` has to be `s3://bucket/prefix` or `file:folder`'],
  [['gc', 'prices', '--to', 'file:p', '--keep=-1'], '`--keep` is a whole number, at least 0, not `-1`'],
])('an option of the library was named in place of a flag: %j', async (words, message) => {
  const { code, stderr } = await run(words)
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/remoteTerm|typesOf:|publish: expected/)
  expect(code).toBe(2)
})

it('what would be followed was printed as `--against …`', async () => {
  const { code, stderr } = await run(['verify', 'a.csv', '--against', 'nope'])
  expect(code).toBe(12)
  expect(stderr).toMatch(/`--against nope`: .*nope can't be read/)
  const url = 'http://me:secret@127.0.0.1:1/x?token=secret'
  const away = await run(['verify', 'a.csv', '--against', url])
  expect(away.stderr).toContain('`--against http://127.0.0.1:1/x`')
  expect(away.stderr).not.toContain('secret')
})

it('a twin in the environment has its own name', async () => {
  const { stderr } = await run(['fetch', './a.csv'], { EVERTERM_SHA256: 'xyz' })
  expect(stderr).toContain('`EVERTERM_SHA256` is a SHA-256')
  expect((await run(['fetch', 'prices'], { EVERTERM_KEY: 'id' })).stderr).toContain(
    '`EVERTERM_KEY` is what the config says',
  )
})

it.each([
  [...publish, '--sign', SECRET],
  ['fetch', './a.csv', '--verify', SECRET],
  [...publish.slice(0, -1), 's3://b/p', '--endpoint', 'http://me:RWRTY0Iy@x/'],
])('a secret that was put in the wrong place is told nowhere', async (...words) => {
  const { code, stderr } = await run(words)
  expect(code).toBe(2)
  expect(stderr).not.toContain('RWRTY0Iy')
})

it('what is no option that anybody types stays as it is, and so does what is said of a URL', () => {
  const given = { called: (name: string) => `--${name}`, text: () => 'https://me:secret@x.example' }
  const calls = flagsIn(given as never)
  const of = (option: string, value: unknown) => unexpected('remoteTerm', option, 'a number', value).message
  expect(inFlags(of('history', 'x'), calls)).toBe(of('history', 'x'))
  expect(inFlags(of('sha256', 'https://me:secret@x.example'), calls)).toBe('`--sha256` has to be a number')
  expect(inFlags(of('constructor', 'x'), calls)).toBe(of('constructor', 'x'))
})
