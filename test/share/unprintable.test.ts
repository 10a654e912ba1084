/** What a subscriber in a thread throws may be anything: the thread lives on, and the owner is told. @module */

import { expect, it } from 'vitest'
import type { TermEvent } from '../../src/index.ts'
import { termOf } from '../../src/testing/term-of.ts'
import { hearing } from '../support/hearing.ts'
import { readerThread } from '../support/reader-thread.ts'

const KINDS = [
  'an object without a prototype',
  'a proxy that is revoked',
  'an error that has no text',
  'a symbol',
  'a function',
  'a thing that can not become text',
  'an error that is its own cause',
] as const

it.each(KINDS.flatMap((kind) => (['throws', 'rejects with'] as const).map((how) => [how, kind] as const)))(
  'a thread whose subscriber %s %s lives on',
  async (how, kind) => {
    const term = termOf({ n: 0 })
    const heard = hearing()
    const tree = await term.start({ observers: [heard] })
    const thread = readerThread()
    term.shareWith(thread.worker)
    await thread.run(
      async ({ term }, { how, kind }) => {
        const handle = term('term')
        await handle.ready()
        const make: Record<string, () => unknown> = {
          'an object without a prototype': () => Object.create(null),
          'a proxy that is revoked': () => {
            const { proxy, revoke } = Proxy.revocable({}, {})
            revoke()
            return proxy
          },
          'an error that has no text': () => {
            const call = () => {}
            return Object.assign(new Error('x'), {
              call,
              toString: () => {
                throw new Error('no text')
              },
            })
          },
          'a symbol': () => Symbol('secret'),
          'a function': () => () => {},
          'a thing that can not become text': () => ({
            call() {},
            [Symbol.toPrimitive]: () => {
              throw new Error('no text')
            },
          }),
        }
        make['an error that is its own cause'] = () => {
          const error = new Error('x')
          error.cause = error
          return error
        }
        handle.subscribe(() => {
          const thrown = make[kind]?.()
          if (how === 'throws') throw thrown
          return Promise.reject(thrown)
        })
      },
      { how, kind },
    )
    const isTold = (event: TermEvent) => event.type === 'listener.failed'
    const told = heard.next(isTold)
    term.set({ n: 1 })

    expect(await told).toMatchObject({ term: 'term' })
    expect(await thread.run(({ term }) => term('term').get())).toEqual({ n: 1 })
    await tree.stop()
  },
)
