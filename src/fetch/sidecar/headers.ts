/** The headers by which a service passes on what it knows of a payload. @module */

/** Their names; all but the usual ones of HTTP. */
export const SIDECAR_HEADERS = {
  /** The version, as `encodeURIComponent` has it. */
  version: 'everterm-version',
  /** When the origin says that it was made, in epoch ms. */
  modifiedAt: 'everterm-modified',
  /** How long ago the service had it confirmed, in ms. */
  age: 'everterm-age',
  /** The signature, in base64. */
  proof: 'everterm-proof',
} as const
