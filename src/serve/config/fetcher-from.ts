/** Makes the fetcher of what a configuration calls `from`: by the scheme of its URL. @module */

import { join, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hrefOf } from '../../base/checks.ts'
import { didYouMean } from '../../base/did-you-mean.ts'
import { isFetcher } from '../../fetch/contract/fetcher-option.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { file } from '../../fetch/file.ts'
import { firstOf } from '../../fetch/first-of.ts'
import { http } from '../../fetch/http.ts'
import { s3 } from '../../fetch/s3.ts'
import { sidecar } from '../../fetch/sidecar.ts'
import { doubtOfPackage, doubtOfPath } from './doubts.ts'
import type { Environment } from './environment.ts'
import { asMeant, type ConfigFault, isRecord, made, misspelt, within } from './faults.ts'
import { publishedFrom } from './published-from.ts'
import { withSecrets } from './with-secrets.ts'

/** What paths and variables in a configuration mean. */
export interface Whereabouts {
  /** The folder that relative paths begin at. */
  readonly folder: string
  readonly env: Environment
  /** Takes what is sound, and will hardly do. */
  readonly warnings?: string[] | undefined
}

export interface Opening extends Whereabouts {
  readonly path: string
  /** The name of the term. */
  readonly term: string
  readonly faults: ConfigFault[]
}

type Options = Readonly<Record<string, unknown>>
type Open = (url: string, options: Options, term: string) => Fetcher

const openHttp: Open = (url, options) => http(url, options)

const OPENERS: Readonly<Record<string, Open>> = {
  'https:': openHttp,
  'http:': openHttp,
  's3:': (url, options) => s3({ ...placeInS3(url), ...options }),
  'file:': (url, options) => (file as (path: URL, options?: object) => Fetcher)(new URL(url), anyOf(options)),
  'unix:': (url, options, term) => sidecar(url, { term, ...options }),
}

/** Options that a fetcher has none of are refused by itself. */
const anyOf = (options: Options): object | undefined =>
  Object.keys(options).length === 0 ? undefined : options

const SCHEME = /^([a-z][a-z\d+.-]+:)/i

/** The fields of which one says where something comes from. */
const SAY_WHERE = ['url', 'published', 'firstOf']

/** The fetcher; `undefined` where something is wrong with it, which is told. */
export function fetcherFrom(from: unknown, opening: Opening): Fetcher | undefined {
  const { path, faults } = opening
  if (isFetcher(from)) return from
  if (Array.isArray(from)) return several(from, {}, opening)
  const href = hrefOf(from)
  if (href !== undefined) return opened(href, {}, opening)
  if (isRecord(from)) {
    const { url, firstOf: places, ...options } = from
    if (places !== undefined && url === undefined) {
      if (Array.isArray(places)) return several(places, options, opening, 'firstOf')
      faults.push({ path: within(path, 'firstOf'), words: 'expected a list of places' })
      return undefined
    }
    if ('published' in options && url === undefined && places === undefined)
      return publishedFrom(options, opening)
    const text = hrefOf(url)
    if (text !== undefined) return opened(text, options, opening, 'url')
  }
  const near = isRecord(from) && !SAY_WHERE.some((name) => name in from) && misspelt(from, SAY_WHERE)
  if (near) {
    fetcherFrom(asMeant(path, from, near, faults), opening)
    return undefined
  }
  const words = 'expected a URL or a path, an object with `url` or `published`, or a list of them'
  faults.push({ path, words })
  return undefined
}

function several(
  places: readonly unknown[],
  options: object,
  opening: Opening,
  field = '',
): Fetcher | undefined {
  const { path, faults } = opening
  const fetchers = places.map((place, index) =>
    fetcherFrom(place, { ...opening, path: within(within(path, field), `[${index}]`) }),
  )
  const found = fetchers.filter((fetcher) => fetcher !== undefined)
  if (found.length < fetchers.length) return undefined
  const [only] = found
  if (found.length === 1 && Object.keys(options).length === 0) return only
  return made(
    path,
    options,
    (rest) => firstOf(found, rest),
    faults,
    (option) => (option === 'fetchers' ? field : option),
  )
}

function opened(text: string, options: Options, opening: Opening, field = ''): Fetcher | undefined {
  const { path, term, folder, faults } = opening
  const url = wholeAddress(text, folder)
  const scheme = SCHEME.exec(url)?.[1]?.toLowerCase() ?? ''
  const open = OPENERS[scheme]
  if (open === undefined) {
    const known = Object.keys(OPENERS)
    const meant = misspelt({ [scheme.slice(0, -1)]: url }, ['published', 'firstOf'], [])?.meant
    const hint =
      didYouMean(scheme, known) ??
      (meant === undefined
        ? `expected ${known.join(', ')} or a path`
        : `it is an object that says this: \`{ "${meant}": … }\``)
    const words = `nothing opens ${scheme}; ${hint}`
    faults.push({ path: within(path, field), words })
    return undefined
  }
  const doubt = SCHEME.test(text)
    ? scheme === 's3:' && doubtOfPackage('@aws-sdk/client-s3')
    : doubtOfPath(text, resolve(folder, text))
  if (doubt) opening.warnings?.push(`${within(path, field)}: ${doubt}`)
  const given = withSecrets(options, opening)
  const fieldOf = (option: string) => (OF_URL.includes(option) ? field : option)
  return made(path, given, (rest) => open(url, rest, term), faults, fieldOf)
}

/** Paths are relative to the file of the configuration, also behind `file:` and `unix:`. */
function wholeAddress(text: string, folder: string): string {
  const [, scheme, path] = /^(file|unix):([^/].*)$/is.exec(text) ?? []
  if (scheme !== undefined && path !== undefined)
    return scheme.toLowerCase() === 'unix'
      ? `unix:${resolve(folder, path)}`
      : new URL(path, pathToFileURL(join(folder, sep))).href
  return SCHEME.test(text) ? text : pathToFileURL(resolve(folder, text)).href
}

/** What the fetchers call a part of their URL. */
const OF_URL = ['url', 'path', 'bucket', 'key', 'address']

/** `s3://bucket/a/key`: the key is taken at its word, since names in S3 may have any characters. */
function placeInS3(url: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/i.exec(url) ?? []
  return { bucket, key }
}
