/** A proof that bytes are whose they should be, such as a signature: where it is looked for, and how long it may be. @module */

/**
 * Where the proof is: beside the object, whose name it has with this ending; in a header of the object's own answer; or in
 * the manifest that names the object.
 */
export type ProofPlace = { readonly beside: string } | { readonly header: string } | 'manifest'

/** No more is read of a proof: the longest that minisign writes has about 9,500 bytes. */
export const MAX_PROOF_BYTES = 16_384
