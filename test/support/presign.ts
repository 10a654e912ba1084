/** Makes presigned URLs (AWS Signature Version 4 in the query) for GET, in path style. @module */

import { createHash, createHmac } from 'node:crypto'
import type { Ceph } from './ceph.ts'

export interface PresignOptions {
  readonly path: string
  /** For how many seconds the URL is valid. */
  readonly expires: number
}

export function presign({ endpoints, region, credentials }: Ceph, { path, expires }: PresignOptions): URL {
  const url = new URL(path, endpoints[0])
  const time = `${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`
  const day = time.slice(0, 8)
  const scope = `${day}/${region}/s3/aws4_request`
  url.searchParams.set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256')
  url.searchParams.set('X-Amz-Credential', `${credentials.accessKeyId}/${scope}`)
  url.searchParams.set('X-Amz-Date', time)
  url.searchParams.set('X-Amz-Expires', String(expires))
  url.searchParams.set('X-Amz-SignedHeaders', 'host')
  const request = ['GET', url.pathname, url.searchParams, `host:${url.host}`, '', 'host', 'UNSIGNED-PAYLOAD']
  const digest = createHash('sha256').update(request.join('\n')).digest('hex')
  const key = [day, region, 's3', 'aws4_request'].reduce(
    hmac,
    Buffer.from(`AWS4${credentials.secretAccessKey}`),
  )
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, digest].join('\n')).toString('hex')
  url.searchParams.set('X-Amz-Signature', signature)
  return url
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
