/** Cases about versions: the fetcher sees what is new, and spends nothing on what isn't. @module */

import assert from 'node:assert/strict'
import type { Known } from '../../fetch/fetcher.ts'
import type { Case } from './case.ts'
import { another, documentOf, knownAfter, sameBytes } from './trial.ts'

const ONE = documentOf('one')
const TWO = documentOf('two')

// `known` has to be small: it is held for each of thousands of terms, and goes with each request.
const SMALL_BYTES = 4096

export const VERSIONS: readonly Case[] = [
  {
    title: 'delivers exactly what the origin holds',
    async run({ harness, take }) {
      for (const bytes of [ONE, documentOf('tiny', 1)]) {
        await harness.publish(bytes)
        sameBytes((await take()).bytes, bytes)
      }
    },
  },
  {
    title: 'says unchanged to what it delivered, for one request and no body',
    async run({ harness, probe, take }) {
      await harness.publish(ONE)
      const { known } = await take()
      const before = harness.traffic?.()
      const answer = await probe(known)
      assert.equal(answer.changed, false, 'The same version is new again')
      if (before === undefined) return
      assert.deepEqual(harness.traffic?.(), { ...before, requests: before.requests + 1 })
    },
  },
  {
    title: 'sees each change, and delivers it exactly',
    async run({ harness, take }) {
      let known: Known | undefined
      for (const bytes of [ONE, TWO, documentOf('three', 777), ONE]) {
        await harness.publish(bytes)
        const taken = await take(known)
        sameBytes(taken.bytes, bytes)
        known = taken.known
      }
    },
  },
  {
    title: 'sees a change again until it is published: what was refused is not remembered',
    async run({ harness, take }) {
      await harness.publish(ONE)
      const { known } = await take()
      await harness.publish(TWO)
      for (let time = 0; time < 2; time++) sameBytes((await take(known)).bytes, TWO)
    },
  },
  {
    title: 'knows by small plain JSON, and by nothing else: another incarnation goes on with it',
    async run({ harness, take }) {
      await harness.publish(ONE)
      const { known } = await take()
      const written = JSON.stringify(known)
      assert.deepEqual(JSON.parse(written), known, '`known` is not plain JSON')
      assert.ok(written.length <= SMALL_BYTES, `\`known\` has ${written.length} characters`)
      await another(harness, async ({ probe }) => {
        assert.equal((await probe(JSON.parse(written))).changed, false, '`known` is forgotten')
      })
    },
  },
  {
    title: 'answers two probes at the same time',
    async run({ harness, body, changed, probe }) {
      await harness.publish(ONE)
      const answers = await Promise.all([changed(), changed()])
      const bodies = await Promise.all(answers.map((answer) => body(answer)))
      for (const bytes of bodies) sameBytes(bytes, ONE)
      const again = await Promise.all(answers.map((answer) => probe(knownAfter(answer))))
      for (const { changed } of again) assert.equal(changed, false)
    },
  },
  {
    title: 'starts and ends as often as there are incarnations',
    async run({ fetcher, harness, take }) {
      await harness.publish(ONE)
      sameBytes((await take()).bytes, ONE)
      await fetcher.close?.()
      await fetcher.init?.({ signal: new AbortController().signal, maxBytes: ONE.byteLength })
      sameBytes((await take()).bytes, ONE)
      await fetcher.close?.()
    },
  },
  {
    title: 'has a name that tells no secret',
    async run({ fetcher, harness }) {
      assert.ok(typeof fetcher.name === 'string' && fetcher.name !== '', 'It has no name')
      for (const secret of harness.secrets ?? [])
        assert.ok(!fetcher.name.includes(secret), 'The name tells one')
    },
  },
]
