/** What processes of a host remember in one folder: none loses what another has written at the same moment. @module */

import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keptFacts, MOST_FACTS } from '../../../src/fleet/member/kept-facts.ts'
import { memoryOf } from '../../../src/fleet/member/memory.ts'
import { rememberedOf } from '../../../src/fleet/member/remembered.ts'

const isNumber = (value: unknown): value is number => typeof value === 'number'

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-facts-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

const groundOf = (folder: string, instance = 'host-1/a') => ({
  folder,
  service: 'shop',
  instance,
  host: 'host-1',
})
const times = (count: number): number[] => Array.from({ length: count }, (_, at) => at)

test('two processes that remembered a refusal at one moment lost one of them: each is kept', async () => {
  const folder = await emptyFolder()
  const both = await Promise.all(times(20).map(() => memoryOf('prices', groundOf(folder))))
  await Promise.all(
    both.map(({ memory }, at) => memory.refuse({ rollout: `r${at}`, sha256: 'aa', reason: 'bad' })),
  )
  const { memory } = await memoryOf('prices', groundOf(folder))
  expect(times(20).filter((at) => memory.refusal(`r${at}`, 'aa') === undefined)).toEqual([])
})

test('two processes that came further at one moment left the lower floor: it is the highest of all', async () => {
  const folder = await emptyFolder()
  const all = await Promise.all(times(12).map(() => rememberedOf('prices', groundOf(folder))))
  await Promise.all(all.map((one, at) => one.raise({ seq: at + 1, minSeq: 12 - at })))
  expect((await rememberedOf('prices', groundOf(folder))).floor()).toEqual({ seq: 12, minSeq: 12 })
})

test('what one instance is to hold is not lost as another writes its own', async () => {
  const folder = await emptyFolder()
  const ref = { seq: 2, sha256: 'ab'.repeat(32) }
  const names = times(12).map((at) => `host-1/${at}`)
  const all = await Promise.all(names.map((name) => rememberedOf('prices', groundOf(folder, name))))
  await Promise.all(all.map((one) => one.keep({ ref, orLater: true }, 'r1')))
  for (const name of names) {
    const next = await rememberedOf('prices', groundOf(folder, name))
    expect(next.order(undefined)).toMatchObject({ instance: name, ref })
  }
})

test('the latest facts are kept, and what is none is passed over', async () => {
  const folder = await emptyFolder()
  const facts = keptFacts(folder, 'number', isNumber)
  await writeFile(join(folder, 'number-7-ab.json'), '"seven"')
  for (const fact of times(MOST_FACTS + 10)) await facts.add(fact)
  const kept = await facts.all()
  expect(kept.map(({ fact }) => fact)).toEqual(times(MOST_FACTS + 10).slice(-MOST_FACTS))
  await facts.remove([kept.at(-1)?.name ?? ''])
  expect((await facts.all()).at(-1)?.fact).toBe(MOST_FACTS + 8)
  expect(await readdir(folder)).toHaveLength(MOST_FACTS - 1)
})

test('a refusal was driven out by one that each process of a host wrote once more', async () => {
  const folder = await emptyFolder()
  const first = await memoryOf('prices', groundOf(folder))
  await first.memory.refuse({ rollout: 'old', sha256: 'aa' })
  for (const _ of times(MOST_FACTS + 6)) {
    const { memory } = await memoryOf('prices', groundOf(folder))
    await memory.refuse({ rollout: 'new', sha256: 'bb' })
  }
  const { memory } = await memoryOf('prices', groundOf(folder))
  expect(memory.refusal('old', 'aa')).toBeDefined()
  expect(
    (await readdir(join(folder, 'shop.prices'))).filter((name) => name.startsWith('refused-')),
  ).toHaveLength(2)
})

test('a file with a number that no count reaches ended all memory, and the folder grew without end', async () => {
  const folder = await emptyFolder()
  for (const number of ['9'.repeat(15), '9'.repeat(48)])
    await writeFile(join(folder, `number-${number}-aa.json`), '0')
  const facts = keptFacts(folder, 'number', isNumber)
  for (const fact of times(MOST_FACTS + 10)) await facts.add(fact + 1)
  expect((await facts.all()).length).toBe(MOST_FACTS)
  expect(await readdir(folder)).toHaveLength(MOST_FACTS + 1)
})

test.runIf(process.getuid?.() !== 0)(
  'a folder that nobody may list keeps nothing, and nobody waits for it',
  async () => {
    const folder = await emptyFolder()
    await writeFile(join(folder, 'number-1-ab.json'), '1')
    await chmod(folder, 0o300)
    onTestFinished(() => chmod(folder, 0o700))
    const facts = keptFacts(folder, 'number', isNumber)
    expect(await facts.add(5)).toBeUndefined()
    expect(await facts.all()).toEqual([])
  },
)
