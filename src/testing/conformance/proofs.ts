/** Cases about proofs, such as signatures: the fetcher brings what belongs to what it delivers, and says where there is none. @module */

import assert from 'node:assert/strict'
import { MAX_PROOF_BYTES, type ProofPlace } from '../../base/proof.ts'
import type { Known, Probe } from '../../fetch/fetcher.ts'
import type { Case } from './case.ts'
import { documentOf, inTime, knownAfter, sameBytes, type Trial } from './trial.ts'

const ONE = documentOf('one')
const TWO = documentOf('two')
const PROOF_OF_ONE = Buffer.from('proof of one')
const PROOF_OF_TWO = Buffer.from('proof of two')

const BESIDE: ProofPlace = { beside: '.sig' }

/** Asks as a term does: the body comes first, and then the proof. */
async function asked({ harness, probe, body }: Trial, known?: Known): Promise<Probe> {
  const { proofPlace: proof = BESIDE } = harness
  const answer = await probe(known, { proof })
  if (answer.changed) await body(answer)
  return answer
}

async function proofOf(answer: Probe): Promise<Uint8Array | undefined> {
  assert.ok(answer.proof, 'The answer brings no proof, though one is wanted')
  return inTime(answer.proof(new AbortController().signal))
}

function same(proof: Uint8Array | undefined, expected: Uint8Array): void {
  assert.ok(proof, 'There is no proof')
  sameBytes(proof, expected, 'Another proof than was published')
}

export const PROOFS: readonly Case[] = [
  {
    title: 'brings the proof of what it delivers, and of what is unchanged',
    needs: 'sign',
    async run(trial) {
      const { harness } = trial
      let known: Known | undefined
      for (const [bytes, proof] of [
        [ONE, PROOF_OF_ONE],
        [TWO, PROOF_OF_TWO],
      ] as const) {
        await harness.publish(bytes)
        await harness.sign?.(proof)
        const answer = await asked(trial, known)
        assert.ok(answer.changed, 'The probe says unchanged, but what the origin holds is not what is known')
        same(await proofOf(answer), proof)
        known = knownAfter(answer)
      }
      const unchanged = await asked(trial, known)
      assert.equal(unchanged.changed, false, 'The same version is new again')
      // Who can't tell says nothing of it.
      if (unchanged.proof !== undefined) same(await proofOf(unchanged), PROOF_OF_TWO)
    },
  },
  {
    title: 'says where there is no proof, and brings it once there is one',
    needs: 'sign',
    async run(trial) {
      const { harness } = trial
      await harness.publish(ONE)
      await harness.sign?.(undefined)
      const answer = await asked(trial)
      if (answer.proof !== undefined) assert.equal(await proofOf(answer), undefined)
      await harness.sign?.(PROOF_OF_ONE)
      same(await proofOf(await asked(trial)), PROOF_OF_ONE)
    },
  },
  {
    title: 'takes no more of a proof than shows that it is too long',
    needs: 'sign',
    async run(trial) {
      const { harness } = trial
      if (harness.proofPlace !== undefined && !Object.hasOwn(Object(harness.proofPlace), 'beside')) return
      await harness.publish(ONE)
      await harness.sign?.(new Uint8Array(2 ** 22))
      const work = asked(trial).then(proofOf)
      const proof = await work.catch(() => undefined)
      if (proof === undefined) return void (await trial.failure(work))
      const { byteLength } = proof
      assert.ok(byteLength > MAX_PROOF_BYTES, 'A part of a proof passes for all of it')
      assert.ok(byteLength < 2 ** 21, 'All of a proof is read that nobody takes')
    },
  },
  {
    title: 'asks for no proof where none is wanted',
    needs: 'sign',
    async run({ harness, take }) {
      await harness.publish(ONE)
      await harness.sign?.(PROOF_OF_ONE)
      const before = harness.traffic?.()
      sameBytes((await take()).bytes, ONE)
      if (before !== undefined)
        assert.equal(harness.traffic?.().requests, before.requests + 1, 'It asks for a proof')
    },
  },
]
