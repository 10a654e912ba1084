/**
 * The page by which a browser gets what lets it act: the pass stands behind the `#` of the address, which no request and no
 * log has, and goes to where the dashboard looks for a token.
 *
 * @module
 */

import type { ServerResponse } from 'node:http'
import { headersWith } from '../../serve/http/answer.ts'

const PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>everterm</title><script src="enter.js"></script></html>\n'
const SCRIPT = "sessionStorage.setItem('everterm token', location.hash.slice(1)); location.replace('./')\n"
const POLICY =
  "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Answers for the entrance; `false` for any other path. */
export function answerEntrance(path: string, response: ServerResponse): boolean {
  const found = { '/enter': ['text/html', PAGE], '/enter.js': ['text/javascript', SCRIPT] }[path]
  if (found === undefined) return false
  const [type, text] = found
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
  }
  response.writeHead(200, { ...headersWith(headers) })
  response.end(text)
  return true
}
