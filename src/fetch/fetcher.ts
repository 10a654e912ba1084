/**
 * The contract between everterm and a place where bytes come from.
 *
 * 1. `init` runs once per incarnation of a term, before the first probe: open connections, check credentials. It runs again,
 *    with a later attempt, where it has failed, or hasn't ended 10 s after somebody began to wait for it.
 * 2. `probe(known, context)` asks whether there is something newer than `known`, in one request that can also deliver it.
 *    `known` is what the last *published* value's probe returned, so a fetcher needs no memory of its own, and a payload
 *    that was refused can't be confirmed by the next probe. It is `undefined` while nothing is published, or to have it all;
 *    and that of a payload whose signature was refused, to hear whether it is the same still, and with which proof.
 * 3. Nothing newer: `{ changed: false }`. Something newer: `{ changed: true, open }`; the answer ends at the headers.
 * 4. `open(signal)` delivers the body, at most once. It is not called for a version that is quarantined under a strong
 *    name: then `context.signal`, which lives as long as the attempt, is aborted, and an open body must go away with it.
 *    Whatever the stage, after `open` too, an attempt that fails aborts the signal with the `TermError` for its reason.
 * 5. Where `context.proof` is there, a proof of the bytes is wanted, such as a signature: beside the object (its name with this
 *    ending), in a header of its own answer, or in the manifest that names it. Then an answer has `proof(signal)`, which
 *    brings it from the very source that answered, or says that there is none; it is called after `open`, whose body is
 *    through by then. No more than `MAX_PROOF_BYTES` (16 KiB) and one byte have to be read. Beside "nothing newer" it tells
 *    what proof there is now: if it is another one, the next `probe` has no `known`, so that all comes again.
 * 6. Throw when the origin fails: a `TermError` with a fitting code, or anything (it becomes `ERR_TERM_FETCH`).
 *    A fetcher does not retry, but for what needs no wait: once on a dead keep-alive socket, once with credentials that
 *    have changed, and for the rest of a body that was cut. Waiting belongs to the term.
 * 7. `watch(hint)`, where there is one, is called after `init`, and what it returns when the incarnation ends. `hint()`
 *    says that a probe now may find something; it may be called often. It carries no data, and the polling goes on.
 * 8. `close` runs once, when the incarnation ends, whatever ended it. Whoever uses the fetcher, in this tree or another: no
 *    `init` of it runs beside a `close`; the later one waits, 10 s at most.
 * 9. Several terms may use a fetcher at once. Then `init` and `close` run for each of them, so a fetcher that holds something
 *    open for all counts its users: with the last `close` it lets go. What asks it in its place, as `firstOf`, is one user.
 *
 * @module
 */

import type { TermError } from '../base/errors.ts'
import type { ProofPlace } from '../base/proof.ts'

/** What identifies a published version to its fetcher: validators and such. Small plain JSON; it comes back as a frozen copy. */
export type Known = { readonly [key: string]: string | number | boolean | null | Known }

export interface FetchContext {
  /** Aborted when the attempt ends before its time; lives as long as the attempt. */
  readonly signal: AbortSignal
  /** The most bytes that the body may have, as they come over the wire. */
  readonly maxBytes: number
  /** The name of the term that asks; absent: a fetcher is asked by itself. */
  readonly term?: string | undefined
  /** Where a proof of the bytes is wanted, such as a signature; absent: none is. */
  readonly proof?: ProofPlace | undefined
  /** Hears what became of a delta, from a fetcher that makes payloads of them; absent: nobody wants to know. */
  readonly delta?: ((use: DeltaUse) => void) | undefined
  /** The payload of this SHA-256, in hex, if the term keeps it on disk, and it isn't compressed; absent: it keeps none. */
  readonly kept?: ((sha256: string) => Promise<Uint8Array | undefined>) | undefined
  /** The body that is held, as a dictionary for the next; `undefined`, and absent: none is. */
  readonly dictionary?: (() => Promise<HeldBody | undefined>) | undefined
  /** Whose records may be changed in place of a download; absent: nothing that has such records is held. */
  readonly records?: RecordsHeld | undefined
}

/** A body that is held, and of which the next one may be made. */
export interface HeldBody {
  /** The SHA-256 of it without any content coding, in hex. */
  readonly sha256: string
  /** Why nothing can be made of it in this process, so that it is of no use to name it; absent: something can. */
  readonly unfit?: TermError | undefined
  /**
   * The body that is compressed by Zstandard with this one as its dictionary.
   *
   * @throws TermError where it can't be had
   */
  unpack(zstd: Uint8Array, signal: AbortSignal): Promise<Uint8Array>
  /** The next body without its usual content coding, within the limits of the term. @throws TermError */
  inflate(bytes: Uint8Array, encoding: string, signal: AbortSignal): Promise<Uint8Array>
}

/** A value that is held, and of which the next one may be made by what has changed of its records. */
export interface RecordsHeld {
  /** The SHA-256 of its payload, in hex. */
  readonly from: string
  /** A digest of how it was decoded. */
  readonly decoder: string
  /** In words, why the payload itself is wanted nonetheless; absent: what has changed will do. */
  readonly unfit?: string | undefined
}

/** What has changed of the records that are held. */
export interface ChangedRecords {
  /** The SHA-256 of the payload before, and of the one that it stands for. */
  readonly from: string
  readonly to: string
  /** In bytes: as it comes, and without its compression. */
  readonly size: number
  readonly unpacked: number
  /** What proves the value that comes out, in hex. */
  readonly result: string
  /** It comes whole, or not at all. */
  open(signal: AbortSignal): Promise<Uint8Array>
  /** Hears what came of it; with an error `open` of the payload is called next. */
  ended(error?: TermError): void
}

/** A payload was to be made of one that is held, and of what has changed since. */
export interface DeltaUse {
  /** SHA-256, in hex. */
  readonly from: string
  /** `undefined`: nobody has said before it is there. */
  readonly to: string | undefined
  /** In bytes: what came over the wire, or would have. */
  readonly size: number
  /** What it changes: the bytes of the payload, or the records of the value. */
  readonly of: 'bytes' | 'records'
  /** Why it came to nothing, so that the payload was downloaded whole; absent: it made the payload. */
  readonly error?: TermError
}

/** Where an answer came from, for a fetcher that asks several places. */
export interface Source {
  /** The name, for people. It never holds a secret. */
  readonly name: string
  /** Is another place the one that is meant to answer? Then a "nothing newer" of this one speaks for itself alone. */
  readonly fallback: boolean
  /** Why the ones before it were passed over. */
  readonly error?: unknown
}

/**
 * Brings a proof, such as a signature, from the place that `FetchContext.proof` names: its bytes as they are, or `undefined`
 * where there is none, such as for a 404. It has nothing to do with the version, and is asked for at most once.
 */
export type BringProof = (signal: AbortSignal) => Promise<Uint8Array | undefined>

/** Nothing newer than what is published. */
export interface Unchanged {
  readonly changed: false
  /** How long the origin says that this stays true, in ms from the answer on; absent: it doesn't say. */
  readonly freshFor?: number | undefined
  /**
   * For how much longer the origin lets the value pass though it can't be asked, in ms from when `freshFor` is over. Then a
   * value is stale from the first attempt that fails; absent: only the user's `maxStale` counts, which may come earlier.
   */
  readonly staleFor?: number | undefined
  /** When to ask again where neither `freshFor` nor the user's `refreshInterval` says, in ms; absent: after a minute. */
  readonly interval?: number | undefined
  /**
   * How long ago whoever answers was told so itself, in ms: for a copy that somebody else keeps fresh, as `sidecar` has it.
   * The value is as old as that; absent: the origin says so now.
   */
  readonly age?: number | undefined
  /** What is known now, when the confirmation brought news of it; absent: as before. */
  readonly known?: Known | undefined
  /** Brings the proof as it is now; absent: nothing is said of it. */
  readonly proof?: BringProof | undefined
  /** Who says so; absent: the fetcher itself. */
  readonly source?: Source | undefined
}

/** Something newer, ready to be taken. */
export interface Changed {
  readonly changed: true
  /** A name for this version: an ETag, a version id. Absent: the digest of the bytes serves. */
  readonly version?: string | undefined
  /**
   * Can other bytes never have this name, as with a strong ETag (RFC 9110, section 8.8.1)? Then bytes that were refused
   * twice under it are not downloaded a third time. Absent: they can.
   */
  readonly strong?: boolean | undefined
  /**
   * What it is a version of, where that may be one thing today and another tomorrow, as with a redirect: names of one say
   * nothing about the other. Absent: always the same.
   */
  readonly resource?: string | undefined
  /** The size of the body in bytes as it comes over the wire, if the origin says so. */
  readonly size?: number | undefined
  /** How long the origin says that this stays current, in ms from the answer on, whatever time the body takes. */
  readonly freshFor?: number | undefined
  /** For how much longer the origin lets this pass though it can't be asked, in ms from when `freshFor` is over. */
  readonly staleFor?: number | undefined
  /** When to ask again where neither `freshFor` nor the user's `refreshInterval` says, in ms; absent: after a minute. */
  readonly interval?: number | undefined
  /** How long ago whoever answers had this confirmed itself, in ms; absent: the origin says so now. */
  readonly age?: number | undefined
  /** The coding that the transport put on the body (`gzip`, `br`, `zstd`), to be taken off before anything else. */
  readonly encoding?: string | undefined
  /** Is a body that inflates to nothing a value? Absent: it fails the attempt, as do the fetchers' own that are empty. */
  readonly mayBeEmpty?: boolean | undefined
  /** What the origin calls the body, as `text/html`; for messages of a body that can't be read. */
  readonly mediaType?: string | undefined
  /** When the origin says that this version was made, in epoch ms. */
  readonly modifiedAt?: number | undefined
  /** What to ask with next time, once this version is published. */
  readonly known?: Known | undefined
  /** What to ask with next time, when the bytes are those that are published already; absent: `known`. */
  readonly knownIfSame?: Known | undefined
  /** Who delivers; absent: the fetcher itself. */
  readonly source?: Source | undefined
  /** Brings the proof of the body; absent: there is none. It is asked for when the body has come. */
  readonly proof?: BringProof | undefined
  /** What makes the value of the one that `FetchContext.records` names; absent: there is only the body. */
  readonly records?: ChangedRecords | undefined
  /** The body: whole, or in chunks as they come. */
  open(signal: AbortSignal): Promise<Uint8Array> | AsyncIterable<Uint8Array>
}

export type Probe = Unchanged | Changed

/** A place where bytes come from. */
export interface Fetcher {
  /** The name, which people see in events and in the status. It never holds a secret. */
  readonly name: string
  /**
   * The origin that it asks, as `https://cdn.example.com`: terms of one origin share what is asked of it at once. Absent:
   * the name.
   */
  readonly origin?: string | undefined
  init?(context: FetchContext): void | Promise<void>
  probe(known: Known | undefined, context: FetchContext): Promise<Probe>
  /**
   * Until when the value is good that it knows by this, in epoch ms: by a signature, say, that it has verified itself. From then
   * on the value has expired; `undefined`, or no such method: it stays good.
   */
  goodUntil?(known: Known): number | undefined
  /** The id of the key that has signed what it knows by this, where it has verified that itself. */
  signedBy?(known: Known): string | undefined
  watch?(hint: () => void): () => void
  close?(): void | Promise<void>
}
