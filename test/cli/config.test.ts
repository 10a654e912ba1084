/** Terms of a config at the prompt: fetched, judged and looked at as the service would. @module */

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEverterm } from '../support/everterm.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'

let folder: string
let origin: Origin
beforeAll(async () => {
  origin = await serveOrigin()
  origin.publish('/prices.json', '{"EUR":1,"CHF":2,"USD":3,"GBP":4}', { etag: '"v1"' })
  folder = await mkdtemp(join(tmpdir(), 'everterm-config-'))
  const config = {
    keepsake: { dir: './kept' },
    terms: {
      prices: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the config has it like this
        from: { url: `${origin.url}/prices.json`, headers: { 'x-key': '${KEY}' } },
        guards: { maxShrink: 0.5 },
      },
      lists: { group: { spam: { from: './spam.txt', format: 'text' } } },
    },
  }
  await writeFile(join(folder, 'everterm.config.json'), JSON.stringify(config))
  await writeFile(join(folder, 'spam.txt'), 'a\nb\n')
  await writeFile(join(folder, 'few.json'), '{"EUR":1}')
  await writeFile(join(folder, 'more.json'), '{"EUR":1,"CHF":2,"USD":3,"GBP":4,"SEK":5}')
  await writeFile(join(folder, 'wrong.json'), '{"terms":{"prices":{"form":"./x"}}}')
})
afterAll(async () => {
  await origin.close()
  await rm(folder, { recursive: true })
})

const everterm = (...words: readonly string[]) =>
  startEverterm(words, { cwd: folder, env: { KEY: 'secret' } }).ended

describe('fetch', () => {
  it('gets a term by its name, with the headers of the config', async () => {
    const { code, stdout, stderr } = await everterm('fetch', 'prices')
    expect({ code, stdout }).toEqual({ code: 0, stdout: '{"EUR":1,"CHF":2,"USD":3,"GBP":4}\n' })
    expect(stderr).toContain('version "v1"')
    expect(origin.requests.at(-1)?.headers['x-key']).toBe('secret')
  })

  it('finds terms of groups, and writes a text as it is', async () => {
    expect((await everterm('fetch', 'spam')).stdout).toBe('a\nb\n')
  })

  it('knows which name was meant, and that a file is one', async () => {
    const near = await everterm('fetch', 'price')
    expect(near).toMatchObject({ code: 2, stdout: '' })
    expect(near.stderr).toContain('the config has no term `price`\ndid you mean `prices`?')
    expect(await everterm('fetch', 'few.json')).toMatchObject({ code: 0 })
  })

  it('takes no flag that the config decides', async () => {
    const { code, stderr } = await everterm('fetch', 'prices', '--format', 'text')
    expect(code).toBe(2)
    expect(stderr).toContain('`--format` is what the config says of a term: leave it out')
  })
})

describe('verify', () => {
  it('holds a candidate to what the origin of the term serves now, and leaves nothing on disk', async () => {
    const refused = await everterm('verify', 'few.json', '--term', 'prices', '--against', 'origin')
    expect(refused.code).toBe(14)
    expect(refused.stdout).toContain('refused few.json for prices: maxShrink 0.5: 4 records -> 1, 75 % fewer')
    const accepted = await everterm('verify', 'more.json', '--term', 'prices', '--against', 'origin')
    expect(accepted.code).toBe(0)
    expect(accepted.stdout).toContain('1 added, 0 removed, 0 changed\n  + /SEK')
  })
})

describe('doctor', () => {
  it('looks at all terms, and at the folder of the keepsake', async () => {
    const { code, stdout } = await everterm('doctor', '--config', 'everterm.config.json')
    expect(code).toBe(0)
    expect(stdout).toContain('config: is sound: 2 terms')
    expect(stdout).toMatch(/keepsake .*kept: is not there yet, and can be made/)
    expect(stdout).toContain('prices: says "not modified" when it is asked by its ETag "v1"')
    expect(stdout).toContain('spam: says "not modified"')
  })
})

it('watch runs the terms here, without a process, and keeps nothing on disk', async () => {
  const words = ['watch', '--config', 'everterm.config.json', '--json']
  const watching = startEverterm(words, { cwd: folder, env: { KEY: 'secret' } })
  await watching.said('refresh.updated')
  watching.kill('SIGINT')
  expect((await watching.ended).code).toBe(130)
  expect(await readdir(folder)).not.toContain('kept')
})

it('a config with faults is told with all of them, and ends with 2', async () => {
  const { code, stderr } = await everterm('fetch', 'prices', '--config', 'wrong.json')
  expect(code).toBe(2)
  expect(stderr).toContain('terms.prices')
  const none = await everterm('fetch', 'prices', '--config', 'nothing.json')
  expect(none.code).toBe(2)
})
