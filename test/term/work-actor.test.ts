/** The actors of an attempt's steps: they begin with their start, and end with their work. @module */

import { describe, expect, it, vi } from 'vitest'
import { createActor, toPromise } from 'xstate'
import { workActor } from '../../src/term/work-actor.ts'

describe('an actor that does a piece of work', () => {
  it('ends with what the work comes to', async () => {
    const actor = createActor(
      workActor(async (number: number) => number * 2),
      { input: 21 },
    )
    expect(actor.getSnapshot()).toMatchObject({ status: 'active', input: 21 })
    expect(await toPromise(actor.start())).toBe(42)
    expect(actor.getSnapshot()).toMatchObject({ status: 'done', output: 42, input: undefined })
  })

  it('fails with what the work fails with', async () => {
    const error = new Error('no such number')
    const actor = createActor(
      workActor(async () => {
        throw error
      }),
    )
    await expect(toPromise(actor.start())).rejects.toBe(error)
    expect(actor.getSnapshot()).toMatchObject({ status: 'error', error })
  })

  it.each(['comes to something', 'fails'])(
    'says nothing when it was stopped and the work %s',
    async (how) => {
      const warned = vi.spyOn(console, 'warn')
      const work = async () => {
        await new Promise(setImmediate)
        if (how === 'fails') throw new Error('too late')
        return 42
      }
      const actor = createActor(workActor(work)).start()
      actor.stop()
      await new Promise(setImmediate)
      await new Promise(setImmediate)
      expect(actor.getSnapshot()).toMatchObject({ status: 'stopped', output: undefined })
      expect(warned).not.toHaveBeenCalled()
    },
  )
})
