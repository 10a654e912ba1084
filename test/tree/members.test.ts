/** Children that come to a tree that runs, and go from it. @module */

import { describe, expect, it, vi } from 'vitest'
import { group, remoteTerm, type StartPolicy, supervise } from '../../src/index.ts'
import { deferred, never } from '../support/deferred.ts'
import { endOf, grow, outcome } from '../support/grown.ts'
import { recorder } from '../support/recorder.ts'
import { type Script, scripted, text, versionOf } from '../support/scripted-fetcher.ts'

const termOf = (name: string, script: Script = 'v1', start?: StartPolicy) => {
  const fetcher = scripted(script)
  return { fetcher, term: remoteTerm({ name, fetcher, deserialize: text, start }) }
}
const names = (tree: { health(): { terms: object } }) => Object.keys(tree.health().terms)

describe('`add`', () => {
  it('waits as the start policy says', async () => {
    const gate = deferred()
    const late = termOf('late', async (known) => {
      await gate.promise
      return versionOf('v1', known)
    })
    const { tree } = await grow({})
    await tree.add('lazy', termOf('lazy', never, 'background').term)
    const added = tree.add('late', late.term)
    const settled = vi.fn()
    void added.then(settled)
    await new Promise(setImmediate)
    expect(settled).not.toHaveBeenCalled()
    gate.resolve()
    await added
    expect(late.term.get()).toBe('v1')
    expect(names(tree)).toEqual(['lazy', 'late'])
  })

  it('takes a child back out whose value does not come, and leaves the others alone', async () => {
    const [kept, dark] = [termOf('kept'), termOf('dark', new Error('down'))]
    const { tree, time } = await grow({ kept: kept.term })
    const error = await endOf(outcome(tree.add('dark', dark.term)), time)
    expect(error).toMatchObject({ code: 'ERR_TERM_FETCH', message: expect.stringContaining('[dark]') })
    expect(names(tree)).toEqual(['kept'])
    expect([dark.term.status().state, dark.fetcher.closed]).toEqual(['down', 1])
    expect(tree.health().ready).toBe(true)
    dark.fetcher.answer('v1')
    await tree.add('dark', dark.term)
    expect(dark.term.get()).toBe('v1')
  })

  it('brings whole groups', async () => {
    const { tree } = await grow({})
    await tree.add('lists', group({ spam: termOf('spam').term, malware: termOf('malware').term }))
    expect(names(tree)).toEqual(['spam', 'malware'])
    await tree.remove('lists')
    expect(names(tree)).toEqual([])
  })

  it('comes to nothing once the tree is stopped', async () => {
    const tree = await supervise({})
    const stopped = tree.stop()
    const { term, fetcher } = termOf('prices')
    expect(await outcome(tree.add('term', term))).toMatchObject({ code: 'ERR_TERM_STOPPED' })
    await stopped
    expect(await outcome(tree.add('term', term))).toMatchObject({ code: 'ERR_TERM_STOPPED' })
    expect(fetcher.asked).toEqual([])
    await using _free = await supervise({ term })
  })

  it('is over when the tree is stopped meanwhile', async () => {
    const tree = await supervise({})
    const added = outcome(tree.add('term', termOf('prices', never).term))
    await tree.stop()
    expect(await added).toMatchObject({ code: 'ERR_TERM_STOPPED' })
  })
})

describe('`remove`', () => {
  it('stops the child, closes its fetcher, and leaves its value readable', async () => {
    const events = recorder()
    const [one, two] = [termOf('one'), termOf('two')]
    const { tree } = await grow({ one: one.term, two: two.term }, { observers: [events] })
    await tree.remove('one')
    expect([one.fetcher.closed, one.term.get(), one.term.status().state]).toEqual([1, 'v1', 'down'])
    expect(names(tree)).toEqual(['two'])
    expect(events.all('term.stopped')).toMatchObject([{ term: 'one' }])
    expect(await two.term.refresh()).toBe('unchanged')
  })

  it('of nobody is harmless', async () => {
    const { tree } = await grow({ one: termOf('one').term })
    await tree.remove('nobody')
    expect(names(tree)).toEqual(['one'])
  })

  it('twice at once is harmless', async () => {
    const { tree } = await grow({ one: termOf('one').term })
    await Promise.all([tree.remove('one'), tree.remove('one')])
    expect(names(tree)).toEqual([])
  })

  it('makes the name free, for the same child or another', async () => {
    const [one, two] = [termOf('one'), termOf('two')]
    const { tree } = await grow({ child: one.term })
    for (const { term } of [two, one, two]) {
      await tree.remove('child')
      await tree.add('child', term)
      expect(names(tree)).toEqual([term.name])
    }
  })

  it('does not wait for another that takes the name at once', async () => {
    const [one, two] = [termOf('one'), termOf('two')]
    const { tree } = await grow({ child: one.term })
    const removed = tree.remove('child')
    await tree.add('child', two.term)
    await removed
    expect([one.term.status().state, two.term.status().state]).toEqual(['down', 'idle'])
    expect(names(tree)).toEqual(['two'])
  })

  it('lets the term go to another tree', async () => {
    const { term } = termOf('prices')
    const [one, two] = [await grow({ term }), await grow({})]
    await one.tree.remove('term')
    await two.tree.add('term', term)
    expect([names(one.tree), names(two.tree)]).toEqual([[], ['prices']])
  })

  it('is bounded, though the `close` of the fetcher hangs', async () => {
    const fetcher = { ...scripted('v1'), close: never }
    const { tree, time } = await grow({ term: remoteTerm({ name: 'prices', fetcher }) })
    await endOf(tree.remove('term'), time)
    expect(names(tree)).toEqual([])
  })
})
