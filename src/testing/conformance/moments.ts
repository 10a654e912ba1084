/** Cases at bad moments: the origin changes, or the attempt is called off, in the midst of the work. @module */

import assert from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Changed } from '../../fetch/fetcher.ts'
import type { Case } from './case.ts'
import { documentOf, inTime, isAssertion, isSame, knownAfter, sameBytes, type Trial } from './trial.ts'

const ONE = documentOf('one')
// Both documents are equally long: otherwise the size alone would give a mixture away.
const TWO = documentOf('two')

/** Takes the body, and does something to disturb it after the first chunk. */
async function disturbed(answer: Changed, disturb: () => unknown): Promise<Uint8Array> {
  const body = answer.open(new AbortController().signal)
  if (!(Symbol.asyncIterator in body)) {
    // The body may fail before the disturbance is over.
    body.catch(() => {})
    await disturb()
    return body
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of body) {
    chunks.push(chunk)
    if (chunks.length === 1) await disturb()
  }
  return Buffer.concat(chunks)
}

/** Insists on one version, the other or an error, and on no confirmation of the one for the other. */
async function neverMixed({ changed, failure, harness, take }: Trial, disturbance: 'before' | 'amid') {
  await harness.publish(ONE)
  const answer = await changed()
  const change = () => harness.publish(TWO)
  if (disturbance === 'before') await change()
  const work = inTime(disturbed(answer, disturbance === 'amid' ? change : () => {}))
  const bytes = await work.catch(() => undefined)
  if (bytes === undefined) {
    await failure(work)
    return sameBytes((await take()).bytes, TWO)
  }
  if (isSame(bytes, TWO)) return
  sameBytes(bytes, ONE, 'A mixture of two versions')
  sameBytes((await take(knownAfter(answer))).bytes, TWO, 'The old version passes for the new one')
}

type Moment = readonly [when: string, wait: () => unknown]

const MOMENTS: readonly Moment[] = [
  ['at once', () => {}],
  ['in the next turn', () => nextTurn()],
  [
    'when bytes may be coming',
    async () => {
      for (let turn = 0; turn < 20; turn++) await nextTurn()
    },
  ],
]

/** Resolves when the work has ended, one way or the other, and fails if it doesn't end in time. */
const settled = (work: Promise<unknown>): Promise<unknown> =>
  inTime(work).catch((thrown: unknown) => {
    if (isAssertion(thrown)) throw thrown
  })

/** Calls the attempt off in the midst of the work, and insists that the work fails. */
async function calledOff(attempt: AbortController, work: Promise<unknown>): Promise<void> {
  work.catch(() => {})
  for (let turn = 0; turn < 20; turn++) await nextTurn()
  attempt.abort()
  const outcome = inTime(work).then(() => 'went on')
  assert.notEqual(await settled(outcome), 'went on', 'It went on as if it had not been called off')
}

const aborts = MOMENTS.flatMap(([when, wait]): Case[] => [
  {
    title: `lets go of a probe that is called off ${when}`,
    async run({ harness, probe, take }) {
      await harness.publish(ONE)
      const attempt = new AbortController()
      const work = probe(undefined, { signal: attempt.signal })
      work.catch(() => {})
      await wait()
      attempt.abort()
      await settled(work)
      sameBytes((await take()).bytes, ONE)
    },
  },
  {
    title: `lets go of a body that is called off ${when}`,
    async run({ changed, harness, take }) {
      await harness.publish(ONE)
      const attempt = new AbortController()
      const { open } = await changed(undefined, { signal: attempt.signal })
      const work = whole(open(attempt.signal))
      work.catch(() => {})
      await wait()
      attempt.abort()
      const bytes = await settled(work)
      if (bytes !== undefined) sameBytes(bytes as Uint8Array, ONE, 'A part of the body passes for all')
      sameBytes((await take()).bytes, ONE)
    },
  },
])

async function whole(body: ReturnType<Changed['open']>): Promise<Uint8Array> {
  if (!(Symbol.asyncIterator in body)) return body
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export const MOMENT_CASES: readonly Case[] = [
  {
    title: 'never mixes two versions when the origin changes between the probe and the body',
    run: (trial) => neverMixed(trial, 'before'),
  },
  {
    title: 'never mixes two versions when the origin changes amid the body',
    run: (trial) => neverMixed(trial, 'amid'),
  },
  ...aborts,
  {
    title: 'begins nothing that lasts when the attempt is over before it begins',
    async run({ harness, probe }) {
      await harness.publish(ONE)
      await settled(probe(undefined, { signal: AbortSignal.abort() }))
    },
  },
  {
    title: 'lets go of a body that nobody takes, when the attempt ends',
    async run({ changed, harness, take }) {
      await harness.publish(ONE)
      const attempt = new AbortController()
      await changed(undefined, { signal: attempt.signal })
      attempt.abort()
      sameBytes((await take()).bytes, ONE)
    },
  },
  {
    title: 'ends a probe that hangs when it is called off',
    needs: 'hang',
    async run({ harness, probe }) {
      await harness.hang?.()
      const attempt = new AbortController()
      await calledOff(attempt, probe(undefined, { signal: attempt.signal }))
    },
  },
  {
    title: 'ends a body that stalls when it is called off',
    needs: 'stall',
    async run({ changed, harness }) {
      await harness.stall?.(ONE)
      const attempt = new AbortController()
      const { open } = await changed(undefined, { signal: attempt.signal })
      await calledOff(attempt, whole(open(attempt.signal)))
    },
  },
]
