/** Where the objects of a term lie: each is fetched by the fetcher of its scheme. @module */

import { join } from 'node:path'
import { hrefOf } from '../base/checks.ts'
import { didYouMean } from '../base/did-you-mean.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import { file } from '../fetch/file.ts'
import { type HttpOptions, http } from '../fetch/http.ts'
import { type S3Options, s3 } from '../fetch/s3.ts'
import { type PlaceAddress, placeAddress } from '../manifest/index.ts'

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

/** @throws TypeError where it is no place, or the options are of another one */
export function publicationPlace(given: string | URL, options: TransportOptions): PublicationPlace {
  const href = hrefOf(given) ?? ''
  const scheme = /^([a-z][a-z\d+.-]*:)/i.exec(href)?.[1]?.toLowerCase()
  const place = placeAddress(href)
  if (scheme === undefined || place === undefined) throw noPlace(scheme)
  const other = (['http', 's3'] as const).find(
    (name) => options[name] !== undefined && !scheme.startsWith(name),
  )
  if (other !== undefined)
    throw new TypeError(
      `published: expected \`${other}\` to be left out, since the place begins with ${scheme}`,
    )
  return { name: place.name, fetcher: fetcherIn(place, options) }
}

function fetcherIn(place: PlaceAddress, options: TransportOptions): PublicationPlace['fetcher'] {
  switch (place.kind) {
    case 'bucket': {
      const { bucket, prefix } = place
      return (name) => s3({ ...options.s3, bucket, key: prefix === '' ? name : `${prefix}/${name}` })
    }
    case 'folder':
      return (name) => file(join(place.path, name))
    case 'web':
      return onTheWeb(place.url, options.http ?? {})
  }
}

/** The place is not repeated: it may hold a password. */
function noPlace(scheme: string | undefined): TypeError {
  if (scheme !== undefined && (SCHEMES as readonly string[]).includes(scheme.toLowerCase()))
    return new TypeError(
      `published: expected the place to be a whole address in percent-encoding, got one of ${scheme} that can't be read`,
    )
  const hint = scheme === undefined ? undefined : didYouMean(scheme, SCHEMES)
  const what = scheme === undefined ? 'something without a scheme' : `the scheme ${scheme}`
  const more = hint === undefined ? '' : `: ${hint}`
  return new TypeError(
    `published: expected the place to begin with ${SCHEMES.join(', ')}, got ${what}${more}`,
  )
}

function onTheWeb(place: URL, options: HttpOptions): PublicationPlace['fetcher'] {
  const asTheyLie = { ...options, headers: uncoded(options.headers) }
  return (name) => {
    const url = new URL(place)
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${name}`
    return http(url, asTheyLie)
  }
}

/** Objects are known by their bytes: a server must not put a coding on them. */
function uncoded(headers: HttpOptions['headers']): HttpOptions['headers'] {
  const plain = { 'accept-encoding': 'identity' }
  return typeof headers === 'function'
    ? async () => ({ ...(await headers()), ...plain })
    : { ...headers, ...plain }
}
