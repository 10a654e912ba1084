/** The files of the dashboard, read once into a fixed list: no path of a request ever reaches the disk. @module */

import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { sendWhole } from './answer.ts'
import { isAmong } from './values/etag.ts'

interface Asset {
  readonly type: string
  readonly body: Buffer
  readonly zipped: Buffer
  readonly etag: string
  /** Whether its name has a hash of what is in it. */
  readonly isHashed: boolean
}

export interface Assets {
  has(path: string): boolean
  /** Answers a GET for a file; `false` where there is no such file. */
  answer(request: IncomingMessage, response: ServerResponse, path: string): boolean
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
}

/** Nothing of elsewhere, nothing inline, in nobody's frame. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The assets in a folder, which are read when the first of them is asked for. */
export function assetsIn(folder: URL): Assets {
  let files: ReadonlyMap<string, Asset> | undefined
  const find = (path: string): Asset | undefined => {
    files ??= read(folder)
    return files.get(path === '' ? 'index.html' : path)
  }
  return {
    has: (path) => find(path) !== undefined,
    answer(request, response, path) {
      const asset = find(path)
      if (asset === undefined) return false
      send(request, response, asset)
      return true
    },
  }
}

function send({ headers }: IncomingMessage, response: ServerResponse, asset: Asset): void {
  const { type, body, zipped, etag, isHashed } = asset
  const common = {
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': POLICY,
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    vary: 'accept-encoding',
    etag,
  }
  if (isAmong(etag, headers['if-none-match'])) {
    response.writeHead(304, common)
    response.end()
    return
  }
  const isZipped = zipped.length < body.length && /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
  const coding = isZipped ? { 'content-encoding': 'gzip' } : {}
  sendWhole(response, 200, isZipped ? zipped : body, { ...common, ...coding, 'content-type': type })
}

function read(folder: URL): ReadonlyMap<string, Asset> {
  const root = fileURLToPath(folder)
  const files = listed(root).filter((entry) => entry.isFile())
  if (files.length === 0) return new Map([['index.html', assetOf('index.html', Buffer.from(UNBUILT))]])
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name)
      const path = relative(root, file).split(sep).join('/')
      return [path, assetOf(path, readFileSync(file))]
    }),
  )
}

function listed(root: string): Dirent[] {
  try {
    return readdirSync(root, { withFileTypes: true, recursive: true })
  } catch {
    return []
  }
}

function assetOf(path: string, body: Buffer): Asset {
  const type = TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`
  // As vite names them.
  const isHashed = /-[\w-]{8,}\.\w+$/.test(path)
  return { type, body, zipped: gzipSync(body, { level: 9 }), etag, isHashed }
}

const UNBUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>everterm</title>
<h1>The dashboard is not built</h1>
<p>Its files are missing in <code>dist/dashboard/</code>: run <code>npm run build</code> in the folder of everterm. What the
process says of itself is at <a href="v1/status">v1/status</a>.</p>
</html>
`
