/** Where the objects of a term lie: each is fetched by the fetcher of its scheme. @module */

import { hrefOf } from '../base/checks.ts'
import { didYouMean } from '../base/did-you-mean.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import { file } from '../fetch/file.ts'
import { type HttpOptions, http } from '../fetch/http.ts'
import { type S3Options, s3 } from '../fetch/s3.ts'

/** Options of the fetchers beneath. */
export interface TransportOptions {
  /** For places of `http:` and `https:`: as of `http(...)`. @defaultValue `{}` */
  readonly http?: HttpOptions | undefined
  /** For places of `s3:`: as of `s3(...)`, without bucket and key. @defaultValue `{}` */
  readonly s3?: Omit<S3Options, 'bucket' | 'key' | 'versionId'> | undefined
}

export interface PublicationPlace {
  /** For people; it holds no secret. */
  readonly name: string
  /** The fetcher of an object, by its name below the place. */
  fetcher(name: string): Fetcher
}

const SCHEMES = ['https:', 'http:', 's3:', 'file:'] as const
const S3_PLACE = /^s3:\/\/([^/]+)\/?(.*?)\/?$/i

/** @throws TypeError where it is no place, or the options are of another one */
export function publicationPlace(given: string | URL, options: TransportOptions): PublicationPlace {
  const href = hrefOf(given)
  const scheme = /^([a-z][a-z\d+.-]*:)/i.exec(href ?? '')?.[1]?.toLowerCase()
  const known = SCHEMES.find((one) => one === scheme)
  if (href === undefined || known === undefined) throw noPlace(scheme)
  const other = (['http', 's3'] as const).find(
    (name) => options[name] !== undefined && !known.startsWith(name),
  )
  if (other !== undefined)
    throw new TypeError(
      `published: expected \`${other}\` to be left out, since the place begins with ${known}`,
    )
  if (known === 's3:') return inS3(href, options.s3 ?? {})
  if (known === 'file:') return inFolder(new URL(href))
  return onTheWeb(href, options.http ?? {})
}

/** The place is not repeated: it may hold a password. */
function noPlace(scheme: string | undefined): TypeError {
  const hint = scheme === undefined ? undefined : didYouMean(scheme, SCHEMES)
  const what = scheme === undefined ? 'something without a scheme' : `the scheme ${scheme}`
  const more = hint === undefined ? '' : `: ${hint}`
  return new TypeError(
    `published: expected the place to begin with ${SCHEMES.join(', ')}, got ${what}${more}`,
  )
}

function inS3(href: string, options: TransportOptions['s3']): PublicationPlace {
  const [, bucket = '', prefix = ''] = S3_PLACE.exec(href) ?? []
  const keyOf = (name: string): string => (prefix === '' ? name : `${prefix}/${name}`)
  return {
    name: prefix === '' ? `s3://${bucket}` : `s3://${bucket}/${prefix}`,
    fetcher: (name) => s3({ ...options, bucket, key: keyOf(name) }),
  }
}

function inFolder(url: URL): PublicationPlace {
  const folder = new URL(url.href.endsWith('/') ? url.href : `${url.href}/`)
  return { name: folder.href, fetcher: (name) => file(new URL(name, folder)) }
}

function onTheWeb(href: string, options: HttpOptions): PublicationPlace {
  const below = (name: string): URL => {
    const url = new URL(href)
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${name}`
    return url
  }
  const { origin, pathname } = new URL(href)
  const asTheyLie = { ...options, headers: uncoded(options.headers) }
  return { name: `${origin}${pathname}`, fetcher: (name) => http(below(name), asTheyLie) }
}

/** Objects are known by their bytes: a server must not put a coding on them. */
function uncoded(headers: HttpOptions['headers']): HttpOptions['headers'] {
  const plain = { 'accept-encoding': 'identity' }
  return typeof headers === 'function'
    ? async () => ({ ...(await headers()), ...plain })
    : { ...headers, ...plain }
}
