/** Resolves the names of origins, but never to a link-local address: the answer of a DNS is no more trusted than a URL. @module */

import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { TermError } from '../../errors.ts'
import { isLinkLocal } from '../transfer/link-local.ts'

/** A lookup for `net.connect`, which connects to nothing but what this answers; so no rebinding gets past it. */
export const guardedLookup =
  (lookup: LookupFunction = dnsLookup as LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      if (error === null && addressesOf(found).some(isLinkLocal)) callback(forbidden(), found, family)
      else callback(error, found, family)
    })
  }

const addressesOf = (found: string | LookupAddress[]): string[] =>
  [found].flat().map((one) => (typeof one === 'string' ? one : one.address))

const forbidden = (): TermError =>
  new TermError('ERR_TERM_DNS', 'The name of the origin leads to a link-local address', { stage: 'probe' })
