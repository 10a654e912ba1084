/** Answers the probes of an orchestrator over HTTP. @module */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { checkFunction, checkRecord } from '../../base/checks.ts'
import { unexpected } from '../../base/unexpected.ts'
import type { Health } from '../../tree/index.ts'
import { type HealthProbe, probeAnswer } from './probe-answer.ts'

/** What can be asked for its health: a tree. */
export interface HealthSource {
  health(): Health
}

export interface HealthHandlerOptions {
  /**
   * Where it is asked whether every term has held a value.
   *
   * @defaultValue `'/startupz'`
   */
  readonly startup?: string | undefined
  /**
   * Where it is asked whether traffic may come.
   *
   * @defaultValue `'/readyz'`
   */
  readonly ready?: string | undefined
  /**
   * Where it is asked whether the tree lives.
   *
   * @defaultValue `'/livez'`
   */
  readonly live?: string | undefined
}

/** A listener of `node:http`, and a middleware of Express and its like. */
export type HealthHandler = (request: IncomingMessage, response: ServerResponse, next?: () => void) => void

/** Where the probes are asked, unless somebody says otherwise. */
const PROBE_PATHS: Record<HealthProbe, string> = {
  startup: '/startupz',
  ready: '/readyz',
  live: '/livez',
}

const PROBES = Object.keys(PROBE_PATHS) as HealthProbe[]

/**
 * Makes a listener that answers `GET /startupz`, `/readyz` and `/livez` with 200 or 503 and JSON that says why. All else
 * goes to `next`, or is answered 404 where there is none.
 *
 * @param tree - the tree, or a function that returns it: `supervise` returns one only when the terms have loaded, and until
 * then somebody should hear that the process lives and isn't ready
 * @throws TypeError on what is no tree, and on a path that doesn't begin with `/`
 */
export function healthHandler(
  tree: HealthSource | (() => HealthSource | undefined),
  options: HealthHandlerOptions = {},
): HealthHandler {
  const find = checkPatient(tree)
  const probes = new Map(
    Object.entries(probePaths(options)).map(([probe, path]) => [path, probe as HealthProbe]),
  )
  return (request, response, next) => {
    const { url = '/', method } = request
    const probe = probes.get(url.split('?', 1)[0] as string)
    if (probe !== undefined && (method === 'GET' || method === 'HEAD')) {
      const { status, body } = probeAnswer(probe, find()?.health())
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(method === 'HEAD' ? undefined : `${JSON.stringify(body)}\n`)
    } else if (next !== undefined) next()
    else response.writeHead(404).end()
  }
}

function checkPatient(tree: unknown): () => HealthSource | undefined {
  if (typeof tree === 'function') return tree as () => HealthSource | undefined
  checkFunction('healthHandler', 'tree.health', (Object(tree) as Partial<HealthSource>).health)
  if ('health' in Object(tree)) return () => tree as HealthSource
  throw unexpected('healthHandler', 'tree', 'what `supervise` resolves to', tree, 'await it first')
}

/** The path of each probe. */
export function probePaths(options: HealthHandlerOptions = {}): Readonly<Record<HealthProbe, string>> {
  checkRecord('healthHandler', 'options', options, PROBES)
  const paths = { ...PROBE_PATHS }
  for (const probe of PROBES) {
    const path: unknown = options[probe] ?? PROBE_PATHS[probe]
    if (typeof path !== 'string' || !path.startsWith('/'))
      throw unexpected('healthHandler', probe, 'a path that begins with `/`', path)
    paths[probe] = path
  }
  return paths
}
