/** Whatever an origin does wrong: the term backs off with the right reason, serves on, and recovers. @module */

import { describe, expect, it } from 'vitest'
import { http } from '../../src/index.ts'
import { HTTP_FAULTS, MAX_BYTES, TIMEOUTS } from '../support/http-faults.ts'
import { serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

guardProcess()

const PATIENT: readonly string[] = ['ERR_TERM_DENIED', 'ERR_TERM_NOT_FOUND']

const rows = HTTP_FAULTS.map((fault) => [fault.title, fault] as const)

describe('P1: a failed refresh', () => {
  it.each(rows)('%s: ends in backoff, and the next good answer heals it', async (_, fault) => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"is":"first"}')
    const fetcher = http(`${origin.url}/prices`, { timeouts: TIMEOUTS })
    const term = jsonTerm({ fetcher, limits: { maxBytes: MAX_BYTES } })
    const { tree, time, clock, heard, toNextProbe, poll } = await stageTree({ term })
    const first = term.get()

    origin.reply('/prices', fault.answer)
    const end = heard.end()
    if (fault.endsIn === undefined) await toNextProbe(term)
    else {
      const reached = heard.state(fault.endsIn)
      await toNextProbe(term)
      await reached
      await time.advance(120_000)
    }

    const { codes, stage } = fault
    const nextInMs = codes.every((each) => PATIENT.includes(each)) ? 30_000 : 500
    const code = expect.toBeOneOf([...codes])
    expect(await end).toMatchObject({ type: 'refresh.failed', code, stage, failures: 1, nextInMs })
    expect(term.status()).toMatchObject({ state: 'backoff', failures: 1, lastError: { code } })
    expect(term.get()).toBe(first)

    origin.publish('/prices', '{"is":"second"}')
    expect(await poll(term)).toMatchObject({ outcome: 'updated' })
    expect(term.get()).toEqual({ is: 'second' })
    expect(term.status()).toMatchObject({ state: 'idle', failures: 0, lastError: undefined })

    await tree.stop()
    await origin.drained()
    expect(clock.armed).toBe(0)
  })
})
