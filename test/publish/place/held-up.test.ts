/** Publishers of one folder that are held up and killed between any two of their steps. @module */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openPlace } from '../../../src/publish/index.ts'
import { newFolder } from '../../support/publishing.ts'
import { actor } from '../../support/stepped-files.ts'

const seen = vi.hoisted(() => ({ look: () => {} }))

vi.mock('node:fs/promises', async (original) => {
  const { steppedFiles } = await import('../../support/stepped-files.ts')
  return steppedFiles(await original(), () => seen.look())
})

/** A pointer in its first state, and what it has said since, in the order in which it did. */
async function watchedPointer(folder: string, term: string) {
  const name = `${term}/stable.json`
  const place = openPlace(`file:${folder}`)
  await place.swap(name, Buffer.from('first'), undefined)
  const said: string[] = []
  seen.look = () => {
    const now = readFileSync(join(folder, name), 'utf8')
    if (said.at(-1) !== now) said.push(now)
  }
  const states = join(folder, term, '.states/stable.json')
  const numberOf = (text: string): number =>
    Number(
      readdirSync(states).find(
        (state) => /^\d+$/.test(state) && readFileSync(join(states, state), 'utf8') === text,
      ) ?? 0,
    )
  async function publish(text: string): Promise<void> {
    for (;;) {
      const before = await place.read(name)
      if (await place.swap(name, Buffer.from(text), before?.stamp)) return
    }
  }
  const read = async () => (await place.read(name))?.stamp
  return { read, publish, said, numberOf }
}

/** After so many steps of the first, and so many of the second, the first does one more and is dead, and the second ends. */
async function course(folder: string, first: number, second: number): Promise<boolean> {
  const term = `${first}-${second}`
  const { read, publish, said, numberOf } = await watchedPointer(folder, term)
  const dies = actor(() => publish('of who dies'))
  const lives = actor(() => publish('of who lives'))
  await dies.go(first)
  await lives.go(second)
  const isWhole = !dies.isDone() && !lives.isDone()
  await dies.go(1)
  await lives.go(Infinity)
  const numbers = said.map(numberOf)
  expect(numbers, term).toEqual(numbers.toSorted((one, other) => one - other))
  expect(numbers.at(-1), term).toBeGreaterThanOrEqual(numberOf('of who lives'))
  // Who comes next finds the last state, and shows it.
  const last = Math.max(numberOf('of who dies'), numberOf('of who lives'))
  expect(await read(), term).toBe(String(last))
  seen.look()
  expect(numberOf(said.at(-1) ?? ''), term).toBe(last)
  return isWhole
}

test('a publisher that was held up put an earlier state over a later one, and died before it saw that', async () => {
  const folder = await newFolder()
  let courses = 0
  for (let first = 1, second = 2; second > 1; first++) {
    second = 1
    while (await course(folder, first, second)) second++
    courses += second
  }
  expect(courses).toBeGreaterThan(100)
})
