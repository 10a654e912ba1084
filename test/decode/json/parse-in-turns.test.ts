/** Large documents that no thread splits are read as `JSON.parse` reads them, and let others have their turns. @module */

import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it, test, vi } from 'vitest'
import { TermError } from '../../../src/base/errors.ts'
import { parseDocument } from '../../../src/decode/json/parse.ts'
import { parseInTurns } from '../../../src/decode/json/parse-in-turns.ts'
import { utf8 } from '../../support/coded.ts'

const { signal } = new AbortController()
const read = (text: string): Promise<unknown> => parseInTurns(utf8(text), signal)

const manyOf = (member: (i: number) => string, size: number): string[] => {
  const members: string[] = []
  for (let length = 0; length < size; length += (members.at(-1) as string).length + 1) {
    members.push(member(members.length))
  }
  return members
}

describe.each([1_000, 520_000, 530_000])('%i bytes', (size) => {
  test.each([
    ['records', `{${manyOf((i) => `"k${i}":{"id":${i},"tags":["é",null]}`, size)}}`],
    ['objects of other names each', `[${manyOf((i) => `{"x${i}":${i}}`, size)}]`],
    ['names that are numbers', `{${manyOf((i) => `"${(i * 7919) % 100_003}":${i}`, size)}}`],
    ['one name again and again', `{${manyOf((i) => `"__proto__":{"a":${i}}`, size)}}`],
    ['one long text', JSON.stringify('x"\\'.repeat(size / 3))],
    ['lists within lists', `[${manyOf(() => `${'['.repeat(999)}${']'.repeat(999)}`, size)}]`],
    ['white space', `\ufeff${' \n'.repeat(size / 2)}null\t`],
  ])('of %s are what JSON.parse says', async (_, text) => {
    const expected = JSON.stringify(JSON.parse(text.replace(/^\ufeff/, '')))
    expect(JSON.stringify(await read(text)) === expected).toBe(true)
  })

  test.each([
    ['cut short', (text: string) => text.slice(0, -1)],
    ['followed by something', (text: string) => `${text} ]`],
    ['with a comma too many', (text: string) => `${text.slice(0, -1)},]`],
    ['that are no UTF-8', (text: string) => `${text.slice(0, -1)},"\udc00"]`],
    ['of white space alone', (text: string) => ' '.repeat(text.length)],
    ['of HTML', (text: string) => `<!doctype html><p>${text}`],
  ])('%s are refused', async (_, spoil) => {
    const bytes = Buffer.from(spoil(`[${manyOf((i) => `${i}`, size)}]`))
    const lone = bytes.indexOf('\ufffd')
    if (lone >= 0) bytes[lone] = 0xff
    const error = await parseInTurns(bytes, signal).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TermError)
    expect(error).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
  })
})

it('reads whatever JSON.stringify writes, also in many pieces', async () => {
  let pieces = 0
  const values = fc.array(fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }), {
    minLength: 1,
    maxLength: 20,
  })
  const property = fc.asyncProperty(values, fc.nat(2), async (some, space) => {
    const written = JSON.stringify(some, undefined, space)
    const text = `[${Array(Math.ceil(530_000 / written.length))
      .fill(written)
      .join()}]`
    pieces += Buffer.byteLength(text) > 512 * 1024 ? 1 : 0
    expect(JSON.stringify(await read(text)) === JSON.stringify(JSON.parse(text))).toBe(true)
  })
  await fc.assert(property, { numRuns: 10 })
  expect(pieces).toBe(10)
})

describe('while it reads', () => {
  const text = `[${manyOf((i) => `{"x${i}":1}`, 1_000_000)}]`

  it('others have their turns', async () => {
    // Each look at the clock finds it two milliseconds later.
    let now = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 2))
    let turns = 0
    let isOver = false
    const others = async () => {
      for (; !isOver; turns++) await nextTurn()
    }
    const counted = others()
    await read(text)
    isOver = true
    await counted
    clock.mockRestore()
    expect(turns).toBeGreaterThan(25)
  })

  it('it is called off', async () => {
    const controller = new AbortController()
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => Date.now() * 1e6)
    const reading = parseInTurns(utf8(text), controller.signal)
    const reason = new TermError('ERR_TERM_ABORTED', 'enough')
    await nextTurn()
    controller.abort(reason)
    await expect(reading).rejects.toBe(reason)
    clock.mockRestore()
  })
})

describe('the fault of a large document', () => {
  const items = manyOf((i) => `{"id":${i},"name":"é","tags":["é",null]}`, 600_000)
  const sound = `\ufeff{"first":[],"list":[${items}],"last":{"a":1}}`

  test.each([
    ['a record', '{"id":9000,', '{"id":9000 '],
    ['a name', '{"id":9000,"name":', '{"id":9000,name:'],
    ['what is held beside a large list', '"last":{"a":1}', '"last":{"a":nil}'],
    ['what comes before a large list', '"list":[', '"list"[['],
    ['the first bytes', '{"first":[]', '{first:[]'],
    ['a member of a list', ',null]},{"id":9001,', ',nil]},{"id":9001,'],
  ])('is told by its byte, in %s', async (_, right, wrong) => {
    const text = sound.replace(right, wrong)
    expect(text).not.toBe(sound)
    const [small, large] = await Promise.all([
      outcome(async () => parseDocument(utf8(text))),
      outcome(async () => read(text)),
    ])
    expect(large.message).toMatch(/ \(byte \d+\)$/)
    expect(large.message).toBe(small.message)
  })
})

const outcome = (work: () => Promise<unknown>): Promise<Error> =>
  work().then(
    () => new Error('it was read'),
    (thrown: Error) => thrown,
  )
