/** The dashboard of a tree, within a server of the user's or alone on the loopback. @module */

import { basename } from 'node:path'
import { checkFlag, checkName, checkRecord } from '../base/checks.ts'
import { packageFile } from '../base/package-file.ts'
import { unexpected } from '../base/unexpected.ts'
import type { Observer } from '../events/observer.ts'
import type { Supervision } from '../handles/supervise.ts'
import { assetsIn } from './http/assets.ts'
import type { Lever, Levers } from './http/lever-routes.ts'
import { type Listening, listen, type Where } from './http/listen.ts'
import { type Handler, type ServiceOptions, service } from './service.ts'

export interface DashboardOptions {
  /**
   * What people call the process.
   *
   * @defaultValue the name of its package, else of its folder
   */
  readonly name?: string | undefined
  /** Such as `'production'`, which is shown beside the name. */
  readonly environment?: string | undefined
  /**
   * Who knows it may refresh, pin, unpin, roll back, release and accept, with `Authorization: Bearer <token>`; at least 16
   * characters.
   *
   * @defaultValue nobody may
   */
  readonly token?: string | undefined
  /**
   * Whether values are shown. What is called `password`, `token`, `key` and the like is masked, and what is long is cut.
   *
   * @defaultValue false
   */
  readonly values?: boolean | undefined
  /**
   * Buttons of your own, for what else may be done to the process by whoever knows the token:
   * `{ flush: { label: 'Empty the cache', run: () => cache.clear() } }`.
   *
   * @defaultValue none
   */
  readonly levers?: Levers | undefined
  /**
   * The path at which it is mounted, where nobody takes that away, as Express does: `'/admin/terms'`.
   *
   * @defaultValue `''`
   */
  readonly base?: string | undefined
  /**
   * The names, or names with ports, that people reach the process by; `'*'` is any. A request by another name is refused, since
   * that may be of a page that was rebound to this address.
   *
   * @defaultValue those of the loopback
   */
  readonly hosts?: readonly string[] | undefined
}

/** Hears of a tree, and shows it: a listener of `node:http`, and a middleware of Express. */
export interface Dashboard extends Observer, AsyncDisposable {
  (...request: Parameters<Handler>): void
  /** Listens alone, on the loopback unless told otherwise; a number is the port. */
  listen(where?: Where | number): Promise<Listening>
  /** Ends its streams, and what it listens at. */
  close(): Promise<void>
}

const KEYS = [
  'name',
  'environment',
  'token',
  'values',
  'levers',
  'base',
  'hosts',
] as const satisfies (keyof DashboardOptions)[]

/**
 * Makes the dashboard of a tree: `createServer(dashboard(tree))`, or `app.use('/admin/terms', dashboard(tree))`. To see a tree
 * that doesn't start, make it before the tree, and let it observe: `supervise(children, { observers: [board] })`.
 *
 * @throws TypeError that names the option and the value seen
 */
export function dashboard(tree?: Supervision, options: DashboardOptions = {}): Dashboard {
  const served = service(resolved(options))
  const { desk, handler } = served
  const leave = checkTree(tree)?.observe(desk)
  const listening = new Set<Listening>()

  async function close(): Promise<void> {
    leave?.()
    served.close()
    await Promise.all([...listening].map((one) => one.close()))
    listening.clear()
  }
  const parts = {
    hear: desk.hear,
    watch: desk.watch as NonNullable<Observer['watch']>,
    async listen(where: Where | number = {}) {
      const one = await listen(handler, checkWhere(typeof where === 'number' ? { port: where } : where))
      listening.add(one)
      return one
    },
    close,
    [Symbol.asyncDispose]: close,
  }
  const board: Handler = (request, response, next) => handler(request, response, next)
  Object.defineProperty(board, 'name', { value: 'dashboard' })
  return Object.assign(board, parts)
}

function checkTree(tree: unknown): Supervision | undefined {
  const { observe, then } = Object(tree) as { observe?: unknown; then?: unknown }
  if (tree === undefined || typeof observe === 'function') return tree as Supervision | undefined
  const hint = typeof then === 'function' ? 'await it first' : undefined
  throw unexpected('dashboard', 'tree', 'what `supervise` gives', tree, hint)
}

function resolved(options: DashboardOptions): ServiceOptions {
  checkRecord('dashboard', 'options', options, KEYS)
  const { environment, token, base = '', hosts = [] } = options
  const { npm_package_name: ofPackage } = process.env
  return {
    name: checkText('name', options.name) ?? ofPackage ?? basename(process.cwd()),
    environment: checkText('environment', environment),
    token: checkToken(token),
    values: checkFlag('dashboard', 'values', options.values),
    data: false,
    levers: checkLevers(options.levers),
    base: checkBase(base),
    hosts: checkHosts(hosts),
    assets: assetsIn(packageFile('dist/dashboard/')),
  }
}

function checkText(option: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw unexpected('dashboard', option, 'a text', value)
}

function checkLevers(levers: unknown = {}): Levers {
  checkRecord('dashboard', 'levers', levers)
  for (const [name, lever] of Object.entries(levers as Levers)) {
    checkName('dashboard', 'levers', name)
    const { label, run } = Object(lever) as Partial<Lever>
    if (checkText(`levers.${name}.label`, label) === undefined || typeof run !== 'function')
      throw unexpected('dashboard', `levers.${name}`, 'a label and a function `run`', lever)
  }
  return levers as Levers
}

const SHORTEST_TOKEN = 16

/** The message doesn't quote what may be a secret. */
function checkToken(token: unknown): string | undefined {
  if (token === undefined || (typeof token === 'string' && /^\S{16,}$/.test(token))) return token
  const seen = typeof token === 'string' ? `one of ${token.length} characters` : typeof token
  throw new TypeError(
    `dashboard: expected \`token\` to be a text of at least ${SHORTEST_TOKEN} characters without spaces, got ${seen}`,
  )
}

function checkBase(base: unknown): string {
  if (base === '' || base === '/') return ''
  if (typeof base === 'string' && /^(\/[\w.~-]+)+\/?$/.test(base)) return base.replace(/\/$/, '')
  throw unexpected('dashboard', 'base', 'a path, such as `/admin/terms`', base)
}

function checkHosts(hosts: unknown): readonly string[] {
  const isHost = (host: unknown) =>
    typeof host === 'string' && /^(\*|[\w.-]+(:\d+)?|\[[\da-f:.]+\](:\d+)?)$/i.test(host)
  if (Array.isArray(hosts) && hosts.every(isHost)) return [...hosts]
  throw unexpected('dashboard', 'hosts', 'a list of names, such as `admin.example.com`', hosts)
}

function checkWhere(where: Where): Where {
  checkRecord('dashboard', 'listen', where, ['port', 'host', 'path'] satisfies (keyof Where)[])
  if (where.path === undefined || where.port === undefined) return where
  throw unexpected('dashboard', 'listen', 'a port or a path', where, 'one of them')
}
