/** An address of publications means the same to whoever puts them there and to whoever fetches them. @module */

import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { placeAddress } from '../../src/manifest/index.ts'

it.each([
  ['s3://acme', { kind: 'bucket', bucket: 'acme', prefix: '', name: 's3://acme' }],
  [
    's3://acme/live/terms/',
    { kind: 'bucket', bucket: 'acme', prefix: 'live/terms', name: 's3://acme/live/terms' },
  ],
  ['file:/srv/terms', { kind: 'folder', path: '/srv/terms' }],
  ['file:///srv/a%20b', { kind: 'folder', path: '/srv/a b' }],
  ['https://me:secret@example.com/terms?token=secret', { kind: 'web', name: 'https://example.com/terms' }],
])('%s', (address, place) => {
  expect(placeAddress(address)).toMatchObject(place)
})

it('a folder that begins nowhere begins at that of the process, as a path does', () => {
  expect(placeAddress('file:terms')).toMatchObject({ kind: 'folder', path: resolve('terms') })
  expect(placeAddress(pathToFileURL('terms').href)).toMatchObject({ path: resolve('terms') })
})

it.each([
  '',
  'terms',
  'ftp://example.com',
  's3://',
  's3://acme/a?b',
  'file:',
  'file://host/terms',
  'https://',
  'file:///srv/%zz',
  'file:///srv/a%2Fb',
])('%j is none', (address) => {
  expect(placeAddress(address)).toBeUndefined()
})
