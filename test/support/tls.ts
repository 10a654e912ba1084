/** Makes a certificate for the loopback, which nobody else trusts. @module */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ListenerOfServer, listen } from './listener.ts'

export interface Certificate {
  readonly key: string
  readonly cert: string
}

const REQUEST = '-x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2 -subj /CN=localhost'

/** Makes a certificate for `localhost` and 127.0.0.1 with the system's `openssl`. */
export function selfSigned(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'everterm-tls-'))
  try {
    const [key, cert] = [join(folder, 'key'), join(folder, 'cert')]
    const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
    execFileSync('openssl', ['req', ...REQUEST.split(' '), ...names, '-keyout', key, '-out', cert], {
      stdio: 'ignore',
    })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Starts an https server on a free port of 127.0.0.1. */
export const serveTls = (certificate: Certificate, onRequest: RequestListener): Promise<ListenerOfServer> =>
  listen(createServer({ ...certificate }, onRequest))
