/** What `remoteTerm` refuses at the door. @module */

import { describe, expect, it } from 'vitest'
import { fixed, remoteTerm } from '../../src/index.ts'
import { digits } from '../support/standard-schema.ts'

const fetcher = fixed('data')
const define = (options: object): unknown =>
  remoteTerm({ name: 'prices', fetcher, ...options } as unknown as Parameters<typeof remoteTerm>[0])

/** These are no durations, whatever the option. */
const noSpan = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5 parsecs', '-5s', '', 'soon', true, {}, null]
const noRecord = [null, 5, 'text', [], true]
const noFunction = [null, 5, 'text', {}, true]
const noFlag = [null, 0, 1, 'yes', {}]
const noCount = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', null, {}]

const inSpan = (values: readonly unknown[]) => values.filter((value) => value !== null)
const wrong: readonly (readonly [
  option: string,
  build: (value: unknown) => object,
  values: readonly unknown[],
])[] = [
  ['name', (name) => ({ name }), [undefined, null, 5, '', 'two words', 'a/b', 'é', 'x'.repeat(101), {}]],
  ['fetcher', (it) => ({ fetcher: it }), [undefined, null, 5, {}, () => {}, { name: 'x' }]],
  ['fetcher.name', (name) => ({ fetcher: { probe() {}, name } }), [undefined, null, 5]],
  ['fetcher.init', (init) => ({ fetcher: { ...fetcher, init } }), noFunction],
  ['fetcher.close', (close) => ({ fetcher: { ...fetcher, close } }), noFunction],
  ['refreshInterval', (refreshInterval) => ({ refreshInterval }), inSpan(noSpan)],
  ['lazyInit', (lazyInit) => ({ lazyInit }), noFlag],
  ['start', (start) => ({ start }), [null, 5, 'eager', true, []]],
  ['start', (policy) => ({ lazyInit: true, start: policy }), ['require', 'wait']],
  ['start.policy', (policy) => ({ start: { policy, within: '1s' } }), [undefined, null, 'eager', 5]],
  ['start.within', (within) => ({ start: { policy: 'wait', within } }), [undefined, ...noSpan]],
  ['autoDecompress', (autoDecompress) => ({ autoDecompress }), noFlag],
  ['setup', (setup) => ({ setup }), noFunction],
  ['deserialize', (deserialize) => ({ deserialize }), noFunction],
  ['schema', (schema) => ({ schema }), [null, 5, {}, () => {}, { '~standard': {} }]],
  ['validate', (validate) => ({ validate }), noFunction],
  ['put', (put) => ({ put, get: () => 1 }), noFunction],
  ['get', (get) => ({ get, put: () => {} }), noFunction],
  ['limits', (limits) => ({ limits }), noRecord],
  ['limits.maxBytes', (maxBytes) => ({ limits: { maxBytes } }), noCount],
  ['limits.maxInflatedBytes', (maxInflatedBytes) => ({ limits: { maxInflatedBytes } }), noCount],
  ['limits.maxRatio', (maxRatio) => ({ limits: { maxRatio } }), noCount],
  ['limits.deadline', (deadline) => ({ limits: { deadline } }), noSpan],
  ['retry', (retry) => ({ retry }), noRecord],
  ['retry.base', (base) => ({ retry: { base } }), noSpan],
  ['retry.cap', (cap) => ({ retry: { cap } }), [...noSpan, 500]],
  ['retry.maxFailures', (maxFailures) => ({ retry: { maxFailures } }), [0, -1, 1.5, Number.NaN, '5', null]],
  ['maxStale', (maxStale) => ({ maxStale }), inSpan(noSpan)],
  ['maxAge', (maxAge) => ({ maxAge }), inSpan(noSpan)],
  ['maxAge', (maxAge) => ({ maxStale: '1h', maxAge }), ['59m', 1]],
  ['maxAge', (maxAge) => ({ maxAge, onExpired: 'withhold' }), [null]],
  ['onExpired', (onExpired) => ({ onExpired }), [null, 'throw', true, 5]],
  ['staleIsUnready', (staleIsUnready) => ({ staleIsUnready }), noFlag],
  ['quarantine', (quarantine) => ({ quarantine }), noSpan],
  ['restart', (restart) => ({ restart }), [null, 'always', 5, true]],
  ['shutdown', (shutdown) => ({ shutdown }), noSpan],
]

const shown = (value: unknown) => (typeof value === 'object' && value !== null ? 'object' : String(value))

describe.each(wrong)('F61: `%s`', (option, build, values) => {
  it.each(values.map((value) => [shown(value).slice(0, 20), value]))('is not %s', (_, value) => {
    let thrown: unknown
    try {
      define(build(value))
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(TypeError)
    const { message } = thrown as TypeError
    expect(message).toContain(`\`${option}\``)
    expect(message).toContain(`got \`${shown(value)}\` (${typeof value})`)
  })
})

describe('options', () => {
  it.each([undefined, null, 5, 'prices', []])('are not %o', (options) => {
    expect(() => remoteTerm(options as never)).toThrow(TypeError)
  })

  it.each([
    [{ refreshInteval: '30s' }, 'refreshInteval'],
    [{ limits: { maxByte: 5 } }, 'maxByte'],
    [{ retry: { max: '5s' } }, 'max'],
    [{ start: { policy: 'wait', within: '1s', timeout: '1s' } }, 'timeout'],
  ])('with an unknown one are refused: %o', (options, name) => {
    expect(() => define(options)).toThrow(TypeError)
    expect(() => define(options)).toThrow(`got \`${name}\``)
  })

  it.each(['put', 'get'])('with `%s` alone are refused', (alone) => {
    const missing = alone === 'put' ? 'get' : 'put'
    expect(() => define({ [alone]: () => {} })).toThrow(TypeError)
    expect(() => define({ [alone]: () => {} })).toThrow(`\`${missing}\``)
  })

  it('never show a URL that was given for a fetcher, for it may hold a secret', () => {
    const url = 'https://user:canary@origin.test/?token=canary'
    expect(() => define({ fetcher: url })).toThrow(/`fetcher`.*string/)
    expect(() => define({ fetcher: url })).not.toThrow(/canary/)
    expect(() => define({ fetcher: new URL(url) })).not.toThrow(/canary/)
  })

  it('may be left out or `undefined`', () => {
    const none = Object.fromEntries(wrong.map(([option]) => [option.split('.')[0], undefined]))
    expect(() => define({ ...none, name: 'prices', fetcher, initial: undefined })).not.toThrow()
  })

  it.each([
    [{ retry: { base: 1, cap: 1, maxFailures: 1 } }],
    [{ retry: { base: '2h' } }],
    [{ name: 'x'.repeat(100) }],
    [{ lazyInit: true, start: 'background' }],
    [{ initial: null }],
    [{ maxStale: '1h', maxAge: '1h' }],
    [{ maxStale: null, maxAge: null, onExpired: 'keep' }],
  ])('may be as far as they go: %j', (options) => {
    expect(() => define(options)).not.toThrow()
  })

  it('are all taken in their right forms', () => {
    const term = define({
      refreshInterval: null,
      lazyInit: true,
      start: 'background',
      autoDecompress: false,
      setup() {},
      deserialize: String,
      schema: digits,
      validate: () => true,
      put() {},
      get: () => 1,
      initial: 0,
      limits: { maxBytes: 1, maxInflatedBytes: 1, maxRatio: 1, deadline: '30d' },
      retry: { base: '1h', cap: '2h', maxFailures: Number.POSITIVE_INFINITY },
      maxStale: null,
      maxAge: '30d',
      onExpired: 'withhold',
      staleIsUnready: true,
      quarantine: 1,
      restart: 'temporary',
      shutdown: '0.5s',
    })
    expect(term).toMatchObject({ kind: 'term', name: 'prices' })
  })

  it('touch nothing of the fetcher before the term is supervised', () => {
    const touched: string[] = []
    const touch = (what: string) => async () => void touched.push(what)
    define({ fetcher: { name: 'shy', init: touch('init'), probe: touch('probe'), close: touch('close') } })
    expect(touched).toEqual([])
  })
})
