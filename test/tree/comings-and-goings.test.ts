/** A tree whose children come and go all day keeps nothing of those that went. @module */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { group, remoteTerm, supervise } from '../../src/index.ts'
import { recorder } from '../support/recorder.ts'
import { scripted } from '../support/scripted-fetcher.ts'

const termOf = (name: string) => remoteTerm({ name, fetcher: scripted('v1'), start: 'background' })

it('what went is told to no observer, kept in no health, and can be collected with its value', async () => {
  const gone: WeakRef<object>[] = []
  const view = recorder()
  let supervisors = () => 0
  const observer = {
    ...view,
    watch: (tree: { supervisors(): readonly unknown[] }) => {
      supervisors = () => tree.supervisors().length
    },
  }
  await using tree = await supervise({ stays: termOf('stays') }, { observers: [observer as never] })
  for (let turn = 0; turn < 100; turn++) {
    const [term, member] = [termOf(`one${turn}`), termOf(`member${turn}`)]
    const lists = group({ member })
    gone.push(new WeakRef(term), new WeakRef(member))
    await tree.add(`child${turn}`, term)
    await tree.add(`lists${turn}`, lists)
    for (const { ready } of [term, member]) gone.push(new WeakRef((await ready()) as object))
    await tree.remove(`child${turn}`)
    await tree.remove(`lists${turn}`)
  }
  expect(Object.keys(tree.health().terms)).toEqual(['stays'])
  expect(supervisors()).toBe(1)
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  await new Promise(setImmediate)
  gc()
  // The last ones may still be held by the stack.
  expect(gone.slice(0, -16).filter((ref) => ref.deref() !== undefined)).toEqual([])
})
