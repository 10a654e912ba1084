/** A plugin for Fastify 5: a tree that starts, answers probes and stops with the server. @module */

import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { checkRecord } from '../base/checks.ts'
import { systemClock } from '../base/clock.ts'
import type { Duration } from '../base/duration.ts'
import { durationOrClamp } from '../base/duration-checks.ts'
import { TermError } from '../base/errors.ts'
import { patience } from '../base/patience.ts'
import { type BegunSupervision, beginSupervision, type Supervision } from '../handles/supervise.ts'
import { type HealthHandlerOptions, healthHandler, probePaths } from '../serve/health.ts'
import type { Children, SuperviseOptions } from '../tree/index.ts'

export interface FastifyTermsOptions {
  /** The terms and groups, as `supervise` takes them. */
  readonly terms: Children
  /** The options of `supervise`. */
  readonly supervise?: SuperviseOptions | undefined
  /**
   * How long the server waits with listening until each term has what its `start` asks for. Fastify itself ends a wait after
   * its `pluginTimeout`, and names no term. A term with `start: 'background'` is not waited for.
   *
   * @defaultValue a second less than Fastify's `pluginTimeout`, which is 10 s
   */
  readonly readyTimeout?: Duration | undefined
  /**
   * The paths of the probes; `false` serves none.
   *
   * @defaultValue `/startupz`, `/readyz` and `/livez`
   */
  readonly health?: HealthHandlerOptions | false | undefined
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The tree of the terms. */
    readonly supervision: Supervision
  }
}

const PLUGIN_TIMEOUT_MS = 10_000
/** So much earlier than Fastify the plugin gives up, since it can say why. */
const HEAD_START_MS = 1_000

async function register(app: FastifyInstance, options: FastifyTermsOptions): Promise<void> {
  checkRecord('everterm', 'options', options, ['terms', 'supervise', 'readyTimeout', 'health'])
  const { terms, supervise = {}, health } = options
  const readyMs = readyTimeoutOf(app, options)
  const paths = health === false ? [] : Object.values(probePaths(health))
  const begun = beginSupervision(terms, supervise)
  // Whoever waits hears of it; if nobody does, the tree has told it to its observers.
  begun.started.catch(() => {})

  // Its type is what the user has declared.
  app.decorate('terms', Object.freeze({ ...terms }) as never)
  app.decorate('supervision', begun.tree)
  if (health !== false) {
    const handler = healthHandler(begun.tree, health)
    for (const path of paths)
      app.get(path, { logLevel: 'silent' }, (request, reply) => {
        reply.hijack()
        handler(request.raw, reply.raw)
      })
  }
  app.addHook('onReady', () => startedWithin(begun, readyMs))
  app.addHook('onClose', () => begun.tree.stop())
}

/**
 * The plugin: `app.register(everterm, { terms: { prices } })`. `app.terms` has the terms, `app.supervision` the tree. The
 * server listens when the terms have loaded, and the tree stops when it closes.
 *
 * @throws TypeError that names the option or child
 * @throws TermError from `app.ready()` and `app.listen()`, as from `supervise`; `ERR_TERM_TIMEOUT` after `readyTimeout`
 */
export const everterm = plugin(register, { name: 'everterm', fastify: '5.x' })

function readyTimeoutOf({ initialConfig }: FastifyInstance, { readyTimeout }: FastifyTermsOptions): number {
  if (readyTimeout !== undefined) return durationOrClamp('everterm', 'readyTimeout', readyTimeout)
  const { pluginTimeout = PLUGIN_TIMEOUT_MS } = initialConfig
  return pluginTimeout === 0
    ? Number.POSITIVE_INFINITY
    : Math.max(pluginTimeout - HEAD_START_MS, pluginTimeout / 2)
}

/** Resolves when the terms have loaded; when they don't in time, the tree is stopped. */
async function startedWithin({ tree, started }: BegunSupervision, ms: number): Promise<void> {
  let endPatience = () => {}
  const late = new Promise<never>((_, reject) => {
    if (Number.isFinite(ms)) endPatience = patience(ms, () => reject(tooLate(tree, ms)), systemClock)
  })
  try {
    await Promise.race([started, late])
  } catch (error) {
    await tree.stop()
    throw error
  } finally {
    endPatience()
  }
}

function tooLate(tree: Supervision, ms: number): TermError {
  const missing = Object.values(tree.health().terms).filter(({ origin }) => origin === undefined)
  const names = missing.map(({ name }) => name).join(', ')
  return new TermError(
    'ERR_TERM_TIMEOUT',
    `${names} did not load within ${ms / 1_000} s: raise \`readyTimeout\` together with the \`pluginTimeout\` of Fastify, or let such a term load in the background by \`start: 'background'\``,
  )
}
