/** What is wrong with what was typed is told before any work is done, and as the one who typed it knows it. @module */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEverterm } from '../support/everterm.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'

let origin: Origin
let folder: string
beforeAll(async () => {
  origin = await serveOrigin()
  folder = await mkdtemp(join(tmpdir(), 'everterm-first-'))
  await writeFile(join(folder, 'prices.json'), '{"EUR":1}')
  await writeFile(join(folder, 'everterm.config.json'), '{"terms":{"prices":{"form":"./prices.json"}}}')
  await writeFile(join(folder, 'cut.json'), '{')
})
afterAll(async () => {
  await origin.close()
  await rm(folder, { recursive: true })
})

const typed = (...words: readonly string[]) => startEverterm(words, { cwd: folder }).ended

describe('doctor looked at the machine first, and then at what was typed', () => {
  it.each([
    [['nothing.json'], '`nothing.json` is no URL, and no file of this folder'],
    [['everterm.config.json'], '`everterm doctor --config everterm.config.json` looks at all terms'],
    [['ftp://x'], 'expected an http, https, s3 or file URL'],
    [['--config', 'nothing.json'], "nothing.json can't be read (ENOENT)"],
    [['--config', 'cut.json'], 'cut.json:1:2: this is not valid JSON'],
    [['--config', 'prices.json'], 'EUR: unknown'],
    [['--config', 'everterm.config.json'], 'terms.prices.form: unknown; did you mean `from`?'],
    [['--timeout', '5'], "`--timeout` is a duration as '500ms', '30s' or '5m', not `5`"],
  ])('%j', async (words, message) => {
    const { code, stdout, stderr } = await typed('doctor', ...words)
    expect(stderr).toContain(message)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('and takes a file by its bare name, as fetch does', async () => {
    expect((await typed('doctor', 'prices.json')).stdout).toContain('prices.json: answers, 9 B')
  })
})

describe('a download came before the complaint', () => {
  const untouched = async (...words: readonly string[]) => {
    origin.publish('/prices.json', '{"EUR":1}', { etag: '"v1"' })
    const before = origin.requests.length
    const ended = await typed(...words)
    expect(origin.requests).toHaveLength(before)
    expect(ended.stdout).toBe('')
    return ended
  }

  it('about a file that nobody can write', async () => {
    for (const command of ['fetch', 'types']) {
      const { code, stderr } = await untouched(command, `${origin.url}/prices.json`, '--out', 'no/such/x')
      expect(stderr).toBe("everterm: `no/such/x` can't be written: ENOENT\n")
      expect(code).toBe(1)
    }
  })

  it('about a switch of the environment', async () => {
    const env = { EVERTERM_EXIT_CODE: 'perhaps' }
    const before = origin.requests.length
    const { code, stderr } = await startEverterm(['fetch', `${origin.url}/prices.json`], { env }).ended
    expect(stderr).toContain('EVERTERM_EXIT_CODE is 1 or 0, not `perhaps`')
    expect(code).toBe(2)
    expect(origin.requests).toHaveLength(before)
  })
})

it('verify asked for what a file would follow that is not there', async () => {
  const before = origin.requests.length
  const { code, stdout } = await typed('verify', 'new.json', '--against', `${origin.url}/prices.json`)
  expect(code).toBe(12)
  expect(stdout).toContain('refused new.json')
  expect(origin.requests).toHaveLength(before)
})
