/** What guards refused is let through once, because somebody has accepted it; nothing else is. @module */

import { describe, expect, it } from 'vitest'
import type { Guards, RemoteTerm } from '../../../src/index.ts'
import { outcome } from '../../support/grown.ts'
import { keptFolder, life, testOrigin } from '../../support/kept-terms.ts'
import { pinnedTerm } from '../../support/pinned-terms.ts'
import { text } from '../../support/scripted-fetcher.ts'

const ends = async (term: RemoteTerm<unknown>): Promise<string> => {
  const end = await outcome(term.refresh())
  return typeof end === 'string' ? end : ((end as { code?: string }).code ?? '')
}
const list = (length: number) => JSON.stringify(Array.from({ length }, (_, n) => n))
const guards = { guards: { maxShrink: 0.5 } }

/** A term over HTTP whose ten records are followed by one. */
async function shrunk(options: object = {}) {
  const origin = await testOrigin()
  const url = `${origin.url}/prices`
  const publish = (body: string) => origin.publish('/prices', body)
  publish(list(10))
  const grown = await life(url, { ...guards, ...options })
  publish(list(1))
  expect(await ends(grown.prices)).toBe('ERR_TERM_GUARD')
  return { ...grown, origin, url, publish }
}

const digestOf = (term: RemoteTerm<unknown>) => term.status().quarantined[0]?.digest ?? ''

describe('an acceptance', () => {
  it('lets the next attempt publish what guards refused, and begins none by itself', async () => {
    const { prices, heard } = await shrunk()
    await prices.accept(digestOf(prices))
    expect(prices.get()).toHaveLength(10)
    expect(prices.status().quarantined).toMatchObject([
      { accepted: true, rule: 'maxShrink', until: undefined },
    ])
    expect(heard.of('term.accepted')).toMatchObject([
      { term: 'prices', rule: 'maxShrink', digest: digestOf(prices) },
    ])
    expect(await prices.refresh()).toBe('updated')
    expect(prices.get()).toEqual([0])
    expect(prices.status().quarantined).toEqual([])
  })

  it('counts once, and for these bytes alone', async () => {
    const { prices, publish } = await shrunk()
    await prices.accept(digestOf(prices))
    publish('[7]')
    expect(await ends(prices)).toBe('ERR_TERM_GUARD')
    publish(list(1))
    expect(await prices.refresh()).toBe('updated')
    publish(list(10))
    await prices.refresh()
    publish(list(1))
    expect(await ends(prices)).toBe('ERR_TERM_GUARD')
  })

  it('counts beside what was live when it was given', async () => {
    const { prices, publish } = await shrunk()
    await prices.accept(digestOf(prices))
    publish(list(12))
    expect(await prices.refresh()).toBe('updated')
    publish(list(1))
    expect(await ends(prices)).toBe('ERR_TERM_GUARD')
    expect(prices.status().quarantined).toMatchObject([{ accepted: false }])
  })

  it('is taken back by a release', async () => {
    const { prices } = await shrunk()
    await prices.accept(digestOf(prices))
    await prices.release(digestOf(prices))
    expect(await ends(prices)).toBe('ERR_TERM_GUARD')
  })

  it('is kept until the attempt has stored the value', async () => {
    let isFull = false
    let kept: unknown
    const put = (value: unknown) => {
      if (isFull) throw new Error('no space')
      kept = value
    }
    const { prices } = await shrunk({ put, get: () => kept })
    await prices.accept(digestOf(prices))
    isFull = true
    expect(await ends(prices)).toBe('ERR_TERM_STORE')
    isFull = false
    expect(await prices.refresh()).toBe('updated')
  })

  it('lets a value wait behind a pin', async () => {
    const { prices } = await shrunk()
    await prices.pin()
    await prices.accept(digestOf(prices))
    await prices.refresh()
    expect(prices.get()).toHaveLength(10)
    expect(prices.status()).toMatchObject({ newer: expect.stringMatching(/^"/), quarantined: [] })
    await prices.unpin()
    expect(prices.get()).toEqual([0])
  })

  it('of a function of the user counts as well', async () => {
    const never: Guards<unknown> = (_, live) => live === undefined
    const { prices } = await shrunk({ guards: never })
    await prices.accept(digestOf(prices))
    expect(await prices.refresh()).toBe('updated')
  })
})

describe('P5: nobody can accept', () => {
  it.each([
    ['what `validate` refused', { validate: (next: string) => next !== 'bad' }, 'ERR_TERM_REFUSED'],
    [
      'what can not be decoded',
      {
        deserialize(bytes: Uint8Array) {
          if (text(bytes) === 'bad') throw new SyntaxError('bad')
          return text(bytes)
        },
      },
      'ERR_TERM_DESERIALIZE',
    ],
  ])('%s', async (_, options, code) => {
    const { prices, send } = await pinnedTerm(options)
    expect(await send('bad')).toEqual([code])
    await expect(prices.accept('bad')).rejects.toMatchObject({
      code: 'ERR_TERM_VERSION',
      message: `[prices] "bad" was refused with ${code}; only what \`guards\` refused can be accepted, and \`release\` has it judged again`,
    })
    expect(await send('bad')).toEqual(['ERR_TERM_QUARANTINED'])
  })

  it('what is not remembered, or one of several that have one name', async () => {
    const { prices, send, fetcher } = await pinnedTerm({ guards: (next) => !next.startsWith('bad') })
    await expect(prices.accept('bad')).rejects.toMatchObject({
      code: 'ERR_TERM_VERSION',
      message: '[prices] no refused version "bad" is remembered; `status().quarantined` lists what is',
    })
    expect(fetcher.asked).toHaveLength(1)
    for (const body of ['bad one', 'bad two']) {
      const open = async () => new TextEncoder().encode(body)
      await send(() => ({ changed: true, version: 'bad', open }))
    }
    await expect(prices.accept('bad')).rejects.toThrow('name one by its digest')
    await expect(prices.accept('')).rejects.toThrow(TypeError)
  })

  it('what a schema refuses the next time', async () => {
    let isGood = true
    const schema = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: (value: unknown) => (isGood ? { value } : { issues: [{ message: 'no' }] }),
      },
    }
    const { prices } = await shrunk({ schema })
    await prices.accept(digestOf(prices))
    isGood = false
    expect(await ends(prices)).toBe('ERR_TERM_SCHEMA')
    expect(prices.status().quarantined).toMatchObject([{ code: 'ERR_TERM_SCHEMA', accepted: false }])
  })
})

describe('with a keepsake an acceptance', () => {
  it('outlives the process until it is used', async () => {
    const keepsake = { dir: await keptFolder() }
    const first = await shrunk({ keepsake })
    await first.prices.accept(digestOf(first.prices))
    await first.tree.stop()
    const second = await life(first.url, { ...guards, keepsake })
    await second.prices.refresh()
    expect(second.prices.get()).toEqual([0])
    expect(second.prices.status().quarantined).toEqual([])
  })

  it('holds for what it let through: no guard keeps the next process from serving it', async () => {
    const keepsake = { dir: await keptFolder() }
    const options = { keepsake, guards: { minRecords: 5 } }
    const first = await shrunk(options)
    await first.prices.accept(digestOf(first.prices))
    await first.prices.refresh()
    await first.tree.stop()
    first.origin.reply('/prices', { status: 503 })
    const second = await life(first.url, options)
    expect(second.prices.get()).toEqual([0])
    expect(second.heard.of('keepsake.ignored')).toEqual([])
  })
})
