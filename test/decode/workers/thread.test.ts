/** A thread that can't be made, or says what nobody understands. @module */

import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startThread, type Thread } from '../../../src/decode/workers/thread.ts'
import { isWrongEntry } from '../../../src/decode/workers/wrong-entry.ts'
import { utf8 } from '../../support/coded.ts'
import { ownWire } from '../../support/decoder-pool.ts'
import { outcome } from '../../support/grown.ts'

const task = { job: { kind: 'bytes', options: undefined }, wire: ownWire(utf8('{}')) } as const
const ask = (thread: Thread) => outcome((async () => thread.ask(task, []).answer)())
const moduleOf = (source: string) => new URL(`data:text/javascript,${encodeURIComponent(source)}`)
/** A thread that answers whatever it is asked, and ends when it is let go. */
const ANSWERING = moduleOf(`
import { workerData } from 'node:worker_threads'
const { words } = workerData.everterm
words.postMessage('at work')
words.on('message', (word) => {
  if (word === 'leave') words.close()
  else word.reply.postMessage({ value: 'done', isSpoiled: false })
})`)
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

  it.each([
    ['runs for ever', 'setInterval(() => {})', 'it said nothing for 0.01 s', 10],
    ['ends at once', '', 'it ended with code 0', undefined],
    ['throws', 'throw new Error("broken")', 'broken', undefined],
  ])(
    'whose module the user has named, and which %s, says what is wrong with it',
    async (_, source, why, startMs) => {
      const thread = startThread({ entry: moduleOf(source), isNamed: true, startMs })
      const message = expect.stringContaining(why)
      const error = await ask(thread)
      expect(error).toMatchObject({ ...died, message, hopeless: true })
      expect([isWrongEntry(error), thread.isOver()]).toEqual([true, true])
    },
  )

  it('that was at work is no wrong module when it ends', async () => {
    const source = `
      import { workerData } from 'node:worker_threads'
      workerData.everterm.words.postMessage('at work')
      workerData.everterm.words.once('message', () => process.exit(3))`
    const error = await ask(startThread({ entry: moduleOf(source), isNamed: true }))
    expect(error).toMatchObject({ ...died, message: 'A decoder thread ended with code 3' })
    expect(isWrongEntry(error)).toBe(false)
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

  it('that answers when it is called off, and leaves when it is let go, has no force waiting for it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const thread = startThread({ entry: ANSWERING })
    await thread.ask(task, []).answer
    const first = thread.ask(task, [])
    for (const _ of [1, 2]) first.callOff()
    expect(vi.getTimerCount()).toBe(1)
    expect(await first.answer).toBe('done')
    expect(vi.getTimerCount()).toBe(0)
    const second = thread.ask(task, [])
    first.callOff()
    expect(vi.getTimerCount()).toBe(0)
    expect(await second.answer).toBe('done')
    const left = thread.leave()
    expect(vi.getTimerCount()).toBe(1)
    await left
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that was asked what can not be handed over owes no answer when it ends', async () => {
    const thread = startThread({ entry: ANSWERING })
    const job = { kind: 'bytes', options: () => {} } as const
    expect(() => thread.ask({ ...task, job }, [])).toThrow(/could not be cloned/)
    await thread.leave()
    expect(thread.isOver()).toBe(true)
  })
})
