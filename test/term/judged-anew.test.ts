/** A payload that `validate` refused beside one live value may be good beside another. @module */

import { expect, it } from 'vitest'
import { json, remoteTerm } from '../../src/index.ts'
import { grow, outcome } from '../support/grown.ts'
import { scripted } from '../support/scripted-fetcher.ts'

it('a list that shrinks too fast is refused, and taken once the live one is shorter', async () => {
  const judged: string[] = []
  const term = remoteTerm({
    name: 'list',
    fetcher: scripted('["a","b","c","d"]', '["a"]', '["a"]', '["a","b"]', '["a"]'),
    deserialize: json<string[]>,
    validate: (next, live) => {
      judged.push(`${next.length} of ${live?.length}`)
      return live === undefined || next.length >= live.length / 2
    },
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
  })
  await grow({ term })

  expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_REFUSED' })
  expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_QUARANTINED' })
  expect(await term.refresh()).toBe('updated')
  expect(await term.refresh()).toBe('updated')
  expect(term.get()).toEqual(['a'])
  expect(judged).toEqual(['4 of undefined', '1 of 4', '2 of 4', '1 of 2'])
})
