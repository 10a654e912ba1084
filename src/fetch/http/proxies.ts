/** The proxies that the environment names, checked at the door. @module */

import { percentDecoded } from '../../base/percent-decoded.ts'

/** URLs and a list of hosts; an empty text is none. */
export interface Proxies {
  readonly httpProxy: string
  readonly httpsProxy: string
  readonly noProxy: string
}

/** @throws TypeError that names the variable; not its value, which may hold a password */
export const proxiesOf = (env: NodeJS.ProcessEnv): Proxies => ({
  httpProxy: proxyOf('http_proxy', env),
  httpsProxy: proxyOf('https_proxy', env),
  noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
})

const SCHEME = /^[a-z][a-z0-9+.-]*:\//i
const SPOKEN: ReadonlySet<string> = new Set(['http:', 'https:'])

function proxyOf(name: string, env: NodeJS.ProcessEnv): string {
  const value = (env[name] ?? env[name.toUpperCase()] ?? '').trim()
  if (value === '') return ''
  // A proxy without a scheme speaks http, as curl has it.
  const text = SCHEME.test(value) ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !SPOKEN.has(url.protocol)) throw wrong(name, 'an http or https URL')
  if (percentDecoded(`${url.username}:${url.password}`) === undefined)
    throw wrong(name, 'a URL with credentials in percent-encoding')
  // If there is only a name or only a password, undici sends neither, and the proxy would refuse for ever.
  if ((url.username === '') !== (url.password === ''))
    throw wrong(name, 'a URL with a name and a password, or none')
  // A proxy is a place and no more; undici refuses a URL with a path, and only when it connects.
  return Object.assign(url, { pathname: '', search: '', hash: '' }).href
}

const wrong = (name: string, expected: string): TypeError =>
  new TypeError(`http: expected the environment's \`${name}\` to be ${expected}, got something else`)
