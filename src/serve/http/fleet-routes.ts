/** The routes of a fleet: how it is, and what may be done to it. What they need loads when somebody asks. @module */

import type { JoinedFleet } from '../../fleet/joined.ts'
import type { FleetLook } from '../fleet/fleet-look.ts'
import { ServeRefusal, sendJson } from './answer.ts'
import { jsonBody } from './body.ts'
import type { AccessGuard } from './guard.ts'
import type { Route } from './routes.ts'

const inNoFleet = (): ServeRefusal =>
  new ServeRefusal(404, 'ERR_SERVE_NOT_FOUND', 'this process is in no fleet')

export function fleetRoutes(
  fleetOf: () => JoinedFleet | undefined,
  guard: Pick<AccessGuard, 'mayAct'>,
): Route[] {
  const looks = new WeakMap<JoinedFleet, FleetLook>()

  async function lookAt(fleet: JoinedFleet): Promise<FleetLook> {
    const { fleetLook } = await import('../fleet/fleet-look.ts')
    const look = looks.get(fleet) ?? fleetLook(fleet)
    looks.set(fleet, look)
    return look
  }

  return [
    {
      path: 'v1/fleet',
      method: 'GET',
      rest: [0, 0],
      async answer({ response }) {
        const fleet = fleetOf()
        if (fleet === undefined) throw inNoFleet()
        const look = await lookAt(fleet)
        const { engineRefusal } = await import('../fleet/fleet-hand.ts')
        const facts = await look.facts().catch((thrown: unknown) => {
          throw engineRefusal(thrown)
        })
        sendJson(response, 200, facts)
      },
    },
    {
      path: 'v1/fleet',
      method: 'POST',
      rest: [2, 2],
      async answer({ request, response, rest: [term = '', action = ''] }) {
        guard.mayAct(request)
        const body = await jsonBody(request)
        const fleet = fleetOf()
        if (fleet === undefined) throw inNoFleet()
        const { actOnFleet } = await import('../fleet/fleet-hand.ts')
        const result = await actOnFleet(fleet, term, action, body)
        looks.get(fleet)?.forget()
        sendJson(response, 200, result)
      },
    },
  ]
}
