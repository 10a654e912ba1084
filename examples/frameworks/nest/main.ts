/** The application around the module: its controller reads the term, and a signal ends it with 0. @module */

import 'reflect-metadata'
import { Controller, Get, Module, NotFoundException, Param } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { Terms, TermsModule } from './terms-module.ts'

@Controller('prices')
class PricesController {
  constructor(private readonly terms: Terms) {}

  @Get(':currency')
  price(@Param('currency') currency: string) {
    const price = this.terms.prices.get()[currency]
    if (price === undefined) throw new NotFoundException()
    return price
  }
}

@Module({ imports: [TermsModule], controllers: [PricesController] })
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['warn', 'error'] })
// Nest's own middleware gets no path that is relative to where it is mounted.
app.use('/admin/terms', app.get(Terms).board)
app.enableShutdownHooks(['SIGTERM'], { useProcessExit: true })
await app.listen(Number(process.env.PORT ?? 3000))
