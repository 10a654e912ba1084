/** A module of `inWorker` that can not be loaded is named, with the line where one is known. @module */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inWorker } from '../../../src/index.ts'
import { utf8 } from '../../support/coded.ts'
import { decodeContext, decodedWith } from '../../support/decoding.ts'
import { outcome } from '../../support/grown.ts'

const context = decodeContext({ above: 1e9, until: afterAll })

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everterm-'))
})
afterAll(() => rm(folder, { recursive: true }))

it.each([
  ['a syntax error', 'export default (bytes) => {\n', /\/decode\.mjs\) can not be loaded: SyntaxError: /],
  [
    'an import of what is not exported',
    "import { noSuch } from 'node:fs'\nexport default noSuch\n",
    /: SyntaxError: .*\(at [^)]*\/decode\.mjs:1\)$/,
  ],
  ['no function', 'export const other = 1\n', /\/decode\.mjs\) has no function/],
])('with %s', async (what, code, message) => {
  const file = join(await mkdtemp(join(folder, 'of-')), 'decode.mjs')
  await writeFile(file, code)
  const failed = await outcome(decodedWith(inWorker(pathToFileURL(file)), utf8('{}'), context))
  expect(failed, what).toMatchObject({
    code: 'ERR_TERM_DECODER',
    hopeless: true,
    message: expect.stringMatching(message),
  })
})

it('in a language that Node.js does not know here names the option for its loader', async () => {
  const file = join(folder, 'decode.coffee')
  await writeFile(file, 'export default -> 1')
  const failed = await outcome(decodedWith(inWorker(pathToFileURL(file)), utf8('{}'), context))
  expect(failed).toMatchObject({
    code: 'ERR_TERM_DECODER',
    message: expect.stringMatching(
      /can not be loaded without its loader, such as `workers: \{ execArgv: .*: TypeError: Unknown file extension/,
    ),
  })
})
