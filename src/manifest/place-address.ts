/** The address of a place where publications lie: it means the same to whoever puts them there and to whoever fetches them. @module */

import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `name` is for people, and holds no secret. */
export type PlaceAddress = { readonly name: string } & (
  | { readonly kind: 'bucket'; readonly bucket: string; readonly prefix: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'web'; readonly url: URL }
)

const BUCKET = /^s3:\/\/([^/?#]+)\/?([^?#]*?)\/?$/i
const FOLDER = /^file:(?!\/\/)(.+)$/i

/** `s3://bucket/prefix`, `file:folder`, `file:///folder`, or a URL of the web; `undefined` for anything else. */
export function placeAddress(address: string): PlaceAddress | undefined {
  const [, bucket, prefix = ''] = BUCKET.exec(address) ?? []
  if (bucket !== undefined)
    return { kind: 'bucket', bucket, prefix, name: `s3://${bucket}${prefix && `/${prefix}`}` }
  const path = folderOf(address)
  if (path !== undefined) return { kind: 'folder', path, name: `file:${path}` }
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return undefined
  const url = new URL(address)
  return { kind: 'web', url, name: url.origin + url.pathname }
}

/** A `%` that begins no byte, or stands for a slash, is of no path. */
function pathIn(address: string): string | undefined {
  try {
    return fileURLToPath(address)
  } catch {
    return undefined
  }
}

/** A path that begins nowhere begins at the folder of the process. */
function folderOf(address: string): string | undefined {
  const [, path] = FOLDER.exec(address) ?? []
  if (path !== undefined) return resolve(path)
  return /^file:\/\/\//i.test(address) ? pathIn(address) : undefined
}
