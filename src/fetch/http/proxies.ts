/** The proxies that the environment names, checked at the door. @module */

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

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i
const SPOKEN: ReadonlySet<string> = new Set(['http:', 'https:'])

function proxyOf(name: string, env: NodeJS.ProcessEnv): string {
  const value = (env[name] ?? env[name.toUpperCase()] ?? '').trim()
  if (value === '') return ''
  // Without a scheme it is one of http, as curl has it.
  const text = SCHEME.test(value) ? value : `http://${value}`
  if (URL.canParse(text) && SPOKEN.has(new URL(text).protocol)) return text
  throw new TypeError(
    `http: expected the environment's \`${name}\` to be an http or https URL, got something else`,
  )
}
