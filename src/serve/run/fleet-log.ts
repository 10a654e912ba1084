/** Writes what happens to a service in its fleet as lines of log, in the form of those of its terms. @module */

import { pino } from 'pino'
import type { FleetEvent } from '../../fleet/member/index.ts'
import type { LoggerLike } from '../../observe/log.ts'

type Line = readonly [level: 'info' | 'warn', message: string]

const LINES: Readonly<Record<FleetEvent['type'], Line>> = {
  'fleet.unreachable': ['warn', 'fleet can not be reached'],
  'fleet.reachable': ['info', 'fleet can be reached again'],
  'fleet.activated': ['info', 'rollout is live here'],
  'fleet.refused': ['warn', 'rollout refused'],
  'fleet.went-back': ['warn', 'went back'],
  'fleet.decided': ['info', 'rollout decided'],
}

export function fleetLog(
  logger: Pick<LoggerLike, 'info' | 'warn'> = pino({ name: 'everterm' }),
): (event: FleetEvent) => void {
  return ({ type, at: _, ...fields }) => {
    const [level, message] = LINES[type]
    const rounded = 'outageMs' in fields ? { ...fields, outageMs: Math.round(fields.outageMs) } : fields
    logger[level]({ event: type, ...rounded }, message)
  }
}
