/** everterm/redis: the documents of a fleet in Redis. Its peer is `@redis/client`. @module */

export { type RedisOptions, redis } from './fleet/engines/redis.ts'
export type { Secret } from './fleet/engines/secret.ts'
