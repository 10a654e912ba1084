/** What is told of an error of the user's own: enough to find the bug, and nothing of the payload. @module */

import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { explained, explainedWithout } from '../../src/reasons/reason.ts'

const told = (thrown: unknown) => explained(thrown, 'ERR_TERM_SETUP', '`setup` failed').message
const toldWithout = async (given: unknown, thrown: unknown) =>
  (await explainedWithout(given, thrown, 'ERR_TERM_DESERIALIZE', 'it failed')).message.replace(/ \(at .*/, '')

const bytes = (text: string) => new TextEncoder().encode(text)

describe('what was thrown', () => {
  it('is told by its name, its message and the first line that is the user’s', () => {
    let thrown: unknown
    try {
      ;(undefined as unknown as { prices: unknown }).prices
    } catch (error) {
      thrown = error
    }
    expect(told(thrown)).toMatch(
      /^`setup` failed: TypeError: Cannot read properties of undefined \(reading 'prices'\) \(at test\/reasons\/reason\.test\.ts:\d+:\d+\)$/,
    )
  })

  it('has no place where all lines are of everterm itself', () => {
    const stack = `Error: x\n    at checked (${new URL('../../src/base/checks.ts', import.meta.url)}:7:3)`
    expect(told(Object.assign(new Error('x'), { stack }))).toBe('`setup` failed: x')
  })

  it('becomes the cause', () => {
    const thrown = new Error('mine')
    expect(explained(thrown, 'ERR_TERM_SETUP', 'x').cause).toBe(thrown)
  })

  it('becomes a cause that quotes nothing, where V8 quotes a document, for whoever prints the error', () => {
    let thrown: unknown
    try {
      JSON.parse('hunter2')
    } catch (error) {
      thrown = error
    }
    const error = explained(thrown, 'ERR_TERM_SETUP', 'x')
    expect(inspect(error)).not.toContain('hunter2')
    expect(error.cause).toBeInstanceOf(SyntaxError)
    expect((error.cause as Error).stack).toContain('reason.test.ts')
  })

  it('tells what its causes say', () => {
    const thrown = new Error('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') })
    expect(told(thrown)).toContain('`setup` failed: fetch failed: connect ECONNREFUSED 127.0.0.1:1 (at ')
  })

  it('tells the first of many errors', () => {
    expect(told(new AggregateError([new Error('refused')]))).toContain('AggregateError: refused')
  })

  it.each([
    ['text', 'a text', 'a text'],
    ['nothing', undefined, 'no error was thrown, but undefined'],
    ['null', null, 'no error was thrown, but null'],
    ['a number', 42, 'no error was thrown, but number'],
    ['what looks like an error', { message: 'of another realm', name: 'Error' }, 'of another realm'],
    [
      'a trap',
      new Proxy(
        {},
        {
          has: () => {
            throw new Error('no')
          },
        },
      ),
      'something that can not be read was thrown',
    ],
    ['an error without a word', Object.assign(new Error(''), { stack: undefined }), 'Error'],
  ])('may be %s', (_, thrown, words) => {
    expect(told(thrown)).toBe(`\`setup\` failed: ${words}`)
  })

  it('is cut to 200 characters on one line', () => {
    const message = told(Object.assign(new Error(`one\n  two ${'x'.repeat(10_000)}`), { stack: undefined }))
    expect(message).toBe(`\`setup\` failed: ${`one two ${'x'.repeat(192)}`} …`)
  })
})

describe('a secret', () => {
  it.each([
    ['Failed to parse https://me:pw@example.com/a?token=abc#d', 'Failed to parse https://example.com/a'],
    [
      'Headers.append: "Bearer abc" is an invalid header value.',
      'Headers.append: "…" is an invalid header value.',
    ],
    ['got Authorization: Bearer abc.def', 'got Authorization: … …'],
    ['with Bearer abc.def it failed', 'with Bearer … it failed'],
    ['{"secretAccessKey":"abc"} is wrong', '{"secretAccessKey":"…"} is wrong'],
    ['X-Amz-Signature=abc&b=1', 'X-Amz-Signature=…&b=1'],
  ])('is masked in %s', (said, masked) => {
    expect(told(Object.assign(new Error(said), { stack: undefined }))).toBe(`\`setup\` failed: ${masked}`)
  })
})

describe('what the message quotes of the payload is left out', () => {
  it.each<[string, unknown, string, string]>([
    ['of bytes', bytes('{"password":"swordfish"}'), 'bad password swordfish', 'bad password …'],
    ['of text', 'name,password\nme,swordfish', 'in me,swordfish there', 'in … there'],
    ['of an object', { password: 'swordfish' }, 'bad password swordfish!', 'bad password …!'],
    ['deep down', [{ a: new Map([['k', new Set(['swordfish'])]]) }], 'swordfish', '…'],
    ['of a number', { card: 4111_1111_1111_1111 }, 'card 4111111111111111', 'card …'],
    ['beyond ASCII', { name: 'Zoë Müller-Öz' }, 'no Zoë Müller-Öz here', 'no … here'],
    ['beyond ASCII, in bytes', bytes('{"name":"Zoë Müller-Öz"}'), 'no Zoë Müller-Öz here', 'no … here'],
    ['in part', { text: 'aaaa the quick brown fox' }, 'near "quick brown"', 'near "…"'],
    ['far inside', bytes(`${'x'.repeat(2 ** 16 - 4)}swordfish${'y'.repeat(2 ** 17)}`), 'a swordfish', 'a …'],
  ])('%s', async (_, given, said, masked) => {
    expect(await toldWithout(given, new Error(said))).toBe(`it failed: ${masked}`)
  })

  it('also where a parser of V8 quotes it, however short', async () => {
    const failure = (text: string) => {
      try {
        return JSON.parse(text)
      } catch (error) {
        return error
      }
    }
    for (const text of ['hunter2', '{"a":"hunter2" x}']) {
      const message = await toldWithout(bytes(text), failure(text))
      expect(message).toContain('it failed: SyntaxError: ')
      expect(message).not.toContain('unter2')
    }
  })

  it('but names of fields are told, and the words of V8', async () => {
    const given = bytes('{"currencyCode": {"a":1}, "text": "Cannot read properties of undefined"}')
    const said = "Cannot read properties of undefined (reading 'currencyCode')"
    expect(await toldWithout(given, new TypeError(said))).toBe(`it failed: TypeError: ${said}`)
    expect(await toldWithout({ currencyCode: 1 }, new TypeError(said))).toBe(`it failed: TypeError: ${said}`)
  })

  it('in a value that runs in circles', async () => {
    const circle: { own?: unknown; text: string } = { text: 'swordfish' }
    circle.own = [circle, circle]
    expect(await toldWithout(circle, new Error('a swordfish'))).toBe('it failed: a …')
  })

  it('as a whole where the value can not be walked through', async () => {
    const given = {
      get trap() {
        throw new Error('no')
      },
    }
    expect(await toldWithout(given, new Error('a swordfish'))).toBe(
      'it failed: its message may quote the payload, see the cause',
    )
  })
})
