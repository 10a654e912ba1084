/** From bytes to a value that may be published: inflating, reading, judging. @module */

import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { type Fetcher, fixed, json, remoteTerm, type TermScope } from '../../src/index.ts'
import { deferred } from '../support/deferred.ts'
import { grow, outcome } from '../support/grown.ts'
import { hearing } from '../support/hearing.ts'
import { recorder } from '../support/recorder.ts'
import { scripted, text } from '../support/scripted-fetcher.ts'
import { digits, schemaOf } from '../support/standard-schema.ts'

const common = { name: 'prices', refreshInterval: null, retry: { base: '1h', cap: '1h' } } as const

/** A fetcher of bodies, one after the other, without versions of their own. */
function bodies(...all: readonly (string | Uint8Array)[]): Fetcher {
  const left = [...all]
  const next = () => Buffer.from(left.length > 1 ? (left.shift() ?? '') : (left[0] ?? ''))
  return scripted(async () => ({ changed: true, open: async () => next() }))
}

describe('bytes', () => {
  it('are the value where nothing reads them', async () => {
    const term = remoteTerm({ ...common, fetcher: bodies('abc') })
    await grow({ term })
    expect(text(term.get())).toBe('abc')
  })

  it('are inflated when they begin like gzip, once', async () => {
    const twice = gzipSync(gzipSync('abc'))
    const term = remoteTerm({ ...common, fetcher: bodies(twice) })
    await grow({ term })
    expect(new Uint8Array(term.get())).toEqual(new Uint8Array(gzipSync('abc')))
    expect(term.snapshot().bytes).toBe(twice.byteLength)
  })

  it('stay as they are where `autoDecompress` is off', async () => {
    const term = remoteTerm({ ...common, fetcher: bodies(gzipSync('abc')), autoDecompress: false })
    await grow({ term })
    expect(new Uint8Array(term.get())).toEqual(new Uint8Array(gzipSync('abc')))
  })

  it('are inflated as brotli where that is said', async () => {
    const fetcher = bodies(brotliCompressSync('abc'))
    const term = remoteTerm({ ...common, fetcher, autoDecompress: 'br' })
    await grow({ term })
    expect(text(term.get())).toBe('abc')
  })

  it('that are the published ones are not read again, though they come under another name', async () => {
    const deserialize = vi.fn(text)
    const named = (version: string) => async () => ({
      changed: true as const,
      version,
      open: async () => Buffer.from('same'),
    })
    const fetcher = scripted(named('one'), named('two'))
    const term = remoteTerm({ ...common, fetcher, deserialize })
    await grow({ term })
    expect(await term.refresh()).toBe('unchanged')
    expect(deserialize).toHaveBeenCalledTimes(1)
  })

  it('have their digest for a version where the origin names none', async () => {
    const term = remoteTerm({ ...common, fetcher: bodies('abc', 'abd') })
    await grow({ term })
    const { version } = term.snapshot()
    expect(version).toBe('ba7816bf8f01cfea')
    await term.refresh()
    expect(term.snapshot().version).not.toBe(version)
  })
})

describe('`deserialize`', () => {
  it('may take its time, and gets to know the term and the signal', async () => {
    const scopes: TermScope[] = []
    const term = remoteTerm({
      ...common,
      fetcher: bodies('abc'),
      deserialize: async (bytes, scope) => {
        scopes.push(scope)
        return text(bytes).toUpperCase()
      },
    })
    await grow({ term })
    expect(term.get()).toBe('ABC')
    expect(scopes).toMatchObject([{ term: 'prices', signal: { aborted: false } }])
  })

  it('may give a promise of any make', async () => {
    // biome-ignore lint/suspicious/noThenProperty: it is a promise of another library
    const thenable = { then: (resolve: (value: number) => void) => resolve(5) } as PromiseLike<number>
    const term = remoteTerm({ ...common, fetcher: bodies('abc'), deserialize: () => thenable })
    await grow({ term })
    expect(term.get()).toBe(5)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('mine')
      },
    ],
    ['rejects', () => Promise.reject(new Error('mine'))],
  ])('that %s keeps the last good value', async (_, faulty) => {
    let broken = false
    const fetcher = bodies('one', 'two')
    const term = remoteTerm({ ...common, fetcher, deserialize: (bytes) => (broken ? faulty() : text(bytes)) })
    await grow({ term })
    broken = true
    expect(await outcome(term.refresh())).toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
      stage: 'decode',
      term: 'prices',
      cause: { message: 'mine' },
    })
    expect(term.get()).toBe('one')
  })
})

describe('a schema', () => {
  it('makes of the value what is published', async () => {
    const term = remoteTerm({ ...common, fetcher: bodies('42'), deserialize: text, schema: digits })
    await grow({ term })
    expect(term.get()).toBe(42)
  })

  it('may take its time, and be a function as those of ArkType are', async () => {
    const later = schemaOf(async (value) => ({ value: text(value as Uint8Array).length }))
    const schema = Object.assign(() => {}, later)
    const term = remoteTerm({ ...common, fetcher: bodies('abc'), schema })
    await grow({ term })
    expect(term.get()).toBe(3)
  })

  it('that finds fault keeps the last good value, and remembers the payload', async () => {
    const events = recorder()
    const fetcher = bodies('1', 'one')
    const term = remoteTerm({ ...common, fetcher, deserialize: text, schema: digits })
    await grow({ term }, { observers: [events] })
    expect(await outcome(term.refresh())).toMatchObject({
      code: 'ERR_TERM_SCHEMA',
      stage: 'validate',
      cause: [{ message: 'not made of digits' }],
    })
    expect(term.get()).toBe(1)
    expect(events.all('term.rejected')).toMatchObject([{ code: 'ERR_TERM_SCHEMA' }])
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_QUARANTINED' })
  })
})

describe('`validate`', () => {
  it('judges what the schema made', async () => {
    const validate = vi.fn()
    const term = remoteTerm({ ...common, fetcher: bodies('42'), deserialize: text, schema: digits, validate })
    await grow({ term })
    expect(validate.mock.calls).toEqual([[42, undefined]])
  })

  it('has the value that is published beside the next one, and before the first one nothing', async () => {
    const validate = vi.fn()
    const fetcher = scripted('v1')
    const term = remoteTerm({ ...common, fetcher, deserialize: text, validate, initial: 'v0' })
    await grow({ term })
    await term.refresh()
    fetcher.answer('v2')
    await term.refresh()
    expect(validate.mock.calls).toEqual([
      ['v1', undefined],
      ['v2', 'v1'],
    ])
  })

  it('has what `get` gave of the one before, where the user keeps the values', async () => {
    const validate = vi.fn((_next: string, _live: number | undefined) => true)
    const fetcher = scripted('v1')
    let kept = 0
    const put = (value: string) => {
      kept = Number(value.slice(1))
    }
    const term = remoteTerm({ ...common, fetcher, deserialize: text, validate, put, get: () => kept })
    await grow({ term })
    fetcher.answer('v2')
    await term.refresh()
    expect(validate.mock.calls).toEqual([
      ['v1', undefined],
      ['v2', 1],
    ])
  })

  it.each([
    ['says no', () => false],
    ['says no later', async () => false],
    [
      'throws',
      () => {
        throw new Error('empty')
      },
    ],
    ['rejects', () => Promise.reject(new Error('empty'))],
  ])('that %s keeps the last good value', async (_, refuse) => {
    const fetcher = bodies('{"n":1}', '{"n":0}')
    const term = remoteTerm({
      ...common,
      fetcher,
      deserialize: json<{ n: number }>,
      validate: ({ n }) => (n > 0 ? undefined : refuse()),
    })
    await grow({ term })
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_REFUSED', stage: 'validate' })
    expect(term.get()).toEqual({ n: 1 })
  })

  it('may look at the live value', async () => {
    const fetcher = bodies('1', '2', '1')
    const term = remoteTerm({
      ...common,
      fetcher,
      deserialize: (bytes) => Number(text(bytes)),
      validate: (next): boolean => next >= (term.peek() ?? 0),
    })
    await grow({ term })
    await term.refresh()
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_REFUSED' })
    expect(term.get()).toBe(2)
  })
})

describe('`setup`', () => {
  it('runs once per incarnation, before the first probe', async () => {
    const order: string[] = []
    const fetcher = scripted(
      () => {
        order.push('probe')
        return { changed: true, open: async () => Buffer.from('v1') }
      },
      () => {
        order.push('probe')
        return { changed: false }
      },
      () => ({}) as never,
      () => {
        order.push('probe')
        return { changed: false }
      },
    )
    const term = remoteTerm({ ...common, fetcher, setup: ({ term }) => order.push(`setup ${term}`) })
    const { time } = await grow({ term })
    await term.refresh()
    await outcome(term.refresh())
    await time.settle()
    expect(order).toEqual(['setup prices', 'probe', 'probe', 'setup prices', 'probe'])
  })

  it('holds the first probe back until it is done', async () => {
    const gate = deferred()
    const fetcher = scripted('v1')
    const term = remoteTerm({ ...common, fetcher, setup: () => gate.promise, start: 'background' })
    const { time } = await grow({ term })
    await time.settle()
    expect([fetcher.asked.length, term.status().state]).toEqual([0, 'probing'])
    gate.resolve()
    await term.ready()
  })

  it('that fails is a failure like any other, and tried again', async () => {
    const setup = vi.fn().mockRejectedValueOnce(new Error('no credentials'))
    const heard = hearing()
    const term = remoteTerm({ ...common, fetcher: fixed('v1'), setup, start: 'background' })
    await grow({ term }, { observers: [heard] })
    expect(await heard.firstEnd()).toMatchObject({ code: 'ERR_TERM_SETUP', stage: 'setup' })
    expect(await term.refresh()).toBe('updated')
    await term.refresh()
    expect(setup).toHaveBeenCalledTimes(2)
  })
})

it('deserialize gets plain bytes, compressed or not', async () => {
  const kinds: unknown[] = []
  for (const bytes of [Buffer.from('1'), gzipSync('1')]) {
    const term = remoteTerm({
      name: 'prices',
      fetcher: fixed(bytes),
      deserialize: (bytes) => kinds.push(Buffer.isBuffer(bytes)),
    })
    await grow({ term })
  }
  expect(kinds).toEqual([false, false])
})

it('a value whose fetcher knows no version has the beginning of its digest for one', async () => {
  const term = remoteTerm({ ...common, fetcher: bodies('abc'), deserialize: text })
  await grow({ term })
  // FIPS 180-4 has the digest of these three bytes.
  expect(term.snapshot().version).toBe('ba7816bf8f01cfea')
})
