/** Many who ask for the same work: one runs, one waits. @module */

import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { oneAtATime } from '../../../src/serve/run/one-at-a-time.ts'

it('whoever asks amid the work is served by the next one, together with all others', async () => {
  const ends: (() => void)[] = []
  const ask = oneAtATime(() => new Promise<void>((resolve) => void ends.push(resolve)))
  for (let count = 0; count < 300; count++) ask()
  expect(ends).toHaveLength(1)
  for (let count = 0; count < 300; count++) ask()
  ends[0]?.()
  await turn()
  expect(ends).toHaveLength(2)
  ends[1]?.()
  await turn()
  expect(ends).toHaveLength(2)
  ask()
  expect(ends).toHaveLength(3)
})
