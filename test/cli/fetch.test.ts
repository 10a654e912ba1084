/** `everterm fetch`: data to stdout, words to stderr, and an exit code that tells what failed. @module */

import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deferred } from '../support/deferred.ts'
import { everterm, startEverterm, startInTerminal } from '../support/everterm.ts'
import { minisignSigner } from '../support/minisign-signer.ts'
import { type Origin, serveOrigin, silence } from '../support/origin.ts'

const PRICES = '{"EUR":1.08,"CHF":0.95}'
const ZIPPED = gzipSync(PRICES)
const hex = createHash('sha256').update(ZIPPED).digest('hex')

let origin: Origin
let folder: string
beforeAll(async () => {
  origin = await serveOrigin()
  origin.publish('/prices.json.gz', ZIPPED, { etag: '"00012"' })
  origin.publish('/rows.json', '[{"id":"a","n":1},\n {"id":"b",\n  "n":2}]')
  folder = await mkdtemp(join(tmpdir(), 'everterm-fetch-'))
})
afterAll(async () => {
  await origin.close()
  await rm(folder, { recursive: true })
})

describe('what comes out', () => {
  it('is the value as JSON on stdout, and what it was on stderr', async () => {
    const { code, stdout, stderr } = await everterm('fetch', `${origin.url}/prices.json.gz`)
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${PRICES}\n` })
    expect(stderr).toMatch(/^\d+ B in \d+ ms · version "00012" · sha256 [0-9a-f]{16}…\n$/)
    expect(stderr).toContain(hex.slice(0, 16))
  })

  it('is nothing on stderr with --quiet, and no colour anywhere without a terminal', async () => {
    const { stdout, stderr } = await everterm('fetch', `${origin.url}/prices.json.gz`, '-q')
    expect({ stdout, stderr }).toEqual({ stdout: `${PRICES}\n`, stderr: '' })
  })

  it('is the facts with --json, in place of the value', async () => {
    const { stdout } = await everterm('fetch', `${origin.url}/prices.json.gz`, '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'prices.json.gz',
      outcome: 'updated',
      version: '"00012"',
      digest: hex.slice(0, 16),
      bytes: ZIPPED.length,
    })
  })

  it('is one record a line for a table', async () => {
    const { stdout } = await everterm('fetch', `${origin.url}/rows.json`, '--key', 'id')
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
    ])
  })

  it('is one object for a table whose keys are not in its records, a record a line behind its key', async () => {
    const text = '{"😀": {"n":\n  1}, "a\\"b": {"n": 2}, "__proto__": {"n": 3}}'
    origin.publish('/keyed.json', text)
    const { stdout } = await everterm('fetch', `${origin.url}/keyed.json`, '--format', 'table')
    expect(JSON.stringify(JSON.parse(stdout))).toBe(JSON.stringify(JSON.parse(text)))
    expect(stdout.trim().split('\n')).toHaveLength(5)
    origin.publish('/none.json', '{}')
    const none = ['--format', 'table', '--with', 'minRecords=0']
    expect((await everterm('fetch', `${origin.url}/none.json`, ...none)).stdout).toBe('{}\n')
  })

  it('is the bytes without their compression, for what is called nothing else', async () => {
    const path = join(folder, 'some.data')
    await writeFile(path, ZIPPED)
    expect((await everterm('fetch', path)).stdout).toBe(PRICES)
  })

  it('goes to a file whole, and leaves nothing else beside it', async () => {
    const out = join(folder, 'out.json')
    const { code, stdout, stderr } = await everterm('fetch', `${origin.url}/prices.json.gz`, '--out', out)
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toContain(`written to ${out}`)
    expect(await readFile(out, 'utf8')).toBe(`${PRICES}\n`)
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('is pretty in a terminal', async () => {
    const { ended } = startInTerminal(['fetch', `${origin.url}/prices.json.gz`, '-q'])
    const { stdout } = await ended
    expect(stdout.replaceAll('\r', '')).toBe(`${JSON.stringify(JSON.parse(PRICES), undefined, 2)}\n`)
  })

  it('has a line about its progress in a terminal, which is gone at the end', async () => {
    const half = 'x'.repeat(50_000)
    const { promise, resolve } = deferred<void>()
    origin.reply('/slow.data', async (_, response) => {
      response.writeHead(200, { 'content-length': '100000' }).write(half)
      await promise
      response.end(half)
    })
    const running = startInTerminal(['fetch', `${origin.url}/slow.data`, '--out', join(folder, 'slow.data')])
    await running.said('50.0 kB of 100 kB (50 %)')
    resolve()
    const { code, stdout } = await running.ended
    expect(code).toBe(0)
    expect(stdout).toContain('\r\x1b[K100 kB in ')
  })

  it('may have a reader who goes away', async () => {
    const rows = Array.from({ length: 50_000 }, (_, n) => ({ id: `row ${n}`, n }))
    origin.publish('/many.json', JSON.stringify(rows))
    const running = startEverterm(['fetch', `${origin.url}/many.json`, '--key', 'id'])
    await running.said('row 0')
    running.hangUp()
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('a version that is known', () => {
  it.each(['"00012"', '00012'])('is not downloaded again: %s', async (known) => {
    const words = ['fetch', `${origin.url}/prices.json.gz`, '--if-version', known]
    expect(await everterm(...words)).toEqual({ code: 0, stdout: '', stderr: `nothing newer than ${known}\n` })
    expect((await everterm(...words, '--exit-code')).code).toBe(10)
  })

  it('is another one where a zero is missing, which is no number', async () => {
    const { code, stdout } = await everterm('fetch', `${origin.url}/prices.json.gz`, '--if-version', '12')
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${PRICES}\n` })
  })

  it('may stand in the environment', async () => {
    const { ended } = startEverterm(['fetch', `${origin.url}/prices.json.gz`], {
      env: { EVERTERM_IF_VERSION: '00012', EVERTERM_EXIT_CODE: '1', EVERTERM_QUIET: '1' },
    })
    expect(await ended).toEqual({ code: 10, stdout: '', stderr: '' })
  })
})

describe('what fails tells by its exit code', () => {
  it('11: nobody answers', async () => {
    const { code, stderr } = await everterm('fetch', 'http://127.0.0.1:1/x')
    expect(code).toBe(11)
    expect(stderr).toContain('ECONNREFUSED')
  })

  it('12: it is not there', async () => {
    expect((await everterm('fetch', `${origin.url}/nothing`)).code).toBe(12)
    expect((await everterm('fetch', join(folder, 'nothing'))).code).toBe(12)
  })

  it('13: it is no JSON', async () => {
    origin.publish('/broken.json', '{"EUR":')
    const { code, stderr, stdout } = await everterm('fetch', `${origin.url}/broken.json`, '-v')
    expect({ code, stdout }).toEqual({ code: 13, stdout: '' })
    expect(stderr).toContain('(ERR_TERM_DESERIALIZE)')
  })

  it('14: it is not the one that was asked for, or nobody has signed it', async () => {
    const url = `${origin.url}/prices.json.gz`
    expect((await everterm('fetch', url, '--sha256', 'a'.repeat(64))).code).toBe(14)
    expect((await everterm('fetch', url, '--sha256', hex)).code).toBe(0)
    const signer = minisignSigner()
    expect((await everterm('fetch', url, '--verify', signer.publicKey)).code).toBe(14)
    origin.publish('/prices.json.gz.minisig', signer.sign(ZIPPED))
    const { code, stderr } = await everterm('fetch', url, '--verify', signer.publicKey)
    expect(code).toBe(0)
    expect(stderr).toContain(`signed by ${signer.id}`)
  })

  it('16: it takes too long', async () => {
    origin.reply('/slow', silence)
    expect((await everterm('fetch', `${origin.url}/slow`, '--timeout', '50ms')).code).toBe(16)
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends with %i', async (signal, code) => {
    origin.reply('/silent', silence)
    const before = origin.requests.length
    const running = startEverterm(['fetch', `${origin.url}/silent`])
    await origin.received(before + 1)
    running.kill(signal)
    expect(await running.ended).toEqual({ code, stdout: '', stderr: '' })
  })

  it('2: it is no address', async () => {
    for (const word of ['prices', 'ftp://example.com/x', 's3://bucket', 'http://']) {
      expect((await everterm('fetch', word)).code, word).toBe(2)
    }
  })
})
