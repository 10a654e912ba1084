/** Makes a place of its address. @module */

import { fileURLToPath } from 'node:url'
import { bucketPlace, type StoreOptions } from './bucket.ts'
import { folderPlace } from './folder.ts'
import type { WritablePlace } from './place.ts'

const S3_PLACE = /^s3:\/\/([^/?#]+)\/?([^?#]*?)\/?$/i
const FOLDER = /^file:(?!\/\/)(.+)$/i

/** @throws TypeError for what is no place */
export function openPlace(address: string, store: StoreOptions = {}): WritablePlace {
  const [, bucket, prefix = ''] = S3_PLACE.exec(address) ?? []
  if (bucket !== undefined) return bucketPlace(bucket, prefix, store)
  const [, folder] = FOLDER.exec(address) ?? []
  if (folder !== undefined) return folderPlace(folder)
  if (/^file:\/\/\//i.test(address)) return folderPlace(fileURLToPath(address))
  // It is not repeated: an address may hold a password.
  throw new TypeError('publish: expected the place to be `s3://bucket/prefix` or `file:folder`')
}
