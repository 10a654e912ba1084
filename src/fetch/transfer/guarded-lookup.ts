/** Resolves the names of origins, but never to a refused address: what a DNS answers is trusted no more than a URL. @module */

import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { TermError } from '../../base/errors.ts'
import { type RefusedAddress, refusedAddress } from './refused-addresses.ts'

/** A lookup for `net.connect`, which connects to nothing but what this answers, so that no rebinding gets past it. */
export const guardedLookup =
  (
    allowed: readonly RefusedAddress[],
    lookup: LookupFunction = dnsLookup as LookupFunction,
  ): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      const refused = error === null ? refusedAmong(found, allowed) : undefined
      if (refused === undefined) callback(error, found, family)
      else callback(forbidden(refused), found, family)
    })
  }

const refusedAmong = (
  found: string | LookupAddress[],
  allowed: readonly RefusedAddress[],
): RefusedAddress | undefined =>
  [found]
    .flat()
    .map((one) => refusedAddress(typeof one === 'string' ? one : one.address, allowed))
    .find((refused) => refused !== undefined)

const forbidden = (refused: RefusedAddress): TermError =>
  new TermError('ERR_TERM_DNS', `The name of the origin leads to an address that is refused (${refused})`, {
    stage: 'probe',
  })
