/** A model of the demo for its screen to show. @module */

import type { Model, TermRow } from '../../examples/demo/model.ts'

export const termRow = (given: Partial<TermRow> = {}): TermRow => ({
  name: 'compat',
  state: 'idle',
  version: '"8.1.9-3"',
  stale: false,
  ageMs: 1_234,
  nextMs: 3_766,
  failures: 0,
  restarts: 0,
  bytes: 1_411_433,
  error: undefined,
  answer: ':has() since Chrome 105, Firefox 121, Safari 15.4',
  ...given,
})

export const model = (given: Partial<Model> = {}): Model => ({
  dashboard: 'http://127.0.0.1:41234/#token=ABCDEFGHIJKLMNOPQRSTUVWX',
  upMs: 42_000,
  origin: { url: 'http://127.0.0.1:41231', fault: undefined, editions: 12 },
  supervisor: { state: 'running', budget: 3, limit: 3, coolsForMs: undefined },
  terms: [
    termRow(),
    termRow({ name: 'ip-country', answer: '8.8.8.8 is in US, built 21:36:08 UTC' }),
    termRow({ name: 'currencies', answer: 'EUR 99.18' }),
    termRow({ name: 'media-types', answer: '.wasm is application/wasm, one of 2525 types' }),
  ],
  reads: { perSecond: [40_000, 20_000, 38_412], total: 1_203_911, failed: 0 },
  news: [
    {
      at: Date.UTC(2026, 0, 1),
      about: 'compat',
      tone: 'good',
      text: 'updated 8.1.9-2 → 8.1.9-3',
      detail: '1.4 MB in 212 ms',
    },
  ],
  ...given,
})
