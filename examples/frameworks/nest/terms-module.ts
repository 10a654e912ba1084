/** NestJS: a module whose tree starts and stops with the application, with a controller that answers the probes. @module */

import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type BeforeApplicationShutdown,
  Controller,
  Get,
  Injectable,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  Req,
  Res,
} from '@nestjs/common'
import { type Supervision, supervise } from 'everterm'
import { dashboard } from 'everterm/dashboard'
import { healthHandler } from 'everterm/health'
import { prices } from '../prices.ts'

@Injectable()
export class Terms implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  readonly prices = prices
  readonly board = dashboard()
  readonly probe = healthHandler(() => this.#tree)
  #tree: Supervision | undefined

  async onModuleInit() {
    this.#tree = await supervise({ prices }, { observers: [this.board] })
  }
  // The server closes between the two, and a page that is open would hold it.
  beforeApplicationShutdown() {
    return this.board.close()
  }
  onApplicationShutdown() {
    return this.#tree?.stop()
  }
}

@Controller()
export class HealthController {
  constructor(private readonly terms: Terms) {}

  @Get(['startupz', 'readyz', 'livez'])
  answer(@Req() request: IncomingMessage, @Res() response: ServerResponse) {
    this.terms.probe(request, response)
  }
}

@Module({ providers: [Terms], controllers: [HealthController], exports: [Terms] })
export class TermsModule {}
