/** A module that makes no key, or can not be loaded: what is refused, and what is said of it. @module */

import { afterAll, describe, expect, it } from 'vitest'
import type { Table } from '../../../../src/decode/table/contract.ts'
import { type TableOptions, table } from '../../../../src/decode/table.ts'
import { isPoison } from '../../../../src/gate/poison.ts'
import { utf8 } from '../../../support/coded.ts'
import { poolOf } from '../../../support/decoder-pool.ts'
import { decodeContext, decodedWith } from '../../../support/decoding.ts'
import { outcome } from '../../../support/grown.ts'
import { heardThreads } from '../../../support/threads.ts'

const moduleOf = (name: string): URL => new URL(`./modules/${name}.mjs`, import.meta.url)

const context = decodeContext({ above: 1e9, until: afterAll })
const without = { ...context, pool: { ...context.pool, hasThreads: () => false } }

const decoded = (way: string, given = context, options: TableOptions = {}, document = documentOf(way)) =>
  decodedWith(table({ ...options, key: moduleOf('faulty') }), utf8(document), given)

const documentOf = (way: string) => `[{"id":"a"},\n{"secret":"hunter2","way":"${way}"}]`

describe.each([
  ['in a thread', context],
  ['where there is no thread', without],
])('F46: a module for keys, %s', (_, given) => {
  it.each([
    [
      'throws',
      /^The module of `key` failed: RangeError: .*\(at [^)]*faulty\.mjs:\d+:\d+\) \(byte 13, record 2\)$/,
    ],
    ['mistake', /^The module of `key` failed: TypeError: .*\(byte 13, record 2\)$/],
    [
      'nothing',
      /returned undefined, and a key is a text that isn't empty, or a whole number \(byte 13, record 2\)$/,
    ],
    ['null', /returned null, /],
    ['empty', /returned an empty text, /],
    ['fraction', /returned a number that is not whole, /],
    ['large', /returned a number beyond 2\^53, /],
    ['list', /returned a list, /],
    ['object', /returned an object, /],
    ['boolean', /returned a boolean, /],
    ['promise', /returned a promise, /],
  ])('that makes no key of a record refuses the payload, and quotes nothing: %s', async (way, message) => {
    const error = await outcome(decoded(way, given))
    expect(error).toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
      stage: 'decode',
      message: expect.stringMatching(message),
    })
    expect((error as Error).message).not.toContain('hunter2')
    expect(isPoison(error)).toBe(true)
  })

  it('whose function names what is not there is hopeless', async () => {
    expect(await outcome(decoded('missing', given))).toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
      hopeless: true,
      message: expect.stringContaining('ReferenceError: noSuchName is not defined'),
    })
    expect(await outcome(decoded('throws', given))).toMatchObject({ hopeless: false })
  })

  it.each([
    ['there is none', 'missing', /^the module of `key` \(.*missing\.mjs\) can not be loaded/],
    ['it exports no function', 'empty', /empty\.mjs\) has no function as its default export or as `key`$/],
  ])('leaves the payload alone where %s', async (_why, name, message) => {
    const error = await outcome(decodedWith(table({ key: moduleOf(name) }), utf8('[]'), given))
    expect(error).toMatchObject({
      code: 'ERR_TERM_DECODER',
      stage: 'decode',
      hopeless: true,
      message: expect.stringMatching(message),
    })
    expect(isPoison(error)).toBe(false)
  })

  it('can not change the records', async () => {
    const made = (await decoded('changes', given)) as Table<unknown>
    expect(made.get('changes')).toEqual({ secret: 'hunter2', way: 'changes' })
  })
})

describe('one object that is keyed by its names', () => {
  const text = ' {"p":{"id":1},"q":{"id":2}}\n'
  const made = (document: string, options: TableOptions = {}, given = context) =>
    decodedWith(table({ ...options, key: moduleOf('first') }), utf8(document), given)

  it.each([
    ['in a thread', context],
    ['where there is no thread', without],
  ])('was published as a table of one record, %s, and is refused with what helps', async (_, given) => {
    const error = await outcome(made(text, {}, given))
    expect(error).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    expect((error as Error).message).toMatch(
      /^The payload is one object, keyed by its property names, .*: `table\(\)` reads it, without a key; say `at: ''` if it is a single record$/,
    )
    expect(isPoison(error)).toBe(true)
  })

  it('is refused where it is of many members, too', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 5000 }, (_, i) => [`k${i}`, { text: 'x'.repeat(30) }]),
    )
    expect(await outcome(made(JSON.stringify(many)))).toMatchObject({ code: 'ERR_TERM_DESERIALIZE' })
  })

  it('is a record where somebody says so, or where it stands among others', async () => {
    const sizeOf = async (document: string, options?: TableOptions) =>
      ((await made(document, options)) as Table<unknown>).size
    expect(await sizeOf(text, { format: 'ndjson' })).toBe(1)
    expect(await sizeOf(text, { at: '' })).toBe(1)
    expect(await sizeOf(`[${text}]`)).toBe(1)
    expect(await sizeOf(`\u001e${text}`)).toBe(1)
    expect(await sizeOf(`${text}{"r":{"id":3}}\n`)).toBe(2)
    expect(await sizeOf('{"p":{"id":1},"id":2}')).toBe(1)
  })
})

it('of CSV its place is that in the document', async () => {
  const text = 'id,way,secret\n"a\nb",throws,hunter2\n'
  const error = await outcome(decoded('', context, { format: 'csv' }, text))
  expect(error).toMatchObject({
    code: 'ERR_TERM_DESERIALIZE',
    message: expect.stringMatching(/failed: RangeError: .*\(byte 14, record 1\)$/),
    cause: { name: 'RangeError' },
  })
})

describe('code of the user', () => {
  it('runs in a thread, however small the payload is', async () => {
    const keys = async (given: typeof context) => [
      ...((await decoded('thread', given)) as Table<unknown>).keys(),
    ]
    expect(await keys(context)).toEqual(['a', 'main thread: false'])
    expect(await keys(without)).toEqual(['a', 'main thread: true'])
  })

  it('has its thread to itself, and for as long as it harms nobody', async () => {
    const threads = heardThreads()
    const given = { ...context, pool: poolOf() }
    await decoded('changes', given)
    await decoded('changes', given)
    await decodedWith(table({ key: 'id' }), utf8('[{"id":"a"}]'), given)
    expect([threads.started, threads.alive]).toEqual([2, 2])
    await decoded('damage', given)
    await decoded('changes', given)
    expect(threads.started).toBe(3)
  })

  it('that never ends is ended with its thread, and the next payload gets another', async () => {
    const pool = poolOf({ graceMs: 10 })
    const threads = heardThreads()
    const { signal, abort } = callable()
    const loop = outcome(decoded('loop', { ...context, pool, signal }))
    await threads.next()
    abort()
    expect(await loop).toMatchObject({ code: 'ERR_TERM_ABORTED' })
    await threads.gone()
    expect(((await decoded('changes', { ...context, pool })) as Table<unknown>).size).toBe(2)
  })
})

function callable() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

it.each([
  [
    (row: { id: string }) => row.id,
    /got `.*` \(function\): no thread can be sent a function: export it from a module$/,
  ],
  ['./key.js', /got `text` \(string\): as `new URL\('\.\/key\.js', import\.meta\.url\)`$/],
  ['file:///srv/key.js', /got `text` \(string\): as `new URL\('\.\/key\.js', import\.meta\.url\)`$/],
  [new URL('https://user:hunter2@localhost/key.js'), /got `https:` \(string\)$/],
  [{}, /got `object` \(object\)$/],
])('a key that is %s is refused at once', (key, message) => {
  const make = () => table({ key: key as URL })
  expect(make).toThrow(TypeError)
  expect(make).toThrow(
    /^table: expected `key` to be the name of a field, a list of them, or the URL of a file, /,
  )
  expect(make).toThrow(message)
})
