/** What a process lets be done to itself, beside its terms. @module */

import { reasonOf } from '../../reasons/index.ts'
import type { LeverFacts } from '../api/tree-facts.ts'
import { ServeRefusal, sendJson } from './answer.ts'
import { jsonBody } from './body.ts'
import type { AccessGuard } from './guard.ts'
import type { Route } from './routes.ts'

/** A button of the user's own. */
export interface Lever {
  /** What stands on it. */
  readonly label: string
  /** Does it; what it throws is told to whoever has pressed the button. */
  run(): unknown
}

/** Levers by the names that they have in a path. */
export type Levers = Readonly<Record<string, Lever>>

export const leverFacts = (levers: Levers): LeverFacts[] =>
  Object.entries(levers).map(([name, { label }]) => ({ name, label }))

export const leverRoutes = (levers: Levers, guard: Pick<AccessGuard, 'mayAct'>): Route[] => [
  {
    path: 'v1/levers',
    method: 'POST',
    rest: [1, 1],
    async answer({ request, response, rest: [name = ''] }) {
      guard.mayAct(request)
      await jsonBody(request)
      const lever = Object.hasOwn(levers, name) ? levers[name] : undefined
      if (lever === undefined) throw new ServeRefusal(404, 'ERR_SERVE_NOT_FOUND', 'there is no such lever')
      try {
        await lever.run()
      } catch (error) {
        throw new ServeRefusal(500, 'ERR_SERVE_FAILED', `${lever.label}: ${reasonOf(error)}`)
      }
      sendJson(response, 200, {})
    },
  },
]
