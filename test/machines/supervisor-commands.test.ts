/** A supervisor with terms, driven at random beside a simple model of it. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Strategy } from '../../machines/index.ts'
import { commands, restartType } from '../support/charts-commands.ts'
import { newTerm, supervisorModel } from '../support/charts-model.ts'
import { termTree } from '../support/charts-terms.ts'

const setting = fc.record({
  types: fc.array(restartType(), { minLength: 1, maxLength: 5 }),
  strategy: fc.constantFrom<Strategy>('one-for-one', 'one-for-all', 'rest-for-one'),
  restarts: fc.nat({ max: 4 }),
  coolDown: fc.constantFrom(null, 300),
})

test('a supervisor does what its model does, whatever happens', { timeout: 30_000 }, async () => {
  const reached = new Set<string>()
  const compare = (real: object, model: { phase?: string }) => {
    reached.add(model.phase ?? '')
    expect(real).toEqual(model)
  }
  const script = fc.commands(commands(compare), { maxCommands: 60, size: 'max' })
  await fc.assert(
    fc.asyncProperty(setting, script, async ({ types, ...options }, steps) => {
      const terms = () => types.map((type, index) => newTerm('abcde'[index] ?? '', type))
      await fc.asyncModelRun(
        () => ({ model: supervisorModel(terms(), options), real: termTree(terms(), options) }),
        steps,
      )
    }),
    { numRuns: 250 },
  )
  expect([...reached].sort()).toEqual(['busy', 'cooling', 'running', 'stopped', 'stopping'])
})
