/** A fetcher that several terms use, one after the other or at once: it is not opened while it closes, whoever asks. @module */

import { describe, expect, it } from 'vitest'
import { type RemoteTerm, remoteTerm } from '../../src/index.ts'
import { type Deferred, deferred, never } from '../support/deferred.ts'
import { endOf, grow, outcome } from '../support/grown.ts'
import { scripted } from '../support/scripted-fetcher.ts'

/** A fetcher that notes its calls, and ends them when it is told. */
function noted() {
  const log: string[] = []
  const held = { init: [] as Deferred<void>[], close: [] as Deferred<void>[] }
  const holds = { init: false, close: false }
  const call = (what: 'init' | 'close') => async () => {
    log.push(what)
    if (!holds[what]) return
    const work = deferred()
    held[what].push(work)
    await work.promise
    log.push(`${what} ended`)
  }
  return { ...scripted('v1'), log, held, holds, init: call('init'), close: call('close') }
}

const using = (name: string, fetcher: ReturnType<typeof scripted>): RemoteTerm<unknown> =>
  remoteTerm({ name, fetcher, start: 'background', refreshInterval: null })

describe('a fetcher of two terms, one after the other,', () => {
  it('is not opened for the next while it closes for the one before', async () => {
    const fetcher = noted()
    fetcher.holds.close = true
    const { tree, time } = await grow({ one: using('one', fetcher) })
    await time.settle()
    void tree.remove('one')
    const other = using('other', fetcher)
    void tree.add('other', other)
    await time.advance(9_999)
    expect([fetcher.log, other.status().version]).toEqual([['init', 'close'], undefined])
    fetcher.held.close[0]?.resolve()
    await time.settle()
    expect(fetcher.log).toEqual(['init', 'close', 'close ended', 'init'])
    expect(other.status().version).toBe('v1')
  })

  it('is not opened in another tree while it closes in the first', async () => {
    const fetcher = noted()
    fetcher.holds.close = true
    const first = await grow({ one: using('one', fetcher) })
    await first.time.settle()
    await endOf(first.tree.stop({ timeout: 1_000 }), first.time)
    const second = await grow({ other: using('other', fetcher) })
    await second.time.advance(9_999)
    expect(fetcher.log).toEqual(['init', 'close'])
    fetcher.held.close[0]?.resolve()
    await second.time.settle()
    expect(fetcher.log).toEqual(['init', 'close', 'close ended', 'init'])
  })

  it('is opened for the next after the `close` that waits for the `init` of the one before', async () => {
    const fetcher = noted()
    fetcher.holds.init = true
    const { tree, time } = await grow({ one: using('one', fetcher) })
    await time.settle()
    void tree.remove('one')
    void tree.add('other', using('other', fetcher))
    await time.advance(9_000)
    expect(fetcher.log).toEqual(['init'])
    fetcher.held.init[0]?.resolve()
    await time.settle()
    expect(fetcher.log).toEqual(['init', 'init ended', 'close', 'init'])
  })

  it('that never closes keeps the next from it for 10 s, and nobody after that', async () => {
    const fetcher = { ...noted(), close: never }
    const { tree, time } = await grow({ one: using('one', fetcher) })
    await time.settle()
    void tree.remove('one')
    void tree.add('two', using('two', fetcher))
    await time.advance(9_999)
    expect(fetcher.log).toEqual(['init'])
    await time.advance(1)
    expect(fetcher.log).toEqual(['init', 'init'])
    void tree.add('three', using('three', fetcher))
    await time.settle()
    expect(fetcher.log).toEqual(['init', 'init', 'init'])
  })

  it('that never closes uses up no deadline of the next', async () => {
    const fetcher = { ...noted(), close: never }
    const { tree, time } = await grow({ one: using('one', fetcher) })
    await time.settle()
    void tree.remove('one')
    const other = remoteTerm({ name: 'other', fetcher, start: 'background', limits: { deadline: '2s' } })
    void tree.add('other', other)
    await time.advance(10_000)
    expect([other.status().version, other.status().lastError]).toEqual(['v1', undefined])
  })

  it('that has no `close` and opens still is waited for by the next, and by no removal', async () => {
    const fetcher = { ...noted(), close: undefined }
    fetcher.holds.init = true
    const { tree, time } = await grow({ one: using('one', fetcher as never) })
    await time.settle()
    let isGone = false
    void tree.remove('one').then(() => {
      isGone = true
    })
    void tree.add('other', using('other', fetcher as never))
    await time.settle()
    expect([isGone, fetcher.log]).toEqual([true, ['init']])
    fetcher.held.init[0]?.resolve()
    await time.settle()
    expect(fetcher.log).toEqual(['init', 'init ended', 'init'])
  })
})

describe('a fetcher of two terms at once', () => {
  it('is opened and closed for each, and both may open it together', async () => {
    const fetcher = noted()
    fetcher.holds.init = true
    const { tree, time } = await grow({ one: using('one', fetcher), other: using('other', fetcher) })
    await time.settle()
    expect(fetcher.log).toEqual(['init', 'init'])
    for (const work of fetcher.held.init) work.resolve()
    await time.settle()
    await tree.remove('one')
    await tree.remove('other')
    expect(fetcher.log.slice(2)).toEqual(['init ended', 'init ended', 'close', 'close'])
  })

  it('is not closed for one while it opens for the other', async () => {
    const fetcher = noted()
    const { tree, time } = await grow({ one: using('one', fetcher) })
    await time.settle()
    fetcher.holds.init = true
    void tree.add('other', using('other', fetcher))
    await time.settle()
    void tree.remove('one')
    await time.advance(9_999)
    expect(fetcher.log).toEqual(['init', 'init'])
    fetcher.held.init[0]?.resolve()
    await time.settle()
    expect(fetcher.log).toEqual(['init', 'init', 'init ended', 'close'])
  })

  it('is asked for the one while it closes for the other', async () => {
    const fetcher = noted()
    const one = using('one', fetcher)
    const { tree, time } = await grow({ one, other: using('other', fetcher) })
    await time.settle()
    fetcher.holds.close = true
    void tree.remove('other')
    await time.settle()
    expect(await endOf(one.refresh(), time, 0)).toBe('unchanged')
  })

  it('that opens longer than 10 s for the one is closed for the other by then, and opens after all', async () => {
    const fetcher = noted()
    const { tree, time } = await grow({ one: using('one', fetcher) })
    await time.settle()
    fetcher.holds.init = true
    const other = using('other', fetcher)
    void tree.add('other', other)
    await time.settle()
    void tree.remove('one')
    await time.advance(10_000)
    expect(fetcher.log).toEqual(['init', 'init', 'close'])
    fetcher.held.init[0]?.resolve()
    await time.settle()
    expect([fetcher.log.length, other.status().version]).toEqual([4, 'v1'])
  })
})

it('a term that its fetcher removes while it opens is closed after that', async () => {
  const log: string[] = []
  const fetcher = {
    ...scripted('v1'),
    async init() {
      log.push('init')
      void grown.tree.remove('one')
      log.push('opened')
    },
    close: async () => void log.push('close'),
  }
  const grown = await grow({})
  void outcome(grown.tree.add('one', using('one', fetcher)))
  await grown.time.settle()
  expect(log).toEqual(['init', 'opened', 'close'])
})
