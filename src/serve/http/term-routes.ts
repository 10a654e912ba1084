/** The routes of a term: its value, for programs, and what may be done to it. @module */

import type { RemoteTerm } from '../../handles/term-handle.ts'
import type { Desk } from '../desk.ts'
import { act } from './actions.ts'
import { ServeRefusal, sendJson } from './answer.ts'
import { jsonBody } from './body.ts'
import { unknownTerm } from './desk-routes.ts'
import type { AccessGuard } from './guard.ts'
import type { Route, RouteCall } from './routes.ts'
import { answerValue } from './values/values.ts'

const onlyForPeople = (term: string): ServeRefusal =>
  new ServeRefusal(
    403,
    'ERR_SERVE_FORBIDDEN',
    `values as they are come from \`everterm serve\` alone; what people may see of it is at \`v1/values/${term}\``,
    { term },
  )

interface Shown {
  /** Whether programs get values. */
  readonly data: boolean
}

export const termRoutes = (desk: Desk, guard: Pick<AccessGuard, 'mayAct'>, { data }: Shown): Route[] => [
  {
    path: 'v1/terms',
    method: 'GET',
    rest: [1, 64],
    answer(call: RouteCall) {
      const [name = '', ...path] = call.rest
      const found = desk.tree()?.terms.get(name)
      if (found === undefined) throw unknownTerm(name)
      if (!data) throw onlyForPeople(name)
      const { keeper, handle } = found
      return answerValue({ keeper, handle: handle as RemoteTerm<unknown> }, path, call)
    },
  },
  {
    path: 'v1/terms',
    method: 'POST',
    rest: [2, 2],
    async answer({ request, response, rest: [name = '', action = ''] }) {
      guard.mayAct(request)
      const body = await jsonBody(request)
      const term = desk.term(name)
      if (term === undefined) throw unknownTerm(name)
      sendJson(response, 200, await act(term, action, body))
    },
  },
]
