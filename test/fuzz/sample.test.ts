/** A sample of what `npm run test:fuzz` does with a million inputs; and the harness finds what is planted. @module */

import { describe, expect, it } from 'vitest'
import { inputOf } from './harness/mutate.ts'
import { runSubject } from './harness/run-subject.ts'
import type { FuzzSubject } from './harness/subject.ts'
import { SUBJECTS } from './subjects.ts'

const SAMPLE = 700
/** The same inputs each time: `FC_SEED=7 npm test` draws others. */
const seed = Number(process.env.FC_SEED ?? 20_260)

it.each(SUBJECTS)('$name: whatever comes is read, or refused with a code', async (subject) => {
  const failures = await runSubject(subject, { seed, first: 0, count: SAMPLE })
  expect({ seed, failures }).toEqual({ seed, failures: [] })
})

it.each(SUBJECTS)('$name: has seeds that are read as they are, and never a name twice', async (subject) => {
  for (const seed of subject.seeds) await subject.check(Uint8Array.from(seed))
  expect(SUBJECTS.filter(({ name }) => name === subject.name)).toHaveLength(1)
})

describe('an input', () => {
  const source = { seeds: [Buffer.from('abc')], words: ['x'] }

  it('is the same again by seed and number, and another by others', () => {
    const input = (seed: number, number: number) => Buffer.from(inputOf(source, seed, number)).toString('hex')
    expect(input(1, 2)).toBe(input(1, 2))
    const others = new Set(Array.from({ length: 50 }, (_, number) => input(1, number)))
    expect(others.size).toBeGreaterThan(40)
    expect(input(1, 2)).not.toBe(input(2, 2))
  })
})

describe('a planted fault is found', () => {
  const planted = (check: FuzzSubject['check']): FuzzSubject => ({
    name: 'planted',
    share: 1,
    seeds: [Buffer.from('{"a":1}')],
    words: ['"'],
    check,
  })

  it('as an error without a code', async () => {
    const subject = planted((input) => void JSON.parse(Buffer.from(input).toString()))
    const failures = await runSubject(subject, { seed: 1, first: 0, count: 200 })
    expect(failures).toHaveLength(5)
    const [{ number, input, message } = { number: 0, input: '', message: '' }] = failures
    expect(message).toContain('SyntaxError')
    expect(input).toBe(Buffer.from(inputOf(subject, 1, number)).toString('base64'))
  })

  it('as one that comes later', async () => {
    const subject = planted(async (input) => {
      await null
      if (input.length === 0) throw new RangeError('nothing')
    })
    const failures = await runSubject(subject, { seed: 1, first: 0, count: 300, enough: 1 })
    expect(failures[0]?.message).toContain('RangeError: nothing')
  })
})
