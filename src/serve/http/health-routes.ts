/** The three probes of Kubernetes. @module */

import type { Desk } from '../desk.ts'
import { type HealthProbe, probeAnswer } from '../health.ts'
import { sendJson } from './answer.ts'
import type { AccessGuard } from './guard.ts'
import type { Route } from './routes.ts'

const PROBES: Readonly<Record<string, HealthProbe>> = { startupz: 'startup', readyz: 'ready', livez: 'live' }

/** Kubelets ask by the address of a pod: whoever doesn't know our name learns how we are, and nothing of our terms. */
export const healthRoutes = (desk: Desk, guard: Pick<AccessGuard, 'isOurs'>): Route[] =>
  Object.entries(PROBES).map(([path, probe]) => ({
    path,
    method: 'GET',
    rest: [0, 0],
    isOpen: true,
    answer({ request, response, closing }) {
      // Whoever balances the load has to send others elsewhere before it is too late.
      if (probe === 'ready' && closing.aborted)
        return sendJson(response, 503, { probe, ok: false, state: 'draining' })
      const { status, body } = probeAnswer(probe, desk.tree()?.health())
      sendJson(response, status, guard.isOurs(request) ? body : { ...body, failing: [] })
    },
  }))
