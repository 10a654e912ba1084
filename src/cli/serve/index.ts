/** `everterm serve` in words. @module */

import type { Command } from '../command.ts'

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Keeps the terms of a config fresh, for all processes of this host',
  operands: '',
  takes: [0, 0],
  about: [
    'Answers over HTTP, for this machine alone unless `--host` says otherwise:',
    '/v1/terms lists the terms, /v1/terms/<name> is a value, /v1/payloads/<name>',
    'its bytes; /v1/status and /v1/events say how all fare, /metrics is for',
    'Prometheus, /startupz, /readyz and /livez are probes, / is the dashboard.',
    'SIGHUP loads the config anew; a wrong one changes nothing. SIGTERM ends it.',
  ],
  flags: [
    { name: 'config', short: 'c', value: 'file', words: 'default: everterm.config.* of this folder' },
    { name: 'port', value: 'number', words: 'the TCP port; 0 for any that is free' },
    { name: 'host', value: 'address', words: 'the address to listen at' },
    { name: 'socket', value: 'path', words: 'a unix socket instead' },
    { name: 'token', value: 'token', secret: true, words: 'who has it may act; 16+ letters' },
    { name: 'check', words: 'only check the config: 2 with all its faults' },
  ],
  examples: [
    ['everterm serve', 'the everterm.config.* of this folder, at http://127.0.0.1:8080'],
    ['everterm serve --socket /run/everterm.sock', 'for `sidecar()` of the processes here'],
    ['everterm serve --check', 'before a deployment'],
  ],
  load: async () => (await import('./serve.ts')).runServe,
}
