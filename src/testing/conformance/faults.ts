/** Cases in which the origin does something wrong: the fetcher fails with a coded error, and recovers. @module */

import assert from 'node:assert/strict'
import type { TermErrorCode } from '../../base/errors.ts'
import type { Case } from './case.ts'
import { documentOf, isSame, sameBytes, type Trial } from './trial.ts'

const ONE = documentOf('one')
const TWO = documentOf('two')

/** Insists that the fetcher works again once the origin does. */
async function recovers({ harness, take }: Trial): Promise<void> {
  await harness.publish(TWO)
  sameBytes((await take()).bytes, TWO, 'It does not recover')
}

async function fails(trial: Trial, codes: readonly TermErrorCode[], maxBytes?: number): Promise<void> {
  const { code } = await trial.failure(trial.take(undefined, maxBytes === undefined ? {} : { maxBytes }))
  assert.ok(codes.includes(code), `Expected ${codes.join(' or ')}, got ${code}`)
  await recovers(trial)
}

const CUT: readonly TermErrorCode[] = ['ERR_TERM_TRUNCATED', 'ERR_TERM_NETWORK', 'ERR_TERM_DIGEST']

export const FAULTS: readonly Case[] = [
  {
    title: 'takes as many bytes as are allowed, and not one more',
    async run(trial) {
      await trial.harness.publish(ONE)
      sameBytes((await trial.take(undefined, { maxBytes: ONE.byteLength })).bytes, ONE)
      await fails(trial, ['ERR_TERM_TOO_LARGE'], ONE.byteLength - 1)
    },
  },
  {
    title: 'refuses an empty body',
    async run(trial) {
      await trial.harness.publish(new Uint8Array())
      await fails(trial, ['ERR_TERM_EMPTY'])
    },
  },
  {
    title: 'tells that there is nothing there',
    needs: 'remove',
    async run(trial) {
      await trial.harness.publish(ONE)
      const { known } = await trial.take()
      await trial.harness.remove?.()
      // A store that doesn't tell strangers what is missing answers "denied".
      const { code } = await trial.failure(trial.probe(known))
      assert.ok(code === 'ERR_TERM_NOT_FOUND' || code === 'ERR_TERM_DENIED', `got ${code}`)
      await fails(trial, ['ERR_TERM_NOT_FOUND', 'ERR_TERM_DENIED'])
    },
  },
  {
    title: 'refuses a body that ends too early',
    needs: 'truncate',
    async run(trial) {
      await trial.harness.truncate?.(ONE)
      await fails(trial, CUT)
    },
  },
  {
    title: 'refuses a body that breaks off',
    needs: 'reset',
    async run(trial) {
      await trial.harness.reset?.(ONE)
      await fails(trial, CUT)
    },
  },
  {
    title: 'takes no more than was announced',
    needs: 'overrun',
    async run(trial) {
      await trial.harness.overrun?.(ONE)
      const work = trial.take()
      const taken = await work.catch(() => undefined)
      if (taken === undefined) await trial.failure(work)
      else assert.ok(isSame(taken.bytes, ONE), 'The body is another one than was announced')
      await recovers(trial)
    },
  },
]
