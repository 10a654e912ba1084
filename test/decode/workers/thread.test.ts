/** A thread that can't be made, or says what nobody understands. @module */

import { describe, expect, it } from 'vitest'
import { startThread, type Thread } from '../../../src/decode/workers/thread.ts'
import { utf8 } from '../../support/coded.ts'
import { ownWire } from '../../support/decoder-pool.ts'
import { outcome } from '../../support/grown.ts'

const task = { job: { kind: 'bytes', options: undefined }, wire: ownWire(utf8('{}')) } as const
const ask = (thread: Thread) => outcome((async () => thread.ask(task, []).answer)())
const moduleOf = (source: string) => new URL(`data:text/javascript,${encodeURIComponent(source)}`)
const died = { code: 'ERR_TERM_DECODER', stage: 'decode' }

describe('a thread', () => {
  it.each([
    ['whose module is missing', new URL('./nowhere.js', import.meta.url)],
    ['whose module throws', moduleOf('throw new Error("broken")')],
    ['that ends at once', moduleOf('')],
  ])('%s fails its first job, and all that follow', async (_, module) => {
    const thread = startThread({ entry: module })
    expect(await ask(thread)).toMatchObject(died)
    expect(thread.isOver()).toBe(true)
    expect(await ask(thread)).toMatchObject(died)
  })

  it('tells in `cause` what went wrong', async () => {
    expect(await ask(startThread({ entry: moduleOf('throw new Error("broken")') }))).toMatchObject({
      cause: { message: 'broken' },
    })
  })

  it('that is called off and does not answer is ended by force', async () => {
    const thread = startThread({ entry: moduleOf('for (;;);'), graceMs: 10 })
    const { answer, callOff } = thread.ask(task, [])
    callOff()
    expect(await outcome(answer)).toMatchObject(died)
    expect(thread.isOver()).toBe(true)
  })

  it('that does not leave is ended by force', async () => {
    const thread = startThread({ entry: moduleOf('setInterval(() => {})'), graceMs: 10 })
    await thread.leave()
    expect(thread.isOver()).toBe(true)
  })
})
