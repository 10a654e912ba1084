/** Clients and options for those who do more than fetch; apart from `s3()`, whose declarations name no type of the SDK. @module */

export { openConnections } from './connections.ts'
export { resolveS3Options } from './options.ts'
export { loadSdk } from './sdk.ts'
