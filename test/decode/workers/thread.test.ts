/** A thread that can't be made, or says what nobody understands. @module */

import { describe, expect, it } from 'vitest'
import { startThread, type Thread } from '../../../src/decode/workers/thread.ts'
import { utf8 } from '../../support/coded.ts'
import { ownWire } from '../../support/decoder-pool.ts'
import { outcome } from '../../support/grown.ts'

const task = { job: { kind: 'bytes', options: undefined }, wire: ownWire(utf8('{}')) } as const
const ask = (thread: Thread) => outcome(thread.ask(task, []))
const moduleOf = (source: string) => new URL(`data:text/javascript,${encodeURIComponent(source)}`)
const died = { code: 'ERR_TERM_DECODER', stage: 'decode' }

describe('a thread', () => {
  it.each([
    ['whose module is missing', new URL('./nowhere.js', import.meta.url)],
    ['whose module throws', moduleOf('throw new Error("broken")')],
    ['that ends at once', moduleOf('')],
  ])('%s fails its first job, and all that follow', async (_, module) => {
    const thread = startThread(module)
    expect(await ask(thread)).toMatchObject(died)
    expect(thread.isOver()).toBe(true)
    expect(await ask(thread)).toMatchObject(died)
  })

  it('tells in `cause` what went wrong', async () => {
    expect(await ask(startThread(moduleOf('throw new Error("broken")')))).toMatchObject({
      cause: { message: 'broken' },
    })
  })

  it('that is ended fails what it was asked, however busy it is', async () => {
    const thread = startThread(moduleOf('for (;;);'))
    const asked = ask(thread)
    await thread.end()
    expect(await asked).toMatchObject(died)
  })
})
