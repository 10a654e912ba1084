/** Imitates servers of files: how nginx, Apache and `send` name versions, and what they answer to a condition. @module */

import type { IncomingHttpHeaders } from 'node:http'
import { gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'
import { type Handler, type Origin, serveOrigin } from './origin.ts'

interface Resting {
  readonly body: string
  /** When the file was modified, in epoch ms. */
  readonly modifiedAt: number
}

/** What a server answers about a file. */
interface Manner {
  /** The ETags of a 200 and of a 304. */
  etags(file: Resting): { readonly whole?: string; readonly unchanged?: string }
  isUnchanged(file: Resting, conditions: IncomingHttpHeaders): boolean
  readonly gzip?: true
}

const dateOf = ({ modifiedAt }: Resting): string => new Date(modifiedAt).toUTCString()
const seconds = (date: string | undefined): number => Math.floor(Date.parse(date ?? '') / 1_000)
const tagsOf = (header: string | undefined): string[] => header?.split(',').map((tag) => tag.trim()) ?? []
const opaque = (tag: string): string => tag.replace(/^W\//, '')

const isNotNewer = (file: Resting, { 'if-modified-since': date }: IncomingHttpHeaders): boolean =>
  seconds(dateOf(file)) <= seconds(date)
const isOfThatDate = (file: Resting, { 'if-modified-since': date }: IncomingHttpHeaders): boolean =>
  seconds(dateOf(file)) === seconds(date)

function byTag(tag: string, conditions: IncomingHttpHeaders, otherwise: () => boolean): boolean {
  const asked = conditions['if-none-match']
  return asked === undefined ? otherwise() : tagsOf(asked).some((each) => opaque(each) === opaque(tag))
}

const nginxTag = ({ body, modifiedAt }: Resting): string =>
  `"${Math.floor(modifiedAt / 1_000).toString(16)}-${body.length.toString(16)}"`
const apacheTag = ({ body, modifiedAt }: Resting): string =>
  `"${body.length.toString(16)}-${(modifiedAt * 1_000).toString(16)}"`
const sendTag = ({ body, modifiedAt }: Resting): string =>
  `W/"${body.length.toString(16)}-${modifiedAt.toString(16)}"`

export const MANNERS = {
  nginx: {
    etags: (file) => ({ whole: `W/${nginxTag(file)}`, unchanged: nginxTag(file) }),
    isUnchanged: (file, asked) => byTag(nginxTag(file), asked, () => isOfThatDate(file, asked)),
    gzip: true,
  },
  'nginx with `etag off` and `if_modified_since before`': { etags: () => ({}), isUnchanged: isNotNewer },
  // mod_deflate compares the tag before it adds its suffix.
  'Apache with mod_deflate': {
    etags: (file) => ({ whole: apacheTag(file).replace(/"$/, '-gzip"'), unchanged: apacheTag(file) }),
    isUnchanged: (file, asked) => byTag(apacheTag(file), asked, () => isNotNewer(file, asked)),
    gzip: true,
  },
  'Apache with `FileETag None`': { etags: () => ({}), isUnchanged: isNotNewer },
  send: {
    etags: (file) => ({ whole: sendTag(file), unchanged: sendTag(file) }),
    isUnchanged: (file, asked) => byTag(sendTag(file), asked, () => isNotNewer(file, asked)),
  },
  'send with `etag: false`': { etags: () => ({}), isUnchanged: isNotNewer },
} satisfies Readonly<Record<string, Manner>>

export type MannerName = keyof typeof MANNERS

export interface WebServer extends Origin {
  /** The URL of the file. */
  readonly file: string
  put(body: string, modifiedAt: string): void
  /** The bytes of all bodies that were sent. */
  readonly sent: number
}

/** Serves one file in the manner of a server. */
export async function serveFile(name: MannerName): Promise<WebServer> {
  const manner: Manner = MANNERS[name]
  const origin = await serveOrigin()
  onTestFinished(() => origin.close())
  let sent = 0
  const handler =
    (file: Resting): Handler =>
    ({ headers }, response) => {
      const { whole, unchanged } = manner.etags(file)
      const isUnchanged = manner.isUnchanged(file, headers)
      const etag = isUnchanged ? unchanged : whole
      if (etag !== undefined) response.setHeader('etag', etag)
      response.setHeader('last-modified', dateOf(file))
      if (isUnchanged) return void response.writeHead(304).end()
      const body = manner.gzip ? gzipSync(file.body) : Buffer.from(file.body)
      if (manner.gzip) response.setHeader('content-encoding', 'gzip').setHeader('vary', 'Accept-Encoding')
      sent += body.byteLength
      response.writeHead(200, { 'content-length': body.byteLength }).end(body)
    }
  return Object.defineProperties(origin, {
    file: { value: `${origin.url}/prices.json` },
    put: {
      value: (body: string, modifiedAt: string) =>
        origin.reply('/prices.json', handler({ body, modifiedAt: Date.parse(modifiedAt) })),
    },
    sent: { get: () => sent },
  }) as WebServer
}
