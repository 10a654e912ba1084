/** A process whose module the user has named, and which decodes nothing, was waited for to the deadline, or told without its name. @module */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../../src/base/clock.ts'
import { inWorker } from '../../../../src/decode/in-worker.ts'
import { isWrongEntry } from '../../../../src/decode/workers/index.ts'
import { decodePool } from '../../../../src/decode/workers/pool.ts'
import { utf8 } from '../../../support/coded.ts'
import { decodedWith } from '../../../support/decoding.ts'
import { outcome } from '../../../support/grown.ts'

const apart = inWorker<unknown>(new URL('./modules/apart.mjs', import.meta.url), { isolation: 'process' })

/** What comes of a payload where the processes run this module. */
async function decodedBy(source: string, options: object = {}): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-entry-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'service.mjs')
  await writeFile(path, source)
  const entry = pathToFileURL(path)
  const pool = decodePool({ max: 1, idleMs: 60_000, above: 0, clock: systemClock, entry, ...options })
  onTestFinished(() => pool.close())
  const { signal } = new AbortController()
  const context = { term: 'prices', signal, pool, previous: undefined }
  return outcome(decodedWith(apart, utf8('[1]'), context))
}

it.each([
  ['runs for ever', 'setInterval(() => {}, 1_000)', 'it said nothing for 0.2 s', { startMs: 200 }],
  ['ends at once', '', 'it ended with code 0', {}],
  ['throws', 'throw new Error("broken")', 'it ended with code 1', {}],
])('one that %s', async (_, source, why, options) => {
  const error = await decodedBy(source, options)
  expect(error).toMatchObject({
    code: 'ERR_TERM_DECODER',
    hopeless: true,
    message: expect.stringMatching(
      new RegExp(
        `^the module of \`workers.entry\` \\(.*service\\.mjs\\) is to import everterm/thread.*: ${why}$`,
      ),
    ),
  })
  expect(isWrongEntry(error)).toBe(true)
})

it('is no wrong one where it imports ours', async () => {
  const main = new URL('../../../../src/decode/workers/thread-main.js', import.meta.url)
  expect(await decodedBy(`import ${JSON.stringify(main.href)}`)).toEqual([1])
})

it('is not to blame for an option that Node.js does not know', async () => {
  const error = await decodedBy('', { execArgv: ['--no-such-option'] })
  expect(error).toMatchObject({ code: 'ERR_TERM_DECODER', message: expect.stringContaining('code 9') })
  expect(isWrongEntry(error)).toBe(false)
})
