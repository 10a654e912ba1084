/** A bug in any step of the gate is noticed: each is planted, and the payload that the step is there for is published. @module */

import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RemoteTerm } from '../../src/index.ts'
import { minisignSigner } from '../support/minisign-signer.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { schemaOf } from '../support/standard-schema.ts'

type Everterm = typeof import('../../src/index.ts')

interface Sent {
  readonly text: string
  readonly proof?: string
}

interface Step {
  readonly title: string
  /** What a term has that asks for it. */
  readonly options: (everterm: Everterm) => object
  readonly good: Sent
  readonly bad: Sent
  readonly code: string
  /** The file of the step, and its bug. */
  readonly file: string
  readonly bug: object
}

const GOOD = '[1,2,3,4]'
const OTHER = '[1,2,3,5]'
const signer = minisignSigner()
const signed = (text: string, comment: string): Sent => ({
  text,
  proof: signer.sign(Buffer.from(text), { comment }),
})
const verify = ({ minisign }: Everterm) => ({ verify: minisign(signer.publicKey) })
const withoutFives = ({ rows }: Everterm) => ({
  deserialize: rows({
    row: schemaOf((value) => (value === 5 ? { issues: [{ message: 'odd' }] } : { value })),
  }),
})
const isSound = (value: unknown) => (value as number[])[3] === 4

const STEPS: readonly Step[] = [
  {
    title: 'the pin of the digest',
    options: () => ({ sha256: createHash('sha256').update(GOOD).digest('hex') }),
    good: { text: GOOD },
    bad: { text: OTHER },
    code: 'ERR_TERM_DIGEST',
    file: '../../src/gate/digest-pin.ts',
    bug: { digestPin: () => ({ name: 'any', hash: 'sha256', judge: () => undefined }) },
  },
  {
    title: 'the signature',
    options: verify,
    good: signed(GOOD, 'version=1'),
    bad: { ...signed(GOOD, 'version=1'), text: OTHER },
    code: 'ERR_TERM_SIGNATURE',
    file: '../../src/gate/signature/verified.ts',
    bug: { verified: async () => ({ key: 'any', claim: {} }) },
  },
  {
    title: 'a signature that is missing',
    options: verify,
    good: signed(GOOD, 'version=1'),
    bad: { text: OTHER },
    code: 'ERR_TERM_SIGNATURE',
    file: '../../src/gate/signature-of.ts',
    bug: { signatureOf: async () => undefined },
  },
  {
    title: 'the name that was signed',
    options: verify,
    good: signed(GOOD, 'name=prices'),
    bad: signed(OTHER, 'name=rates'),
    code: 'ERR_TERM_SIGNATURE',
    file: '../../src/gate/signature/claim-rules.ts',
    bug: { judgeClaim: () => undefined },
  },
  {
    title: 'the order of versions',
    options: verify,
    good: signed(GOOD, 'version=2'),
    bad: signed(OTHER, 'version=1'),
    code: 'ERR_TERM_OUTDATED',
    file: '../../src/gate/signature/claim-rules.ts',
    bug: { judgeClaim: () => undefined },
  },
  {
    title: 'the expiry',
    options: verify,
    good: signed(GOOD, 'version=1'),
    bad: signed(OTHER, 'version=2 expires=2000-01-01'),
    code: 'ERR_TERM_EXPIRED',
    file: '../../src/gate/signature/claim-rules.ts',
    bug: { judgeExpiry: () => undefined },
  },
  {
    title: 'the schema',
    options: () => ({
      schema: schemaOf((value) => (isSound(value) ? { value } : { issues: [{ message: 'odd' }] })),
    }),
    good: { text: GOOD },
    bad: { text: OTHER },
    code: 'ERR_TERM_SCHEMA',
    file: '../../src/gate/schema.ts',
    bug: { judgeSchema: async (_: unknown, value: unknown) => value },
  },
  {
    title: 'the schema of the records',
    options: withoutFives,
    good: { text: GOOD },
    bad: { text: OTHER },
    code: 'ERR_TERM_SCHEMA',
    file: '../../src/decode/table/judge-records.ts',
    bug: { judgeRecords: async () => {} },
  },
  {
    title: 'the question for the schema of the records',
    options: withoutFives,
    good: { text: GOOD },
    bad: { text: OTHER },
    code: 'ERR_TERM_SCHEMA',
    file: '../../src/decode/decoder.ts',
    bug: { recordsJudgeOf: () => undefined },
  },
  {
    title: '`validate`',
    options: () => ({ validate: isSound }),
    good: { text: GOOD },
    bad: { text: OTHER },
    code: 'ERR_TERM_REFUSED',
    file: '../../src/gate/validate.ts',
    bug: { judgeValue: async () => {} },
  },
  {
    title: 'the guards',
    options: () => ({ guards: { maxShrink: 0.2 } }),
    good: { text: GOOD },
    bad: { text: '[1,2]' },
    code: 'ERR_TERM_GUARD',
    file: '../../src/gate/guards.ts',
    bug: { judgeGuards: async () => undefined },
  },
]

afterEach(() => {
  for (const { file } of STEPS) vi.doUnmock(file)
  vi.resetModules()
})

/** What becomes of the bad payload after the good one: it is published, or refused with a code. */
async function outcomeOf({ options, good, bad }: Step): Promise<string> {
  const everterm = await import('../../src/index.ts')
  const fetcher = scripted('')
  const send = ({ text, proof }: Sent) =>
    fetcher.answer(() => ({
      changed: true,
      open: async () => Buffer.from(text),
      ...(proof !== undefined && { proof: async () => Buffer.from(proof) }),
    }))
  send(good)
  const term: RemoteTerm<unknown> = everterm.remoteTerm({
    name: 'prices',
    fetcher,
    deserialize: everterm.json<unknown>,
    ...options(everterm),
  })
  const tree = await everterm.supervise({ term }, { observers: [] })
  try {
    send(bad)
    const refreshed = await term.refresh().catch(({ code }: { code: string }) => code)
    const value = term.get()
    // Rows are no JSON, and are iterated as the list that they were.
    const list = Array.isArray(value) ? value : [...(value as Iterable<unknown>)]
    const isBad = JSON.stringify(list) === bad.text && bad.text !== good.text
    return isBad ? 'published' : refreshed
  } finally {
    await tree.stop()
  }
}

describe.each(STEPS)('P5: $title', (step) => {
  it('keeps the last good value', async () => {
    vi.resetModules()
    expect(await outcomeOf(step)).toBe(step.code)
  })

  it('with a bug lets it pass, which is seen', async () => {
    vi.resetModules()
    vi.doMock(step.file, async (original) => ({ ...(await original<object>()), ...step.bug }))
    expect(await outcomeOf(step)).toBe('published')
  })
})
