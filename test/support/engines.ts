/** The engines that a fleet may have, as real servers. @module */

import type { Control } from '../../src/fleet/control.ts'
import { nats } from '../../src/nats.ts'
import { redis } from '../../src/redis.ts'
import { NATS_SERVER, natsServer } from './nats-server.ts'
import { REDIS_SERVER, redisServer } from './redis-server.ts'

export const ENGINES = [
  {
    title: 'Redis',
    program: REDIS_SERVER,
    server: redisServer,
    url: (port: number) => `redis://127.0.0.1:${port}`,
    connect: (port: number): Control => redis({ url: `redis://127.0.0.1:${port}` }),
  },
  {
    title: 'NATS',
    program: NATS_SERVER,
    server: natsServer,
    url: (port: number) => `nats://127.0.0.1:${port}`,
    connect: (port: number): Control => nats({ servers: `127.0.0.1:${port}` }),
  },
] as const
