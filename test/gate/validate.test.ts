/** Judging by the user's own function. @module */

import { describe, expect, it } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import { isPoison } from '../../src/gate/poison.ts'
import { judgeValue, type Validate } from '../../src/gate/validate.ts'

const VALUE = { rates: 3 }

describe('judgeValue', () => {
  it.each<[string, Validate<unknown>]>([
    ['nothing', () => undefined],
    ['true', () => true],
    ['a promise of nothing', async () => undefined],
    ['a promise of true', async () => true],
  ])('passes on %s', async (_, validate) => {
    await expect(judgeValue(validate, VALUE)).resolves.toBeUndefined()
  })

  it('hands over the very value', async () => {
    const seen: unknown[] = []
    await judgeValue((value) => void seen.push(value), VALUE)
    expect(seen[0]).toBe(VALUE)
  })

  it('hands over what is live beside it, and quotes neither', async () => {
    const seen: unknown[] = []
    const live = { secret: 'live-canary' }
    await judgeValue((...given: unknown[]) => void seen.push(...given), { secret: 'next-canary' }, live)
    expect(seen).toEqual([{ secret: 'next-canary' }, live])
    expect(seen[1]).toBe(live)
    const quote: Validate<typeof live> = (next, live) => {
      throw new Error(`${live?.secret} was, ${next.secret} is`)
    }
    const error = await judgeValue(quote, { secret: 'next-canary' }, live).catch((caught: unknown) => caught)
    expect((error as TermError).message).toMatch(/ was, .* is/)
    expect((error as TermError).message).not.toMatch(/canary/)
  })

  it.each<[string, () => unknown]>([
    ['false', () => false],
    ['a promise of false', async () => false],
    ['null', () => null],
    ['a number', () => 0],
    ['a list of complaints', () => ['too few rates']],
  ])('refuses on %s', async (_, validate) => {
    await expect(judgeValue(validate as Validate<unknown>, VALUE)).rejects.toMatchObject({
      code: 'ERR_TERM_REFUSED',
      stage: 'validate',
    })
  })

  it.each<[unknown, string]>([
    [{ secret: 'canary' }, 'it returned an object, and lets a value pass by `true` or nothing'],
    [['canary'], 'it returned an array, and lets a value pass by `true` or nothing'],
    [null, 'it returned null, and lets a value pass by `true` or nothing'],
    [12345, 'it returned a number, and lets a value pass by `true` or nothing'],
    ['too few rates', 'too few rates'],
  ])('says of %j what was returned, by its kind, or the reason that a text is', async (answer, why) => {
    const validate = (() => answer) as Validate<unknown>
    await expect(judgeValue(validate, VALUE)).rejects.toThrow(`\`validate\` refused the value: ${why}`)
  })

  it('quotes neither value in the reason that was returned', async () => {
    const live = { secret: 'live-canary' }
    const validate: Validate<typeof live> = (next, live) => `${live?.secret} was, ${next.secret} is`
    const error = await judgeValue(validate, { secret: 'next-canary' }, live).catch(
      (caught: unknown) => caught,
    )
    expect((error as TermError).message).toMatch(/^`validate` refused the value: .* was, .* is/)
    expect((error as TermError).message).not.toMatch(/canary/)
  })

  it.each([new Error('too few rates'), 'too few rates', undefined])(
    'refuses when %s is thrown',
    async (thrown) => {
      const throwing = () => {
        throw thrown
      }
      for (const validate of [throwing, () => Promise.reject(thrown)]) {
        const error = await judgeValue(validate, VALUE).catch((caught: unknown) => caught)
        expect(error).toMatchObject({ code: 'ERR_TERM_REFUSED', stage: 'validate' })
        expect((error as TermError).cause).toBe(thrown)
        expect((error as TermError).message).toContain(
          thrown === undefined ? 'no error was thrown, but undefined' : 'too few rates',
        )
        expect(isPoison(error)).toBe(true)
      }
    },
  )

  it('does not blame the payload when another term is not loaded', async () => {
    const notLoaded = new TermError('ERR_TERM_NOT_LOADED', 'No value yet')
    const error = await judgeValue(() => Promise.reject(notLoaded), VALUE).catch((caught: unknown) => caught)
    expect(error).toBe(notLoaded)
    expect(isPoison(error)).toBe(false)
  })
})
