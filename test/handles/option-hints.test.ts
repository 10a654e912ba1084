/** A wrong option says which term it is of, and what was probably meant. @module */

import { pino } from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { s3 } from '../../src/fetch/s3.ts'
import {
  bytes,
  file,
  firstOf,
  fixed,
  http,
  inWorker,
  json,
  remoteTerm,
  type SuperviseOptions,
  supervise,
  table,
} from '../../src/index.ts'
import { log } from '../../src/observe/log.ts'
import { schemaOf } from '../support/standard-schema.ts'

const schema = schemaOf((value) => ({ value }))
// A schema of ArkType is a function, too.
const callable = Object.assign(() => true, schema)

const term = (options: object) => remoteTerm({ name: 'prices', fetcher: fixed('1'), ...options } as never)
const later = Promise.resolve({})

describe('an option of a term', () => {
  it.each<[string, object, string]>([
    ['refreshIntervall', { refreshIntervall: 1 }, 'did you mean `refreshInterval`?'],
    ['interval', { interval: 1 }, 'did you mean `refreshInterval`?'],
    ['maxstale', { maxstale: 1 }, 'did you mean `maxStale`?'],
    ['deserialise', { deserialise: json }, 'did you mean `deserialize`?'],
    ['limits.maxbytes', { limits: { maxbytes: 1 } }, 'did you mean `maxBytes`?'],
    ['restart', { restart: 'permanant' }, 'did you mean `permanent`?'],
    ['a duration without a unit', { refreshInterval: '30' }, 'text with a unit (ms, s, m, h or d)'],
    ['a duration of another unit', { maxStale: '2weeks' }, 'text with a unit (ms, s, m, h or d)'],
    ['`table` uncalled', { deserialize: table }, 'got `table` (function): call it, as `table()`'],
    ['`bytes` uncalled', { deserialize: bytes }, 'call it, as `bytes()`'],
    ['`inWorker` uncalled', { deserialize: inWorker }, 'call it, as `inWorker()`'],
    ['a schema as `validate`', { validate: schema }, 'a schema goes into `schema`'],
    ['a schema that is a function as `validate`', { validate: callable }, 'a schema goes into `schema`'],
    ['a schema as `deserialize`', { deserialize: schema }, 'a schema goes into `schema`'],
    ['a function as `schema`', { schema: () => true }, 'goes into `validate`'],
    ['`http` uncalled', { fetcher: http }, 'got `http` (function): call it, as `http(...)`'],
    [
      'a function as a fetcher',
      { fetcher: async () => '{}' },
      'call it if it makes one; a function that downloads goes into `twoStep({ name, downloadIfChanged })`',
    ],
    ['`file` uncalled', { fetcher: file }, 'call it, as `file(...)`'],
    ['a URL as text', { fetcher: 'https://example.com/?token=CANARY' }, 'for a URL `http(...)`'],
    ['a URL', { fetcher: new URL('https://example.com/?token=CANARY') }, 'for a URL `http(...)`'],
    ['a fetcher that is a promise', { fetcher: later }, 'got `promise` (object): await it first'],
  ])('as %s', (_, options, hint) => {
    const make = () => term(options)
    expect(make).toThrow(TypeError)
    expect(make).toThrow('remoteTerm "prices": expected `')
    expect(make).toThrow(hint)
    expect(make).not.toThrow('CANARY')
  })

  it.each([
    ['parse', 'did you mean `deserialize`?'],
    ['ttl', 'did you mean `maxAge` or `refreshInterval`?'],
    ['interval', 'did you mean `refreshInterval`?'],
  ])('that another library calls %s is named', (name, hint) => {
    expect(() => term({ [name]: 1 })).toThrow(hint)
  })

  it('that is near by sound alone is named', () => {
    expect(() => http('http://x/', { cash: true } as never)).toThrow('did you mean `cache`?')
  })

  it('of no near name has no hint', () => {
    expect(() => term({ zzz: 1 })).toThrow(/got `zzz` \(string\)$/)
  })

  it('that is a promise is to be awaited', () => {
    expect(() => remoteTerm(later as never)).toThrow('await it first')
  })

  it('called too early says so', () => {
    expect(() => (json as () => unknown)()).toThrow(
      new TypeError(
        'json: expected `bytes` to be a Uint8Array, got `undefined` (undefined): `deserialize: json`, without a call',
      ),
    )
  })

  it('that has a URL shows nothing of it', () => {
    expect(() => term({ restart: 'https://user:CANARY@example.com' })).toThrow('got `a URL` (string)')
  })
})

describe('an option of a tree', () => {
  it.each<[string, object, string]>([
    ['observe', { observe: pino() }, 'did you mean `observers`?'],
    ['a logger', { observers: [pino({ enabled: false })] }, '`log(logger)` of everterm/pino'],
    ['a logger alone', { observers: pino({ enabled: false }) }, '`log(logger)` of everterm/pino'],
    ['`log` uncalled', { observers: [log] }, 'call it, as `log()`'],
    ['a function alone', { observers: () => {} }, 'a function goes in as `[{ hear(event) { ... } }]`'],
    ['a function', { observers: [() => {}] }, 'a function goes in as `[{ hear(event) { ... } }]`'],
    ['an observer alone', { observers: log(pino({ enabled: false })) }, 'as `[log()]`'],
    ['an inspector that is a promise', { inspect: later }, 'await it first'],
    ['stratgy', { stratgy: 'one-for-all' }, 'did you mean `strategy`?'],
    ['one for all', { strategy: 'one_for_all' }, 'did you mean `one-for-all`?'],
    ['a promise', later, 'await it first'],
  ])('as %s', async (_, options, hint) => {
    await expect(supervise({ term: term({}) }, options as SuperviseOptions)).rejects.toThrow(hint)
  })

  it.each<[string, unknown, string]>([
    ['a term alone', term({}), 'in braces, as `{ prices }`'],
    ['a list', [term({})], 'as `{ prices, blocklist }`'],
    [
      'the options of a term',
      { prices: { name: 'prices', fetcher: fixed('1') } },
      '`remoteTerm(...)` makes one',
    ],
    ['a map, which would look empty', new Map([['prices', term({})]]), 'by `Object.fromEntries`'],
    ['a promise, which would look empty', Promise.resolve({ prices: term({}) }), 'await it first'],
    ['a term that is a promise', { prices: Promise.resolve(term({})) }, 'await it first'],
  ])('as its children %s', async (_, children, hint) => {
    await expect(supervise(children as never)).rejects.toThrow(hint)
  })
})

describe('a call that is nearly right', () => {
  const same = term({})
  const [a, b] = [fixed('1'), fixed('2')]
  it.each<[string, () => unknown, string]>([
    ['`firstOf` of two', () => firstOf(a as never, b as never), 'got object: as `firstOf([a, b])`'],
    ['`firstOf` of none', () => firstOf([]), 'to have at least one fetcher, got an empty array'],
    [
      'a path in `inWorker`',
      () => inWorker('./dec.mjs' as never),
      "as `new URL('./dec.mjs', import.meta.url)`",
    ],
    ['a URL as text', () => inWorker('https://x/?CANARY' as never), 'got `text` (string): as `new URL('],
    [
      'S3 as the SDK spells it',
      () => s3({ bucket: 'b', key: 'k', Region: 'x' } as never),
      'did you mean `region`?',
    ],
    ['a term twice', () => supervise({ one: same, two: same }), 'got the same term twice: `prices`'],
  ])('says what was meant: %s', async (_, call, hint) => {
    const failing = (async () => call())()
    await expect(failing).rejects.toThrow(hint)
    await expect(failing).rejects.not.toThrow('CANARY')
  })
})

describe('a duration of a few ms', () => {
  it.each([
    ['refreshInterval', () => term({ refreshInterval: 30 })],
    ['maxStale', () => term({ maxStale: 60 })],
    ['quarantine', () => term({ quarantine: 5 })],
  ])('as `%s` is warned of, once', (option, make) => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue()
    onTestFinished(() => warn.mockRestore())
    make()
    make()
    const told = warn.mock.calls
      .map(([message]) => String(message))
      .filter((text) => text.includes(`\`${option}: `))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/is \d+ ms; for seconds write '\d+s'/)
  })

  it('is taken at its word as text', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue()
    onTestFinished(() => warn.mockRestore())
    term({ refreshInterval: '20ms' })
    term({ refreshInterval: 1_000 })
    expect(warn).not.toHaveBeenCalled()
  })
})
