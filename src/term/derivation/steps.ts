/** Leads a derived value on its way: looks at the parents, takes their values, computes and judges, stores. @module */

import type { Downloaded, Probed, Stored } from '../../../machines/index.ts'
import { fieldOf, type TermError } from '../../base/errors.ts'
import { isRefused } from '../../gate/index.ts'
import { UNSIGNED } from '../../store/edition.ts'
import { confirm, newest } from '../../store/shelf.ts'
import { type Attempt, goOn } from '../attempt.ts'
import { ask, CALLS } from '../calls.ts'
import type { Incarnation } from '../incarnation.ts'
import { judgedValue } from '../made-value.ts'
import { prepare } from '../preparation.ts'
import { offeringOf, publish, reject } from '../publication.ts'
import { actorsOf, type Step } from '../steps.ts'
import type { Derivation } from './derivation.ts'
import { settled } from './settled.ts'
import { confirmedAt, digestOf, isMadeOf, originOf, type Stand } from './stand.ts'

/** A value, and what it was computed of. */
interface Computed {
  readonly value: unknown
  readonly stand: Stand
}

const probe: Step<undefined, Probed, undefined> = async (incarnation, attempt) => {
  const derivation = derivationOf(incarnation)
  if (!incarnation.isPrepared) await prepare(incarnation, attempt)
  const changed = !isAsBefore(incarnation, attempt, await settled(derivation, attempt))
  return { said: { changed, freshFor: undefined } }
}

const download: Step<undefined, Downloaded, Stand> = async (incarnation, attempt) => {
  // What was published since the probe counts, too.
  const stand = await settled(derivationOf(incarnation), attempt)
  if (isAsBefore(incarnation, attempt, stand)) return { said: { same: true } }
  return { said: { same: false }, left: stand }
}

const decode: Step<Stand, void, Computed> = async (incarnation, attempt, stand) => {
  const { compute } = derivationOf(incarnation)
  const values = stand.parents.map(({ edition }) => edition.value) as never[]
  const value = await ask(attempt, { ...CALLS.derive, given: values }, () => compute(...values))
  try {
    return { said: undefined, left: { value: await judgedValue(incarnation, attempt, value), stand } }
  } catch (error) {
    if (isRefused(error) || fieldOf(error, 'code') === 'ERR_TERM_REFUSED')
      tellRefused(incarnation, attempt, stand, error as TermError)
    throw error
  }
}

/** A refusal is told, as of any value; it isn't remembered, since no parent says the same twice. */
function tellRefused(incarnation: Incarnation, attempt: Attempt, stand: Stand, error: TermError): void {
  const digest = digestOf(derivationOf(incarnation), stand)
  const offering = offeringOf(incarnation, attempt, { version: digest.slice(0, 16) })
  reject(incarnation, offering, { digest, error, remembered: false })
}

const store: Step<Computed, Stored, undefined> = async (incarnation, attempt, { value, stand }) => {
  goOn(attempt, 'store')
  const { keeper } = incarnation
  const { known } = stand
  const digest = digestOf(derivationOf(incarnation), stand)
  const nothing = { bytes: undefined, modifiedAt: undefined }
  const facts = {
    value,
    version: digest.slice(0, 16),
    digest,
    known,
    source: attempt.source.name,
    ...nothing,
    ...UNSIGNED,
  }
  publish(keeper, { ...facts, origin: originOf(stand), confirmedAt: confirmedAt(stand) }, 'attempt')
  return { said: { heldBack: attempt.swap === undefined } }
}

/** Is the newest value made of what the parents hold? Then it is as they are. Who asks by hand wants it computed anew. */
function isAsBefore({ keeper }: Incarnation, { trigger }: Attempt, stand: Stand): boolean {
  const last = newest(keeper.shelf)
  if (trigger === 'manual' || last === undefined || !isMadeOf(last, stand)) return false
  confirm(keeper.shelf, { at: confirmedAt(stand), known: undefined })
  return true
}

const derivationOf = ({ keeper }: Incarnation): Derivation => keeper.derivation as Derivation

/** The actors for the slots of a derived term's machine. */
export const derivedActors = actorsOf(probe, download, decode, store)
