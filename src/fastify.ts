/** everterm/fastify: a plugin for Fastify. Its peer is `fastify`. @module */

export { everterm, type FastifyTermsOptions } from './frameworks/fastify.ts'

/**
 * What `app.terms` has, for whoever declares it:
 * `declare module 'everterm/fastify' { interface RegisteredTerms { prices: typeof prices } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: users fill it in
export interface RegisteredTerms {}

declare module 'fastify' {
  interface FastifyInstance {
    /** The terms that the plugin was given, by name. */
    readonly terms: RegisteredTerms
  }
}
