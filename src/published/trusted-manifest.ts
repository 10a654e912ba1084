/** May a manifest be believed: who signed it, for which term, until when, and does it go back behind what was taken? @module */

import { createHash } from 'node:crypto'
import { TermError, type TermErrorCode } from '../base/errors.ts'
import { isRefusal, judgeExpiry, type Verified, type Verifier, verified } from '../gate/index.ts'
import { type Envelope, type Manifest, readManifest } from '../manifest/index.ts'
import type { KnownEdition } from './known-edition.ts'

/** A manifest that may be believed. */
export interface Trusted {
  readonly manifest: Manifest
  /** From when on it may not, by itself or by its signature, in ms since 1970; absent: it stays good. */
  readonly expires: number | undefined
  /** The id of the key that has signed it; absent: nobody was asked. */
  readonly signedBy: string | undefined
}

export interface TrustQuestion {
  readonly term: string
  readonly verifier: Verifier | undefined
  /** What was taken last; absent: nothing was. */
  readonly known: KnownEdition | undefined
  /** No number below it is believed. */
  readonly least: number
  readonly signal: AbortSignal
}

/** @throws TermError `ERR_TERM_SIGNATURE`, `ERR_TERM_EXPIRED`, `ERR_TERM_OUTDATED`, `ERR_TERM_PROTOCOL` */
export async function trustedManifest(envelope: Envelope, question: TrustQuestion): Promise<Trusted> {
  const { term, least } = question
  // Of what nobody signed nothing is read.
  const signature = await signatureOf(envelope, question)
  const manifest = readManifest(envelope.manifest)
  if (manifest.term !== term)
    throw refusal('ERR_TERM_PROTOCOL', `the manifest is of \`${manifest.term}\`, not of \`${term}\``)
  const ends = [signature?.claim.expires, manifest.expires && Date.parse(manifest.expires)].filter(
    (one) => typeof one === 'number',
  )
  const expires = ends.length === 0 ? undefined : Math.min(...ends)
  checkNotExpired(expires)
  checkNotOutdated(manifest.seq, least)
  return { manifest, expires, signedBy: signature?.key }
}

/** @throws TermError `ERR_TERM_EXPIRED` */
export function checkNotExpired(expires: number | undefined): void {
  const refused = judgeExpiry({ expires }, Date.now())
  if (refused !== undefined)
    throw refusal('ERR_TERM_EXPIRED', `the manifest has expired at ${new Date(expires ?? 0).toISOString()}`)
}

/** @throws TermError `ERR_TERM_OUTDATED` */
export function checkNotOutdated(seq: number, least: number): void {
  if (seq >= least) return
  const what = `publication ${seq} is offered, and ${least} was taken`
  throw refusal('ERR_TERM_OUTDATED', `${what}: publications only go forward`)
}

/** Who signed it, and what else; `undefined` where nobody is asked. */
async function signatureOf(
  { manifest, signature }: Envelope,
  { term, verifier, known, least, signal }: TrustQuestion,
): Promise<Verified | undefined> {
  if (verifier === undefined) return undefined
  const bytes = Buffer.from(manifest)
  const proof = signature === undefined ? undefined : { bytes: Buffer.from(signature) }
  const hash = (name: string): Uint8Array => createHash(name).update(bytes).digest()
  const live = known && { version: String(least) }
  const answer = await verified(verifier, { bytes, hash, proof, signal }, { term, live })
  if (!isRefusal(answer)) return answer
  const { code, message, cause } = answer
  throw new TermError(code, `the manifest: ${message}`, { stage: 'probe', cause })
}

const refusal = (code: TermErrorCode, message: string): TermError =>
  new TermError(code, message, { stage: 'probe' })
