/** What a configuration describes: terms and groups, where they come from, and how the service listens. @module */

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixed, group, json, type RangeTable, remoteTerm } from '../../../src/index.ts'
import { checkConfig, isSameEntry } from '../../../src/serve/config/index.ts'
import { checkChild, termsIn } from '../../../src/tree/index.ts'

const FROM = 'https://cdn.example/prices.json'
const check = (given: object, env: Record<string, string> = {}) => checkConfig(given, { folder: '/srv', env })

/** The options of a term as they were resolved. */
function termOf(term: object, env: Record<string, string> = {}) {
  const child = check({ terms: { prices: term } }, env).entries.get('prices')?.child
  const [keeper] = termsIn(checkChild('test', 'prices', child))
  return keeper?.options ?? expect.fail()
}

describe('a configuration', () => {
  it('has a default for all but its terms', () => {
    const { entries, held, ...rest } = check({ terms: { prices: { from: FROM } } })
    expect([...entries.keys()]).toEqual(['prices'])
    expect([...held]).toEqual([])
    expect(rest).toEqual({
      name: 'everterm',
      environment: undefined,
      address: { host: '127.0.0.1', port: 8080 },
      hosts: [],
      token: undefined,
      values: false,
      warnings: [],
      payloads: false,
      observers: ['log'],
      drainMs: 1_000,
      fleet: undefined,
      supervise: {},
    })
  })

  it('takes the token from the environment first', () => {
    const token = 'from-the-environment'
    const config = check(
      { token: 'from-the-file-itself', terms: { a: { from: FROM } } },
      { EVERTERM_TOKEN: token },
    )
    expect(config.token).toBe(token)
  })

  it('knows a group by its `group`, however deep', () => {
    const spam = { from: FROM }
    const config = check({
      terms: { lists: { group: { mail: { group: { spam }, strategy: 'one-for-all' } } } },
    })
    const [keeper] = termsIn(checkChild('test', 'lists', config.entries.get('lists')?.child))
    expect(keeper?.options.name).toBe('spam')
  })

  it('takes terms and groups that were made in code', () => {
    const rates = remoteTerm({ name: 'rates', fetcher: fixed({ EUR: 1 }), deserialize: json })
    const lists = group({ spam: remoteTerm({ name: 'spam', fetcher: fixed([]), deserialize: json }) })
    const config = check({ payloads: true, terms: { rates, lists } })
    expect(config.entries.get('rates')?.child).toBe(rates)
    expect([...config.held]).toEqual(['rates', 'spam'])
  })

  it('says which children are as before', () => {
    const rates = remoteTerm({ name: 'rates', fetcher: fixed({ EUR: 1 }) })
    const validate = () => true
    const before = check({
      terms: { a: { from: FROM }, b: { from: FROM, validate }, c: { from: FROM }, rates },
    })
    const after = check({
      terms: { a: { from: FROM }, b: { from: FROM, validate }, c: { from: [FROM] }, rates },
    })
    const same = [...after.entries].filter(([name, entry]) => {
      const other = before.entries.get(name)
      return other !== undefined && isSameEntry(entry, other)
    })
    expect(same.map(([name]) => name)).toEqual(['a', 'b', 'rates'])
  })
})

describe('a term in a configuration', () => {
  it.each([
    [FROM, FROM],
    ['http://127.0.0.1:1/a?token=secret', 'http://127.0.0.1:1/a'],
    ['s3://prices/a/b.json', 's3://prices/a/b.json'],
    ['file:///data/prices.json', 'file /data/prices.json'],
    ['./prices.json', 'file /srv/prices.json'],
    ['data/a b#.json', 'file /srv/data/a b#.json'],
    // A URL of that form led to the root of the file system.
    ['file:./a%20b.json', 'file /srv/a b.json'],
    ['unix:./everterm.sock', 'sidecar unix:/srv/everterm.sock/prices'],
    ['unix:/run/everterm.sock', 'sidecar unix:/run/everterm.sock/prices'],
    [{ url: 'unix:/run/everterm.sock', term: 'others' }, 'sidecar unix:/run/everterm.sock/others'],
    [{ published: 'https://cdn.example/terms' }, 'published https://cdn.example/terms'],
    [{ published: 'pub', term: 'others' }, 'published file:/srv/pub/others'],
    [[FROM, './prices.json'], `first of ${FROM}, file /srv/prices.json`],
    [{ firstOf: [{ url: FROM, cache: true }, 's3://b-b/k'], patience: '2s' }, `first of ${FROM}, s3://b-b/k`],
  ])('comes from %j', (from, name) => {
    expect(termOf({ from }).fetcher.name).toBe(name)
  })

  it('may have what the environment holds in its headers', () => {
    const from = { url: FROM, headers: { authorization: ['Bearer $', '{API_TOKEN}'].join('') } }
    expect(termOf({ from }, { API_TOKEN: 'x' }).fetcher.name).toBe(FROM)
  })

  it('is loaded behind the service, unless it says otherwise', () => {
    expect(termOf({ from: FROM }).start.policy).toBe('background')
    expect(termOf({ from: FROM, start: 'require' }).start.policy).toBe('require')
    expect(termOf({ from: FROM, lazyInit: true }).start.policy).toBe('background')
  })

  it('has the options of `remoteTerm` by their names, and folders relative to the file', () => {
    const options = termOf({
      from: FROM,
      refreshInterval: '30s',
      maxStale: '5m',
      history: 3,
      keepsake: { dir: 'kept' },
      limits: { maxBytes: 1_000 },
      guards: { maxShrink: 0.2 },
      verify: { minisign: 'RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3', require: ['expires'] },
    })
    expect(options).toMatchObject({
      policy: { interval: 30_000 },
      maxStaleMs: 300_000,
      history: 3,
      keepsake: { dir: join('/srv', 'kept') },
      limits: { maxBytes: 1_000 },
      verifier: { name: 'minisign' },
    })
  })

  it.each([
    ['json', '{"a":1}', { a: 1 }],
    ['text', 'a\u00e9', 'a\u00e9'],
    ['bytes', 'ab', new Uint8Array([97, 98])],
  ])('reads its bytes as %s', async (format, payload, value) => {
    const bytes = new TextEncoder().encode(payload)
    const { deserialize } = termOf({ from: FROM, format })
    const scope = { term: 'prices', signal: new AbortController().signal }
    expect(await deserialize?.(bytes, scope)).toEqual(value)
  })

  it('reads its bytes as a table', async () => {
    const { deserialize } = termOf({ from: FROM, format: 'table', key: 'id' })
    const bytes = new TextEncoder().encode('[{"id":"a","n":1}]')
    const scope = { term: 'prices', signal: new AbortController().signal }
    const table = (await deserialize?.(bytes, scope)) as { get(key: string): unknown }
    expect(table.get('a')).toEqual({ id: 'a', n: 1 })
  })

  it('reads records that lie within what came', async () => {
    const { deserialize } = termOf({ from: FROM, format: 'rows', at: 'data' })
    const scope = { term: 'prices', signal: new AbortController().signal }
    const rows = (await deserialize?.(
      new TextEncoder().encode('{"data":[{"n":1}]}'),
      scope,
    )) as Iterable<unknown>
    expect([...rows]).toEqual([{ n: 1 }])
  })

  it.each([
    [
      'a table with a key',
      { format: 'csv', key: 'id', types: { n: 'number' } },
      'id,n\na,1\n',
      [['a', { id: 'a', n: 1 }]],
    ],
    ['rows without one', { format: 'tsv', separator: ';' }, 'id;n\na;1\n', [{ id: 'a', n: '1' }]],
  ])('reads CSV as %s', async (_, options, text, expected) => {
    const { deserialize } = termOf({ from: FROM, ...options } as never)
    const scope = { term: 'prices', signal: new AbortController().signal }
    const read = (await deserialize?.(new TextEncoder().encode(text), scope)) as Iterable<unknown>
    expect([...read]).toEqual(expected)
  })

  it('finds records by their ranges', async () => {
    const { deserialize } = termOf({ from: FROM, format: 'csv', ranges: { cidr: 'network' } })
    const scope = { term: 'prices', signal: new AbortController().signal }
    const read = await deserialize?.(new TextEncoder().encode('network,cc\n192.0.2.0/24,FR\n'), scope)
    expect((read as RangeTable<unknown>).find('192.0.2.7')).toEqual({ network: '192.0.2.0/24', cc: 'FR' })
  })

  it('reads its bytes as lines', async () => {
    const { deserialize } = termOf({ from: FROM, format: 'lines', comments: '#', caseless: true })
    const scope = { term: 'prices', signal: new AbortController().signal }
    const set = (await deserialize?.(
      new TextEncoder().encode('# all\nA.example\n'),
      scope,
    )) as Iterable<string>
    expect([...set]).toEqual(['a.example'])
  })

  it('refuses text that is no UTF-8', () => {
    const { deserialize } = termOf({ from: FROM, format: 'text' })
    const scope = { term: 'prices', signal: new AbortController().signal }
    expect(() => deserialize?.(new Uint8Array([0xff]), scope)).toThrow(TypeError)
  })
})
