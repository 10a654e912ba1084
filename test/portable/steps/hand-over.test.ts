/** Bytes change hands instead of being copied, where the memory they are in is all theirs. @module */

import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { CloneStep } from '../../../src/portable/steps/clone-step.ts'
import { handOver } from '../../../src/portable/steps/hand-over.ts'

/** What is given, and the memory that goes along. */
async function given(value: unknown) {
  const gifts: { readonly steps: readonly CloneStep[]; readonly transfer: readonly unknown[] }[] = []
  const send = async (steps: unknown, transfer: readonly unknown[] = []) => {
    gifts.push({ steps: steps as readonly CloneStep[], transfer })
  }
  await handOver(value, { send } as Parameters<typeof handOver>[1])
  const members = gifts.flatMap(({ steps }) =>
    steps.flatMap((step) => ('members' in step ? step.members : [])),
  )
  return { members, transfer: gifts.flatMap(({ transfer }) => transfer) }
}

describe('as it is goes', () => {
  it.each<[string, ArrayBuffer | ArrayBufferView]>([
    ['a buffer', new ArrayBuffer(8)],
    ['an array of bytes', Uint8Array.of(1, 2, 3)],
    ['an array of numbers', Float64Array.of(1, 2)],
    ['a view', new DataView(new ArrayBuffer(8))],
    ['an array of bytes of another realm', runInNewContext('Uint8Array.of(1, 2, 3)')],
  ])('%s', async (_, value) => {
    const { members, transfer } = await given(value)
    expect([members.length, transfer.length]).toEqual([1, 1])
    expect(members[0]).toBe(value)
    expect(transfer[0]).toBe(ArrayBuffer.isView(value) ? value.buffer : value)
  })
})

it('bytes that are a part of something larger go in memory of their own', async () => {
  const larger = Uint8Array.from({ length: 100 }, (_, i) => i)
  const { members, transfer } = await given(larger.subarray(10, 20))
  expect(members).toEqual([larger.slice(10, 20)])
  expect(transfer).toEqual([(members[0] as Uint8Array).buffer])
  expect(transfer[0]).not.toBe(larger.buffer)
  expect(larger).toHaveLength(100)
})

it.each<[string, unknown]>([
  ['numbers that are a part of something larger', new Float64Array(new ArrayBuffer(64), 8, 2)],
  ['what is shared', new Uint8Array(new SharedArrayBuffer(8))],
  ['a document', { a: 1 }],
])('%s stay where they are, and are cloned', async (_, value) => {
  const { members, transfer } = await given(value)
  expect(transfer).toEqual([])
  expect(members.length).toBeGreaterThan(0)
})

it('memory that can not change hands is cloned', async () => {
  const asked: unknown[] = []
  const send = async (_: unknown, transfer?: readonly unknown[]) => {
    asked.push(transfer)
    if (transfer !== undefined) throw new Error('it stays')
  }
  const bytes = Uint8Array.of(1)
  await handOver(bytes, { send } as Parameters<typeof handOver>[1])
  expect(asked).toEqual([[bytes.buffer], undefined])
})
