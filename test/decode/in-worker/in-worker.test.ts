/** A user's own decoder in a real thread, and what comes back from it. @module */

import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest'
import { inWorker } from '../../../src/decode/in-worker.ts'
import { fixed } from '../../../src/fetch/fixed.ts'
import { isPoison } from '../../../src/gate/poison.ts'
import { remoteTerm } from '../../../src/handles/remote-term.ts'
import { utf8 } from '../../support/coded.ts'
import { decodeContext, decodedWith } from '../../support/decoding.ts'
import { decode as kinds } from './modules/kinds.mjs'

const moduleOf = (name: string): URL => new URL(`./modules/${name}.mjs`, import.meta.url)

const context = decodeContext({ above: 1e9, until: afterAll })

const made = (what: string, module = 'kinds'): Promise<unknown> =>
  decodedWith(inWorker(moduleOf(module)), utf8(what), context)

const failed = (decoding: Promise<unknown>): Promise<unknown> =>
  decoding.then(
    () => undefined,
    (error) => error,
  )

interface Prices {
  readonly EUR: number
}

describe('a decoder in a worker', () => {
  it('is typed by who names it', () => {
    const deserialize = inWorker<Prices>(moduleOf('kinds'))
    expectTypeOf(deserialize).returns.resolves.toEqualTypeOf<Prices>()
    const term = remoteTerm({ name: 'prices', fetcher: fixed('{}'), deserialize, refreshInterval: '1h' })
    expectTypeOf(term.get).returns.toEqualTypeOf<Prices>()
  })

  it('runs in another thread, whatever the size, with bytes of its own and the name of the term', async () => {
    expect(await made('thread')).toBe(false)
    expect(await made('owned')).toBe(true)
    expect(await made('owned'.padEnd(2 ** 21))).toBe(true)
    expect(await made('term')).toBe('prices')
  })

  it('is the default export, or else the one that is named decode', async () => {
    expect(await made('12345', 'main')).toBe('this one')
    expect(await made('12345', 'named')).toBe(5)
  })

  it('runs where it is called, when it is called', async () => {
    expect(await inWorker(moduleOf('kinds'))(utf8('thread'), { term: 'prices' })).toBe(true)
  })

  it('hands over bytes, and of a part that part alone', async () => {
    expect(await made('bytes')).toEqual(new Uint8Array([1, 2, 3]))
    expect(await made('buffer')).toEqual(new Uint8Array([4, 5]).buffer)
    const part = (await made('part')) as Uint8Array
    expect([...part, part.buffer.byteLength]).toEqual([7, 7, 2])
  })

  it('shares memory that is shared', async () => {
    const shared = (await made('shared')) as Uint8Array
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect([...shared]).toEqual([9, 9, 9])
  })

  it.each(['nothing', 'scalar', 'array', 'object', 'map', 'set', 'nested'])(
    'hands over what is cloned: %s',
    async (what) => {
      const expected = await kinds(utf8(what), { term: 'prices' })
      expect(isDeepStrictEqual(await made(what), expected)).toBe(true)
    },
  )

  it('keeps parents and children together', async () => {
    const parent = (await made('family')) as { children: { name: string; parent: unknown }[] }
    expect(parent.children).toHaveLength(5000)
    expect(parent.children.every((child) => child.parent === parent)).toBe(true)
  })
})

describe('what is nested deep', () => {
  it.each(['array', 'object', 'map', 'set'])('comes back: %s', async (kind) => {
    const levels = 20_000
    const outermost = await made(`${kind} ${levels}`, 'deep')
    let depth = 0
    for (let one = outermost; one !== null; depth++) {
      one = (kind === 'object' ? Object.values(one as object) : [...(one as Map<1, unknown>).values()])[0]
    }
    expect(depth).toBe(levels)
  })
})

describe('a decoder in a worker that fails', () => {
  it('makes the payload a bad one, when it throws', async () => {
    const error = await failed(made('hunter2'))
    expect(error).toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
      stage: 'decode',
      cause: { name: 'RangeError' },
    })
    expect(error).not.toHaveProperty('message', expect.stringContaining('hunter2'))
    expect(isPoison(error)).toBe(true)
  })

  it.each([
    ['there is no such module', 'missing'],
    ['it exports no function', 'empty'],
    ['it ends its thread', 'dies'],
  ])('leaves the payload alone when %s', async (_, module) => {
    const error = await failed(made('x', module))
    expect(error).toMatchObject({ code: 'ERR_TERM_DECODER', stage: 'decode' })
    expect(isPoison(error)).toBe(false)
  })

  it.each(['function', 'far'])('says that its result can not be cloned: %s', async (what) => {
    const error = await failed(made(what))
    expect(error).toMatchObject({ code: 'ERR_TERM_DECODER', message: expect.stringContaining('cloned') })
    expect(await made('scalar')).toBe('text')
  })

  it.each([
    // The text is made of two pieces: as a whole, the test runner would take it for a file of its own.
    ['./decode.js', `\`text\` (string): as \`new ${'URL'}('./decode.js', import.meta.url)\``],
    [new URL('https://user:hunter2@localhost/decode.js'), '`https:` (string)'],
    [undefined, '`undefined` (undefined)'],
  ])('is refused at once when its module is %s', (url, got) => {
    expect(() => inWorker(url as URL)).toThrow(
      new TypeError(`inWorker: expected \`url\` to be the URL of a file, got ${got}`),
    )
  })
})
