/** Judging by a Standard Schema. @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import { isPoison } from '../../src/gate/poison.ts'
import { judgeSchema } from '../../src/gate/schema.ts'

type Verdict = StandardSchemaV1.Result<{ rate: number }>

const schemaOf = (
  validate: (value: unknown) => Verdict | Promise<Verdict>,
): StandardSchemaV1<unknown, { rate: number }> => ({
  '~standard': { version: 1, vendor: 'test', validate },
})

const failing = (...issues: StandardSchemaV1.Issue[]) => schemaOf(() => ({ issues }))

const errorOf = async (schema: StandardSchemaV1): Promise<TermError> => {
  const error = await judgeSchema(schema, { rate: 'hunter2' }).catch((thrown: unknown) => thrown)
  if (error instanceof TermError) return error
  throw new Error('Expected a TermError')
}

describe('a value that matches', () => {
  it('becomes what the schema makes of it', async () => {
    const parsed = await judgeSchema(
      schemaOf((value) => ({ value: { rate: Number(value) } })),
      '1.5',
    )
    expectTypeOf(parsed).toEqualTypeOf<{ rate: number }>()
    expect(parsed).toEqual({ rate: 1.5 })
  })

  it('is awaited when the schema is asynchronous', async () => {
    expect(
      await judgeSchema(
        schemaOf(async () => ({ value: { rate: 2 } })),
        0,
      ),
    ).toEqual({ rate: 2 })
  })

  it('may be undefined', async () => {
    const schema: StandardSchemaV1 = {
      '~standard': { version: 1, vendor: 'test', validate: () => ({ value: undefined }) },
    }
    expect(await judgeSchema(schema, 1)).toBeUndefined()
  })
})

describe('a value that does not match', () => {
  it('is refused with the number of issues and where they are', async () => {
    const error = await errorOf(
      failing(
        { message: 'a', path: ['rates', 0, 'EUR'] },
        { message: 'b', path: [{ key: 'rates' }, { key: Symbol('base') }] },
        { message: 'c' },
      ),
    )
    expect(error).toMatchObject({ code: 'ERR_TERM_SCHEMA', stage: 'validate' })
    expect(error.message).toBe(
      "The value doesn't match its schema: 3 issues at rates.0.EUR, rates.Symbol(base), (root): a",
    )
    expect(isPoison(error)).toBe(true)
  })

  it('is refused with five places at most, each of 80 characters', async () => {
    const at = async (count: number) => {
      const issues = Array.from({ length: count }, (_, n) => ({
        message: '',
        path: [`p${n}`, 'x'.repeat(80)],
      }))
      return (await errorOf(failing(...issues))).message.split(' at ')[1]
    }
    const five = [0, 1, 2, 3, 4].map((n) => `p${n}.${'x'.repeat(77)}`).join(', ')
    expect(await at(5)).toBe(five)
    expect(await at(6)).toBe(`${five}, ...`)
  })

  it('is refused by an asynchronous schema, too', async () => {
    const error = await errorOf(schemaOf(async () => ({ issues: [{ message: 'a', path: ['rate'] }] })))
    expect(error.message).toContain('1 issue at rate')
  })

  it('is refused even when the schema can not say why', async () => {
    expect(await errorOf(failing())).toMatchObject({ code: 'ERR_TERM_SCHEMA' })
  })

  it('is never quoted, but in the cause', async () => {
    const issue = { message: 'Expected a number, got hunter2', path: ['rate'] }
    const error = await errorOf(failing(issue))
    expect(error.message).toContain('Expected a number, got …')
    expect(error.message).not.toContain('hunter2')
    expect(error.cause).toEqual([issue])
  })

  it('gives a short message however many issues and however long the paths', async () => {
    const issues = Array.from({ length: 10_000 }, (_, i) => ({ message: '', path: [i, 'x'.repeat(10_000)] }))
    const error = await errorOf(failing(...issues))
    expect(error.message).toContain('10000 issues')
    expect(error.message.length).toBeLessThan(600)
  })
})

describe('a schema that throws', () => {
  it.each([
    [
      'at once',
      () => {
        throw new Error('hunter2')
      },
    ],
    ['later', () => Promise.reject(new Error('hunter2'))],
  ])('%s refuses the value', async (_, validate) => {
    const error = await errorOf(schemaOf(validate))
    expect(error).toMatchObject({ code: 'ERR_TERM_SCHEMA', stage: 'validate', cause: new Error('hunter2') })
    expect(error.message).toMatch(/it judged the value: … \(at test.gate.schema\.test\.ts:\d+:\d+\)$/)
    expect(error.message).not.toContain('hunter2')
  })
})

describe('a schema that answers with no result', () => {
  it.each([
    ['a number', 5],
    ['a promise of nothing', Promise.resolve()],
    ['null', null],
    ['the value itself', { rate: 1 }],
    ['a list', [{ rate: 1 }]],
    ['issues that are no list', { issues: 5 }],
    ['issues that are null, and a value', { issues: null, value: 1 }],
  ])('lets nothing be published in place of the value: %s', async (_, answer) => {
    expect(await errorOf(schemaOf(() => answer as never))).toMatchObject({
      code: 'ERR_TERM_SCHEMA',
      message: 'The schema answered with neither a value nor issues',
      stage: 'validate',
    })
  })

  it('is none that makes nothing of the value', async () => {
    const nothing = schemaOf(() => ({ value: undefined as never, issues: undefined }))
    expect(await judgeSchema(nothing, 0)).toBeUndefined()
  })
})
