/** What is wrong with a configuration is told with the paths of all faulty fields, and the names that were meant. @module */

import { describe, expect, it } from 'vitest'
import { doubtOfPackage } from '../../../src/serve/config/doubts.ts'
import { checkConfig } from '../../../src/serve/config/index.ts'

/** As it stands in a configuration. */
const variable = (name: string): string => ['$', `{${name}}`].join('')
const FROM = 'https://cdn.example/prices.json'

/** The faults of a configuration, one a line. */
function faultsOf(given: unknown, env: Record<string, string> = {}): readonly string[] {
  try {
    checkConfig(given, { folder: '/srv', env })
    return []
  } catch (error) {
    return (error as { faults: readonly string[] }).faults
  }
}

/** A public key of minisign, as its documentation has it. */
const KEY = 'RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3'

const ofTerm = (term: object) => faultsOf({ terms: { prices: { from: FROM, ...term } } })

describe('a configuration', () => {
  it('is refused with the path of each faulty field, all at once', () => {
    const faults = faultsOf({
      prt: 1,
      port: 70_000,
      downloads: 0,
      keepsake: { dri: '/var', keep: 1_000 },
      terms: {
        prices: { from: FROM, refreshIntervall: '30s', limits: { maxByte: 1, deadline: 'soon' } },
        lists: { group: { spam: { from: 'htp://x' } }, strategy: 'one', intensity: { restarts: -1 } },
      },
    })
    expect(faults).toEqual([
      'prt: unknown; did you mean `port`?',
      'port: expected a whole number from 0 to 65535',
      'downloads: expected a whole number, at least 1, got `0` (number)',
      'keepsake.dri: unknown; did you mean `dir`?',
      'keepsake.keep: expected at most 100, got `1000` (number)',
      'terms.prices.refreshIntervall: unknown; did you mean `refreshInterval`?',
      'terms.prices.limits.maxByte: unknown; did you mean `maxBytes`?',
      expect.stringMatching(/^terms\.prices\.limits\.deadline: expected more than 0: ms, or text/),
      'terms.lists.group.spam.from: nothing opens htp:; did you mean `http:`?',
      'terms.lists.intensity.restarts: expected a whole number, at least 0, got `-1` (number)',
      expect.stringMatching(/^terms\.lists\.strategy: expected one of one-for-one/),
    ])
  })

  it('tells the other faults of a term whose `from` is misspelt', () => {
    expect(faultsOf({ terms: { t: { form: './x.json', refreshIntervall: '5s' } } })).toEqual([
      'terms.t.form: unknown; did you mean `from`?',
      'terms.t.refreshIntervall: unknown; did you mean `refreshInterval`?',
    ])
    expect(faultsOf({ terms: { t: { refreshIntervall: '5s' } } })).toHaveLength(2)
  })

  it('tells of a name that is taken by a term with faults of its own', () => {
    const prices = { from: FROM, refreshInterval: 'soon' }
    expect(faultsOf({ terms: { prices, lists: { group: { prices: { from: FROM } } } } })).toEqual([
      expect.stringContaining('terms.prices.refreshInterval: '),
      'terms.lists.group.prices: the name prices is taken by terms.prices',
    ])
  })

  it('says where options of a fetcher belong that stand at the term', () => {
    expect(ofTerm({ headers: { authorization: 'x' } })).toEqual([
      'terms.prices.headers: belongs into `from: { url, headers }`',
    ])
  })

  it('warns of a host that is taken for a path', () => {
    const { warnings } = checkConfig({ terms: { t: { from: 'example.com/x.json' } } }, { folder: '/srv' })
    expect(warnings).toEqual([expect.stringMatching(/^terms\.t\.from: is taken for a path, .*https:/)])
    expect(checkConfig({ terms: { t: { from: 'prices.json' } } }, { folder: '/srv' }).warnings).toEqual([])
  })

  it('warns of a package that nobody has installed', () => {
    expect(doubtOfPackage('@everterm/nowhere')).toBe('needs a package: npm install @everterm/nowhere')
    expect(doubtOfPackage('undici')).toBeUndefined()
  })

  it('is refused in one message, which says how many faults there are', () => {
    const refused = () => checkConfig({ terms: {}, port: -1 }, { of: 'everterm.config.json' })
    expect(refused).toThrow(
      'everterm.config.json has 2 faults\n  port: expected a whole number from 0 to 65535\n  terms: expected one term or more',
    )
  })

  it.each([
    ['no object', 7, ['config: expected an object with `terms`']],
    ['no terms', {}, ['terms: expected an object of terms and groups by their names']],
    [
      'a child that is neither a term nor a group',
      { terms: { a: {} } },
      ['terms.a: expected `from` (a term) or `group` (a group), got neither'],
    ],
    [
      'a child whose field is misspelt',
      { terms: { a: { fron: FROM } } },
      ['terms.a.fron: unknown; did you mean `from`?'],
    ],
    [
      'a child that is both',
      { terms: { a: { from: FROM, group: {} } } },
      ['terms.a: expected `from` (a term) or `group` (a group), got both'],
    ],
    [
      'a name that is none',
      { terms: { 'a b': { from: FROM } } },
      ['terms.a b: expected up to 100 letters, digits and . _ -, and neither . nor .., got `a b` (string)'],
    ],
    [
      'a name that is there twice',
      { terms: { a: { from: FROM }, g: { group: { a: { from: FROM } } } } },
      ['terms.g.group.a: the name a is taken by terms.a'],
    ],
    [
      'a socket and a port',
      { socket: '/run/x', port: 80, terms: { a: { from: FROM } } },
      ['port: left out where there is `socket`'],
    ],
  ])('is refused with %s', (_, given, faults) => {
    expect(faultsOf(given)).toEqual(faults)
  })

  it('never shows a token, nor a key, nor what an address holds', () => {
    const secret = 'hunter2'
    const text = faultsOf({
      token: secret,
      terms: {
        a: { from: `https://user:${secret}@[bad/`, verify: { minisign: secret } },
        b: { from: { url: FROM, headers: { authorization: 7 } } },
        c: { from: { url: 'unix:/run/x.sock', token: `${secret} ${secret}` } },
      },
    }).join('\n')
    expect(text).toContain('token: expected a text of 16 characters or more')
    expect(text).toContain('terms.a.from:')
    expect(text).toContain('terms.a.verify.minisign:')
    expect(text).toContain('terms.b.from.headers')
    expect(text).toContain('terms.c.from')
    expect(text).not.toContain(secret)
  })
})

describe('a term in a configuration', () => {
  it.each([
    [
      'a format that is none',
      { format: 'tabl' },
      'format: expected one of json, table, rows, csv, tsv, lines, texts, bytes, text; did you mean `table`?',
    ],
    [
      'lines of JSON that are no format',
      { format: 'ndjson' },
      'format: expected one of json, table, rows, csv, tsv, lines, texts, bytes, text; did you mean `table` or `rows`?',
    ],
    [
      'options of a format that is none',
      { format: 'tabel', key: 'id', at: 'data' },
      'format: expected one of json, table, rows, csv, tsv, lines, texts, bytes, text; did you mean `table`?',
    ],
    [
      'a key without a table',
      { key: 'id' },
      'key: only with `"format": "table"` or `"format": "csv"` or `"format": "tsv"`',
    ],
    ['comments without lines', { comments: '#' }, 'comments: only with `"format": "lines"`'],
    [
      'changes of text',
      { format: 'text', changes: true },
      'changes: only with `"format": "table"` or `"format": "csv"` or `"format": "tsv"` or `"format": "lines"` or `"format": "texts"`',
    ],
    [
      'a key of lines',
      { format: 'lines', key: 'id' },
      'key: only with `"format": "table"` or `"format": "csv"` or `"format": "tsv"`',
    ],
    [
      'ranges without their end',
      { format: 'rows', ranges: { from: 'first' } },
      'ranges.to: expected `to` to be the name of a field, or a path of names, got `undefined` (undefined)',
    ],
    [
      'ranges of a table',
      { format: 'table', ranges: { cidr: 'net' } },
      'ranges: only with `"format": "rows"` or `"format": "csv"` or `"format": "tsv"`',
    ],
    [
      'a place in CSV',
      { format: 'csv', at: 'data' },
      'at: only with `"format": "table"` or `"format": "rows"`',
    ],
    [
      'an option of the table',
      { format: 'table', columns: 1 },
      'columns: expected a boolean, got `1` (number)',
    ],
    [
      'both a format and a decoder',
      { format: 'json', deserialize: () => 1 },
      'format: left out where there is `deserialize`',
    ],
    ['a guard', { guards: { minRecord: 1 } }, 'guards.minRecord: unknown; did you mean `minRecords`?'],
    [
      'two options that don\u2019t go together',
      { maxStale: '5m', maxAge: '1m' },
      'maxAge: expected at least `maxStale` (300000 ms), got `1m` (string)',
    ],
    [
      'a verifier that is none',
      { verify: { gpg: 'x' } },
      'verify: expected an object with `minisign` or `ed25519`: a public key, or a list of them',
    ],
    [
      'an option of the verifier',
      { verify: { minisign: KEY, prof: 1 } },
      'verify.prof: unknown; did you mean `proof`?',
    ],
    ['payload that is no flag', { payload: 'yes' }, 'payload: expected true or false'],
    ['its name', { name: 'prices' }, expect.stringMatching(/^name: unknown/)],
  ])('is refused for %s', (_, term, fault) => {
    const [first, ...others] = ofTerm(term).map((line) => line.replace('terms.prices.', ''))
    expect(first).toEqual(fault)
    expect(others).toEqual([])
  })

  it.each([
    ['an option of its fetcher', { url: FROM, cachee: true }, 'from.cachee: unknown; did you mean `cache`?'],
    [
      'an option within',
      { url: FROM, timeouts: { conect: 1 } },
      'from.timeouts.conect: unknown; did you mean `connect`?',
    ],
    [
      'an option of a place among several',
      [FROM, { url: 's3://b-b/k', regio: 'x' }],
      'from[1].regio: unknown; did you mean `region`?',
    ],
    [
      'an object of S3 without a key',
      's3://bucket',
      'from: expected `key` to be a text that is not empty, got `` (string)',
    ],
    [
      'an option of several places',
      { firstOf: [FROM, './x.json'], patienc: 1 },
      'from.patienc: unknown; did you mean `patience`?',
    ],
    [
      'an option of a file',
      { url: 'file:///x.json', cache: true },
      expect.stringMatching(/^from\.options: expected left out/),
    ],
    [
      'what is no place',
      7,
      'from: expected a URL or a path, an object with `url` or `published`, or a list of them',
    ],
    [
      'a variable that is missing',
      { url: FROM, headers: { 'x-key': variable('KEY') } },
      'from.headers.x-key: the environment has no KEY',
    ],
  ])('is refused for %s', (_, from, fault) => {
    expect(ofTerm({ from }).map((line) => line.replace('terms.prices.', ''))).toEqual([fault])
  })
})
