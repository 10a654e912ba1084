/** A decoder of the service's own, which says where it ran. @module */

import { isMainThread } from 'node:worker_threads'

export const decode = ({ byteLength }) => ({ size: byteLength, isMainThread })
