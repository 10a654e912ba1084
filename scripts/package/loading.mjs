/**
 * Checks that each subpath loads by `import` and by `require`, and that one whose peer is missing says what to install.
 *
 * @module
 */

import { MANIFEST, SPECIFIERS, step } from './project.mjs'

/** The subpaths that need their peers when they are loaded; the others ask for theirs when they are used. */
const NEEDS_AT_ONCE = {
  [`${MANIFEST.name}/otel`]: ['@opentelemetry/api'],
  [`${MANIFEST.name}/openfeature`]: [
    '@openfeature/server-sdk',
    '@openfeature/core',
    '@openfeature/flagd-core',
  ],
}

/** The subpath that only everterm's own threads load, and the one that only a run of Vitest can. */
const ELSEWHERE = [`${MANIFEST.name}/thread`, `${MANIFEST.name}/vitest`]

const FILES = {
  'import.mjs': `
for (const specifier of process.argv.slice(2)) {
  if (Object.keys(await import(specifier)).length === 0) throw new Error(specifier + ' exports nothing')
}`,
  'require.cjs': `
for (const specifier of process.argv.slice(2)) {
  if (Object.keys(require(specifier)).length === 0) throw new Error(specifier + ' exports nothing')
}`,
  'missing.mjs': `
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { statelyInspector } from 'everterm/inspect'
import { nats } from 'everterm/nats'
import { redis } from 'everterm/redis'
import { s3 } from 'everterm/s3'

const require = createRequire(import.meta.url)
const context = { signal: new AbortController().signal, maxBytes: 1 }
await assert.rejects(import('everterm/otel'), /npm install @opentelemetry.api$/)
assert.throws(() => require('everterm/otel'), /npm install @opentelemetry.api$/)
await assert.rejects(import('everterm/openfeature'), /npm install @openfeature.server-sdk/)
await assert.rejects(s3({ bucket: 'b', key: 'k', region: 'r' }).probe(undefined, context), {
  code: 'ERR_TERM_SETUP',
  message: /npm install @aws-sdk.client-s3$/,
})
for (const [control, packages] of [
  [nats({ servers: '127.0.0.1:1' }), /npm install @nats-io.transport-node @nats-io.jetstream @nats-io.kv$/],
  [redis({ url: 'redis://127.0.0.1:1' }), /npm install @redis.client$/],
]) {
  await assert.rejects(control.prepare(), { code: 'ERR_TERM_SETUP', message: packages })
  await control.close()
}
await assert.rejects(statelyInspector(), /npm install -D @statelyai.inspect$/)`,
}

/** Checks the loading while nothing but the package is installed in the project. */
export async function checkLoading({ write, install, node }) {
  await write(FILES)
  const whole = SPECIFIERS.filter(
    (specifier) => !ELSEWHERE.includes(specifier) && NEEDS_AT_ONCE[specifier] === undefined,
  )
  await step(`loads by import: ${whole.join(', ')}`, () => node('import.mjs', ...whole))
  await step('loads by require', () => node('require.cjs', ...whole, `${MANIFEST.name}/package.json`))
  await step('says what to install where a peer is missing', () => node('missing.mjs'))
  const needed = Object.values(NEEDS_AT_ONCE)
    .flat()
    .map((name) => `${name}@${MANIFEST.peerDependencies[name]}`)
  await install(...needed)
  const others = Object.keys(NEEDS_AT_ONCE)
  await step(`loads with its peer: ${others.join(', ')}`, async () => {
    await node('import.mjs', ...others)
    await node('require.cjs', ...others)
  })
}
