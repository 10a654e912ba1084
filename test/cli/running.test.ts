/** The commands that ask a running process, and tell it what to do: a real one, over HTTP and a unix socket. @module */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dashboard } from '../../src/dashboard.ts'
import { group, http, json, remoteTerm, type Supervision, supervise } from '../../src/index.ts'
import type { TermPage } from '../../src/serve/api/term-page.ts'
import type { TreeFacts } from '../../src/serve/api/tree-facts.ts'
import { startEverterm, startInTerminal } from '../support/everterm.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'

const TOKEN = 'a token of the tests'.replaceAll(' ', '-')

let folder: string
let origin: Origin
let tree: Supervision
let board: ReturnType<typeof dashboard>
let [url, socket] = ['', '']
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everterm-running-'))
  origin = await serveOrigin()
  origin.publish('/prices.json', '{"EUR":1}', { etag: '"v1"' })
  origin.publish('/spam.json', '["a"]', { etag: '"s1"' })
  const term = (name: string, options = {}) =>
    remoteTerm({
      name,
      fetcher: http(`${origin.url}/${name}.json`),
      deserialize: json,
      refreshInterval: null,
      history: 2,
      ...options,
    })
  board = dashboard(undefined, { name: 'checkout', token: TOKEN })
  tree = await supervise(
    { prices: term('prices', { guards: { maxShrink: 0.5 } }), lists: group({ spam: term('spam') }) },
    { observers: [board] },
  )
  url = (await board.listen()).url
  socket = (await board.listen({ path: join(folder, 'everterm.sock') })).url
})
afterAll(async () => {
  await board.close()
  await tree.stop()
  await origin.close()
  await rm(folder, { recursive: true })
})

const everterm = (words: readonly string[], env: Record<string, string> = {}) =>
  startEverterm(words, { env: { EVERTERM_TO: url, ...env } }).ended
const acting = (...words: readonly string[]) => everterm(words, { EVERTERM_TOKEN: TOKEN })

describe('inspect', () => {
  it('shows all terms, and how the tree is', async () => {
    const { code, stdout, stderr } = await everterm(['inspect'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [head = '', , columns = '', ...rows] = stdout.trimEnd().split('\n')
    expect(head).toMatch(/^checkout · .*:\d+, up .* · ready · root running · 1 of 1 restarts left in 5\.0 s$/)
    expect(columns).toMatch(/^TERM +STATE +READS +VERSION +SIZE +CONFIRMED/)
    expect(rows[0]).toMatch(/^prices +idle +current +v1 +9 B +.* ago/)
    expect(rows[1]).toMatch(/^lists\/spam +idle +current +s1/)
  })

  it('gives the facts as JSON, over a unix socket, too', async () => {
    const { stdout } = await everterm(['inspect', '--to', socket, '--json'])
    const facts = JSON.parse(stdout) as TreeFacts
    expect(facts.terms.map(({ name }) => name)).toEqual(['prices', 'spam'])
  })

  it('shows one term with its sources, versions and attempts', async () => {
    const { stdout } = await everterm(['inspect', 'prices'])
    expect(stdout).toMatch(/^prices · idle · reads current · confirmed .* ago\n/)
    for (const title of ['SOURCES', 'VERSIONS', 'ATTEMPTS']) expect(stdout).toContain(`\n${title}\n`)
    const page = JSON.parse((await everterm(['inspect', 'prices', '--json'])).stdout) as TermPage
    expect(page.facts.version).toBe('"v1"')
  })

  it('knows which term was meant', async () => {
    const { code, stderr } = await everterm(['inspect', 'price'])
    expect(code).toBe(12)
    expect(stderr).toContain('did you mean `prices`?')
  })
})

describe('actions', () => {
  it('want the token, and say so', async () => {
    const none = await everterm(['refresh', 'prices'])
    expect(none).toMatchObject({ code: 12, stdout: '' })
    expect(none.stderr).toContain('set EVERTERM_TOKEN')
    expect(
      (await everterm(['refresh', 'prices'], { EVERTERM_TOKEN: 'another-token-of-somebody' })).code,
    ).toBe(12)
  })

  it('refresh, pin, roll back and unpin', async () => {
    expect((await acting('refresh', 'prices')).stdout).toBe('prices is unchanged; version "v1"\n')
    origin.publish('/prices.json', '{"EUR":2}', { etag: '"v2"' })
    expect((await acting('refresh', 'prices')).stdout).toBe('prices is updated; version "v2"\n')
    expect((await acting('rollback', 'prices')).stdout).toBe('prices went back; version "v1"\n')
    expect((await everterm(['inspect'])).stdout).toMatch(/prices +idle +pinned +v1/)
    expect((await acting('unpin', 'prices')).stdout).toBe('prices is not pinned any more; version "v2"\n')
    expect((await acting('pin', 'prices', '"v1"', '--json')).stdout).toBe(
      '{"term":"prices","action":"pin","version":"\\"v1\\""}\n',
    )
    await acting('unpin', 'prices')
  })

  it('end as what they tell of ends: nobody has that version; guards refused', async () => {
    const none = await acting('pin', 'prices', 'v99')
    expect(none.code).toBe(12)
    origin.publish('/prices.json', '{}', { etag: '"v3"' })
    const refused = await acting('refresh', 'prices')
    expect(refused.code).toBe(14)
    expect(refused.stderr).toContain('maxShrink 0.5: 1 record -> 0, 100 % fewer')
    const page = JSON.parse((await everterm(['inspect', 'prices', '--json'])).stdout) as TermPage
    const digest = page.quarantined[0]?.digest.slice(0, 16) as string
    expect((await acting('accept', 'prices', digest)).code).toBe(0)
    expect((await acting('refresh', 'prices')).stdout).toContain('version "v3"')
  })

  it('11: nobody is there', async () => {
    const { code, stderr } = await everterm(['inspect', '--to', 'unix:/nowhere/everterm.sock'])
    expect(code).toBe(11)
    expect(stderr).toContain("unix:/nowhere/everterm.sock can't be reached (ENOENT)\ndoes it run")
  })

  it('11: whoever is there is no everterm', async () => {
    const { code, stderr } = await everterm(['inspect', '--to', `${origin.url}/prices.json`])
    expect(code).toBe(12)
    expect(stderr).toContain('answers, but not as everterm does')
  })
})

describe('diagram tree', () => {
  it('draws who runs, as text', async () => {
    const { stdout } = await everterm(['diagram', 'tree'])
    expect(stdout).toMatch(
      /^checkout +running +one-for-one +1 of 1 restarts left in 5\.0 s\n\|-- prices +idle +current.*\n`-- lists +running.*\n {4}`-- spam +idle/,
    )
  })

  it('as Mermaid, and as a picture', async () => {
    const { stdout: mermaid } = await everterm(['diagram', 'tree', '--as', 'mermaid'])
    expect(mermaid).toContain('flowchart TB\n  n0("<b>checkout</b><br/>one-for-one, running")')
    const { stdout: svg } = await everterm(['diagram', 'tree', '--as', 'svg'])
    expect(svg).toMatch(/^<svg .*\n[\s\S]*>prices *<\/tspan>[\s\S]*<\/svg>\n$/)
  })
})

describe('watch', () => {
  it('has a line for each event, until it is told to end', async () => {
    const watching = startEverterm(['watch', 'spam'], { env: { EVERTERM_TO: url } })
    await watching.said('following checkout (2 terms)')
    origin.publish('/spam.json', '["a","b"]', { etag: '"s2"' })
    await acting('refresh', 'spam')
    await watching.said('refresh.updated')
    watching.kill('SIGINT')
    const { code, stdout } = await watching.ended
    expect(code).toBe(130)
    expect(stdout).toMatch(/^\d\d:\d\d:\d\d info {2}spam {2}refresh\.updated/m)
    expect(stdout).not.toContain('prices')
  })

  it('is NDJSON with --json', async () => {
    const watching = startEverterm(['watch', '--json'], { env: { EVERTERM_TO: url } })
    await watching.said('following')
    await acting('refresh', 'spam')
    await watching.said('refresh.unchanged')
    watching.kill('SIGTERM')
    const { code, stdout } = await watching.ended
    expect(code).toBe(143)
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events.at(-1)).toMatchObject({ type: 'refresh.unchanged', term: 'spam' })
  })

  it('is a table in a terminal, which it leaves as it was', async () => {
    const watching = startInTerminal(['watch', '--for', '1500ms'], { env: { EVERTERM_TO: url } })
    const { code, stdout } = await watching.ended
    expect(code).toBe(0)
    expect(stdout).toContain('\x1b[?1049h')
    expect(stdout).toContain('lists/spam')
    expect(stdout.trimEnd().endsWith('\x1b[?25h\x1b[?1049l')).toBe(true)
  })

  it('knows no stranger', async () => {
    const { code, stderr } = await everterm(['watch', 'spm'])
    expect(code).toBe(12)
    expect(stderr).toContain('did you mean `spam`?')
  })
})
