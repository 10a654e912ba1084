/** everterm/nats: the documents of a fleet in NATS. Its peers are `@nats-io/transport-node`, `@nats-io/jetstream` and `@nats-io/kv`. @module */

export { type NatsOptions, nats } from './fleet/engines/nats.ts'
export type { Secret } from './fleet/engines/secret.ts'
