/** Checks the URL of a user's module, which a thread is to load. @module */

import { unexpected } from '../base/unexpected.ts'

/** A path, as somebody writes one in place of a URL. */
const PATH = /^\.{0,2}\/?[\w-][\w./-]*$/

/**
 * The text of the URL.
 *
 * @param expected - what the option takes, in words
 * @param example - the path in the example that a message gives, where the text is none
 * @throws TypeError for what is no URL of a file
 */
export function checkModuleUrl(
  of: string,
  option: string,
  url: unknown,
  { expected, example }: { readonly expected: string; readonly example: string },
): string {
  const { protocol, href } = Object(url) as Partial<URL>
  if (protocol === 'file:' && href !== undefined) return href
  // Any other URL may hold something that must not be shown.
  if (typeof url !== 'string') throw unexpected(of, option, expected, protocol ?? url)
  const path = PATH.test(url) ? url : example
  throw unexpected(of, option, expected, 'text', `as \`new URL('${path}', import.meta.url)\``)
}
