/** Values that are odd to hold: what goes wrong with them is a fault of their decoder. @module */

import { expect, it } from 'vitest'
import { remoteTerm } from '../../src/index.ts'
import { grow } from '../support/grown.ts'
import { hearing } from '../support/hearing.ts'
import { scripted } from '../support/scripted-fetcher.ts'

it.each([1, 2, 3, 4, 5])(
  'a value that throws when it is asked for its `then` the %d. time could not be decoded',
  async (times) => {
    let asked = 0
    const get = () => {
      asked += 1
      if (asked >= times) throw new Error('boom')
      return undefined
    }
    const heard = hearing()
    const prices = remoteTerm({
      name: 'prices',
      fetcher: scripted('v1'),
      deserialize: () => Object.defineProperty({}, 'then', { get }),
      start: 'background',
    })
    await grow({ prices }, { observers: [heard] })
    expect(await heard.firstEnd()).toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
      error: { message: expect.stringContaining('`deserialize` failed: boom') },
    })
  },
)
