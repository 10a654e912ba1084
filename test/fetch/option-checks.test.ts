/** A wrong argument of what makes a fetcher or a decoder is told at once, by function, option and value. @module */

import { expect, it } from 'vitest'
import { inWorker } from '../../src/decode/in-worker.ts'
import { file } from '../../src/fetch/file.ts'
import { firstOf } from '../../src/fetch/first-of.ts'
import { fixed } from '../../src/fetch/fixed.ts'
import { http } from '../../src/fetch/http.ts'
import { twoStep } from '../../src/fetch/two-step.ts'

// What is wrong here is wrong for TypeScript, too.
type Loose = (...args: readonly unknown[]) => unknown
const asked = { fixed, file, firstOf, http, twoStep, inWorker } as unknown as Record<string, Loose>

const SECRET = 'hunter2'
const path = 'expected `path` to be a path or a `file:` URL, got `a URL` (string): '

it.each<[string, readonly unknown[], string]>([
  ['fixed', ['x', { ver: '1' }], 'expected `options` to be made of version, proof, got `ver` (string)'],
  ['fixed', ['x', { version: 1 }], 'expected `version` to be a string with content, got `1` (number)'],
  ['fixed', ['x', null], 'expected `options` to be an object, got `null`'],
  ['file', ['x', { interval: '1s' }], 'expected `options` to be left out, got `object` (object): how often'],
  ['file', [`https://x/y?${SECRET}`], `${path}for a URL \`http(...)\``],
  ['file', [new URL(`https://x/y?${SECRET}`)], 'got `a URL of https:` (string): for a URL `http(...)`'],
  ['file', ['s3://b/k'], `${path}for an object of S3`],
  ['file', ['file:///x'], `${path}as \`new URL(...)\``],
  [
    'inWorker',
    [new URL('file:///x.js'), { a: 1 }],
    'expected `options` to be made of isolation, memory, got `a` (string)',
  ],
  ['twoStep', [{ name: 'x' }], 'expected `currentVersion` to be a function, got `undefined` (undefined)'],
  ['twoStep', [{ name: '' }], 'expected `name` to be a string with content, got `` (string)'],
  ['twoStep', [], 'expected `options` to be an object, got `undefined` (undefined): as `twoStep({ name'],
  ['firstOf', [[`http://x?${SECRET}`]], '`fetchers[0]` to be an object with a `name` and a `probe` function'],
  ['firstOf', [[`http://x?${SECRET}`]], 'got `string` (string): for a URL `http(...)`'],
  ['firstOf', [['./prices.json']], 'for a path `file(...)`'],
  ['firstOf', [[http]], 'call it, as `http(...)`'],
  [
    'http',
    ['https://x', { proxy: `http://${SECRET}@p` }],
    '(string): for a proxy of yours `dispatcher: new ProxyAgent',
  ],
])('%s refuses %o', (name, args, message) => {
  const call = () => asked[name]?.(...args)
  expect(call).toThrow(TypeError)
  expect(call).toThrow(`${name}: expected `)
  expect(call).toThrow(message)
  expect(call).not.toThrow(SECRET)
})

it('many paths can be made files by `map`', () => {
  expect(['a', 'b'].map(file).map(({ name }) => name)).toEqual(['file a', 'file b'])
})
