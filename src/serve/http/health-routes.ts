/** The three probes of Kubernetes. @module */

import type { Desk } from '../desk.ts'
import { sendJson } from './answer.ts'
import type { AccessGuard } from './guard.ts'
import type { Route } from './routes.ts'

const PROBES = { startupz: 'startup', readyz: 'ready', livez: 'live' } as const

/** Kubelets ask by the address of a pod: whoever doesn't know our name learns how we are, and nothing of our terms. */
export const healthRoutes = (desk: Desk, guard: Pick<AccessGuard, 'isOurs'>): Route[] =>
  Object.entries(PROBES).map(([path, question]) => ({
    path,
    method: 'GET',
    rest: [0, 0],
    isOpen: true,
    answer({ request, response }) {
      const tree = desk.tree()
      const isWell = tree === undefined ? question === 'live' : tree.vitals()[question]
      const health = guard.isOurs(request) ? tree?.health() : tree?.vitals()
      sendJson(response, isWell ? 200 : 503, health ?? { [question]: isWell })
    },
  }))
