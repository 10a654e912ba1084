/** A payload that is wrong in many ways is refused at the first of them: nothing later has to stand what came before. @module */

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { http, json, remoteTerm } from '../../src/index.ts'
import { bomb } from '../support/coded.ts'
import { type Answer, serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { stageTree } from '../support/staged-term.ts'
import { schemaOf } from '../support/standard-schema.ts'

guardProcess()

const COMMON = {
  name: 'prices',
  deserialize: json,
  limits: { maxBytes: 4_096, maxInflatedBytes: 1_048_576 },
} as const
const CUT = gzipSync('this is no JSON').subarray(0, -4)

const digestOf = (body: Uint8Array | string) => ({
  'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
})
const ofOther = digestOf('other bytes')

describe('P5: a payload is refused', () => {
  // Each one would be refused by every step below its own, too.
  it.each<[string, string, string, Answer]>([
    ['for its size', 'ERR_TERM_TOO_LARGE', 'probe', { body: CUT.toString().repeat(1_000), headers: ofOther }],
    ['for its digest', 'ERR_TERM_DIGEST', 'download', { body: CUT, headers: ofOther }],
    ['for its compression', 'ERR_TERM_DECOMPRESS', 'decode', { body: CUT, headers: digestOf(CUT) }],
    ['for what it inflates to', 'ERR_TERM_TOO_LARGE', 'decode', { body: bomb(2) }],
    ['for its text', 'ERR_TERM_DESERIALIZE', 'decode', { body: 'this is no JSON' }],
    ['by the schema', 'ERR_TERM_SCHEMA', 'validate', { body: '{"shape":"odd","sound":false}' }],
    ['by `validate`', 'ERR_TERM_REFUSED', 'validate', { body: '{"shape":"right","sound":false,"few":true}' }],
    ['by the guards', 'ERR_TERM_GUARD', 'validate', { body: '{"shape":"right","sound":true,"few":true}' }],
  ])('%s, before anything later is asked', async (_, code, stage, bad) => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"shape":"right","sound":true}')
    const asked: string[] = []
    const schema = schemaOf((value) => {
      asked.push('ERR_TERM_SCHEMA')
      const { shape } = value as { shape: string }
      return shape === 'right' ? { value } : { issues: [{ message: 'an odd shape' }] }
    })
    const validate = (value: unknown) => {
      asked.push('ERR_TERM_REFUSED')
      return (value as { sound: boolean }).sound
    }
    const guards = (value: unknown) => {
      asked.push('ERR_TERM_GUARD')
      return !('few' in (value as object))
    }
    const term = remoteTerm({ ...COMMON, fetcher: http(origin.url), schema, validate, guards })
    const { poll } = await stageTree({ term })
    const held = term.get()

    asked.length = 0
    origin.reply('/', bad)
    expect(await poll(term)).toMatchObject({ outcome: 'failed', code, stage })
    expect(term.get()).toBe(held)
    const judges = ['ERR_TERM_SCHEMA', 'ERR_TERM_REFUSED', 'ERR_TERM_GUARD']
    expect(asked).toEqual(judges.slice(0, judges.indexOf(code) + 1))

    origin.publish('/', '{"shape":"right","sound":true,"v":2}')
    expect(await poll(term)).toMatchObject({ outcome: 'updated' })
  })
})
