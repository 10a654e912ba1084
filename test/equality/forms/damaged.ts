/** One character of a form is another: what `JSON.parse` refuses is refused, and what it reads is read. @module */

import { TermError } from '../../../src/base/errors.ts'
import { buildTextSet } from '../../../src/decode/table/build/text-set.ts'
import { buildRows } from '../../../src/decode/table/build.ts'
import { openRows } from '../../../src/decode/table/read/open-rows.ts'
import { openTextSet } from '../../../src/decode/table/read/text-set.ts'
import { same } from '../compare/difference.ts'
import type { Random } from '../random.ts'
import type { Form, Given } from './form.ts'

const SET = { format: 'json', comments: undefined, trim: false, caseless: false } as const
const CHARACTERS = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '0',
  '-',
  'e',
  '.',
  'n',
  ' ',
  '\n',
  '\u0000',
  'é',
]

interface Read {
  readonly text: string
  readonly expected: (text: string) => readonly unknown[]
  readonly got: (given: Given, text: string) => Promise<readonly unknown[]>
}

const rowsOf = async ({ cut, random }: Given, text: string, format?: 'ndjson') => {
  const columns = random.chance(0.5) ? undefined : false
  const { parts } = await buildRows(cut(text), { format, columns, mayBeNothing: true })
  return [...openRows<unknown>(parts)]
}

const parsedLines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => !/^[ \t]*$/.test(line))
    .map((line) => JSON.parse(line) as unknown)

const parsedTexts = (text: string): unknown[] => {
  const all = JSON.parse(text) as unknown[]
  if (all.some((one) => typeof one !== 'string')) throw new TypeError('no texts')
  return [...new Set(all)]
}

const WAYS: readonly ((given: Given) => Read)[] = [
  ({ rows }) => ({
    text: `[${rows.map(({ text }) => text).join(',')}]`,
    expected: (text) => JSON.parse(text) as unknown[],
    got: rowsOf,
  }),
  ({ rows }) => ({
    text: rows.map(({ text }) => `${text.replaceAll(/[\r\n]/g, ' ')}\n`).join(''),
    expected: parsedLines,
    got: (given, text) => rowsOf(given, text, 'ndjson'),
  }),
  ({ rows }) => ({
    text: JSON.stringify(rows.map(({ text }) => text)),
    expected: parsedTexts,
    got: async ({ cut }, text) => [...openTextSet(await buildTextSet(cut(text)(), SET))],
  }),
]

/**
 * The first character tells the format, and stays. Where a pair of surrogates is parted, both halves are what UTF-8 makes of
 * them: no file holds them as they are.
 */
function damaged(text: string, random: Random): string {
  const at = 1 + random.below(text.length)
  const removed = random.below(2)
  const broken = text.slice(0, at) + random.pick([...CHARACTERS, '']) + text.slice(at + removed)
  return Buffer.from(broken).toString()
}

const REFUSED = 'refused'

export const asDamaged: Form = async (given) => {
  const { text, expected, got } = given.random.pick(WAYS)(given)
  const broken = damaged(text, given.random)
  same(
    `what is read of ${JSON.stringify(broken.slice(0, 200))}`,
    orRefused(() => expected(broken)),
    await outcomeOf(got(given, broken)),
  )
}

function orRefused(read: () => readonly unknown[]): readonly unknown[] | typeof REFUSED {
  try {
    return read()
  } catch {
    return REFUSED
  }
}

const outcomeOf = (reading: Promise<readonly unknown[]>) =>
  reading.catch((error: unknown) => {
    if (error instanceof TermError && error.code === 'ERR_TERM_DESERIALIZE') return REFUSED
    throw error
  })
