/** The committed diagrams are what the machines look like. @module */

import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createMachine } from 'xstate'
import { partitionMachine, rolloutMachine, supervisorMachine, termMachine } from '../../machines/index.ts'
import { drawings } from './drawn.ts'
import { transitionsOf } from './transitions.ts'

const folder = new URL('../../diagrams/', import.meta.url)

test.each([...drawings])('%s is drawn from the present machines', async (name, text) => {
  expect(await readFile(new URL(name, folder), 'utf8')).toBe(text)
})

test.each([termMachine, supervisorMachine, partitionMachine, rolloutMachine])(
  '$id.json alone is the whole chart: the same states, ways and guards',
  async (machine) => {
    const text = await readFile(new URL(`${machine.id}.json`, folder), 'utf8')
    const pasted = createMachine(JSON.parse(text))
    expect(Object.keys(pasted.states)).toEqual(Object.keys(machine.states))
    expect(transitionsOf(pasted).sort()).toEqual(transitionsOf(machine).sort())
  },
)

test('no diagram is left of what is drawn no more', async () => {
  const files = await readdir(folder)
  expect(files.sort()).toEqual([...drawings.keys(), 'README.md', 'layouts'].sort())
})

test('the page of diagrams shows each of them', async () => {
  const page = await readFile(new URL('README.md', folder), 'utf8')
  const missing = [...drawings.keys()].filter((name) => !page.includes(`(${name})`))
  expect(missing).toEqual([])
})
