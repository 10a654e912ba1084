/** The routes of a term: its value, for programs, and what may be done to it. @module */

import { timeSlice } from '../../base/time-slice.ts'
import type { RemoteTerm } from '../../handles/term-handle.ts'
import type { Desk } from '../desk.ts'
import { act } from './actions.ts'
import { headersWith, JSON_TYPE, ServeRefusal, sendJson } from './answer.ts'
import { jsonBody } from './body.ts'
import { unknownTerm } from './desk-routes.ts'
import type { AccessGuard } from './guard.ts'
import { sendPieces } from './pieces.ts'
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

/** What there is to ask for, without any value: as the pieces of a JSON text, since there may be thousands. */
async function* listText(desk: Desk): AsyncGenerator<string, void> {
  const turn = timeSlice()
  let separator = '{"terms":['
  for (const term of [...(desk.tree()?.terms.keys() ?? [])]) {
    const found = desk.facts(term)
    if (found === undefined) continue
    const { name, group, state, reads, version } = found
    yield separator + JSON.stringify({ name, group, state, reads, version })
    separator = ','
    await turn.pass()
  }
  yield separator === ',' ? ']}' : `${separator}]}`
}

export const termRoutes = (desk: Desk, guard: Pick<AccessGuard, 'mayAct'>, { data }: Shown): Route[] => [
  {
    path: 'v1/terms',
    method: 'GET',
    rest: [0, 0],
    answer({ response }) {
      response.writeHead(200, headersWith({ 'content-type': JSON_TYPE, 'cache-control': 'no-store' }))
      return sendPieces(response, listText(desk))
    },
  },
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
