/** What is asked of a signed claim. @module */

import { describe, expect, it } from 'vitest'
import { judgeClaim } from '../../../src/gate/signature/claim-rules.ts'
import { type Claim, type ClaimRules, judgeExpiry } from '../../../src/gate/signature/index.ts'

const judged = (claim: Claim, rules: ClaimRules = {}, live?: Claim) =>
  judgeClaim(claim, rules, { term: 'prices', live })

describe('the name', () => {
  it('F26: is that of the term, where there is one', () => {
    expect(judged({ name: 'prices' })).toBeUndefined()
    expect(judged({})).toBeUndefined()
    expect(judged({ name: 'rates' })).toEqual({
      code: 'ERR_TERM_SIGNATURE',
      rule: 'name',
      message: 'the signature is for `rates`, not for `prices`',
    })
  })

  it('is another, where the rules say so', () => {
    expect(judged({ name: 'prices-eu' }, { name: 'prices-eu' })).toBeUndefined()
    expect(judged({ name: 'prices' }, { name: 'prices-eu' })).toMatchObject({ rule: 'name' })
  })
})

describe('what is required', () => {
  it.each(['name', 'version', 'expires'] as const)('must be there: %s', (part) => {
    const { [part]: _, ...rest } = { name: 'prices', version: '7', expires: 1 }
    expect(judged({ ...rest, [part]: undefined }, { require: [part] })).toMatchObject({
      rule: 'require',
      message: `the signature has no \`${part}\``,
    })
    expect(judged({ name: 'prices', version: '7', expires: 1 }, { require: [part] })).toBeUndefined()
  })
})

describe('S9: the version', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['a number follows none', undefined, '7'],
    ['a higher number follows', '7', '8'],
    ['the same number follows: it may have a later expiry', '7', '7'],
    ['more digits follow', '9', '10'],
    ['zeros before the number mean nothing', '010', '10'],
    ['numbers are as large as they like', '9007199254740993', '9007199254740994'],
    ['names have no order', 'v8', 'v7'],
    ['a number follows a name', 'v8', '7'],
  ])('passes: %s', (_, live, next) => {
    expect(judged({ version: next }, {}, { version: live })).toBeUndefined()
  })

  it.each<[string, string, string | undefined]>([
    ['a lower number', '7', '6'],
    ['a lower number of fewer digits', '10', '9'],
    ['a lower number that a float would not tell apart', '9007199254740993', '9007199254740992'],
    ['a name after a number', '7', 'v8'],
    ['none after a number: an old one without would do', '7', undefined],
  ])('P30: is refused, but where a rollback is allowed: %s', (_, live, next) => {
    const refused = { code: 'ERR_TERM_OUTDATED', rule: 'version' }
    expect(judged({ version: next }, {}, { version: live })).toMatchObject(refused)
    expect(judged({ version: next }, { allowRollback: true }, { version: live })).toBeUndefined()
  })

  it('says both', () => {
    const message = 'version 6 is signed, and 7 is published'
    expect(judged({ version: '6' }, {}, { version: '7' })).toMatchObject({ message })
  })

  it('jumps no farther than it may', () => {
    const live = { version: '7' }
    expect(judged({ version: '107' }, { maxJump: 100 }, live)).toBeUndefined()
    expect(judged({ version: '999999999' }, {}, live)).toBeUndefined()
    expect(judged({ version: '108' }, { maxJump: 100 }, live)).toEqual({
      code: 'ERR_TERM_SIGNATURE',
      rule: 'maxJump',
      message: '`maxJump` 100: version 7 -> 108',
      figures: { maxJump: 100, live: 7, next: 108 },
    })
  })
})

describe('the expiry', () => {
  const expires = Date.UTC(2026, 11, 1)

  it('P31: is over from its moment on', () => {
    expect(judgeExpiry({}, expires)).toBeUndefined()
    expect(judgeExpiry({ expires }, expires - 1)).toBeUndefined()
    expect(judgeExpiry({ expires }, expires)).toEqual({
      code: 'ERR_TERM_EXPIRED',
      rule: 'expires',
      message: 'the signature has expired at 2026-12-01T00:00:00.000Z',
      figures: { expires, now: expires },
    })
  })
})
