/** Makes a place of its address. @module */

import { placeAddress } from '../../manifest/index.ts'
import { bucketPlace, type StoreOptions } from './bucket.ts'
import { folderPlace } from './folder.ts'
import type { WritablePlace } from './place.ts'

/** @throws TypeError for what is no place, or one of the web, where nothing can be put */
export function openPlace(address: string, store: StoreOptions = {}): WritablePlace {
  const place = placeAddress(address)
  if (place?.kind === 'bucket') return bucketPlace(place.bucket, place.prefix, store)
  if (place?.kind === 'folder') return folderPlace(place.path)
  // It is not repeated: an address may hold a password.
  throw new TypeError('publish: expected `to` to be `s3://bucket/prefix` or `file:folder`')
}
