/** Takes the percent-encoding off a part of a URL. @module */

/** `undefined` where a `%` of it begins no byte, or the bytes are no text. */
export function percentDecoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
