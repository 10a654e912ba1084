/** What machines read of everterm is what the pages say. @module */

import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { llmsText } from '../../scripts/llms/text.mjs'
import { fixed, remoteTerm } from '../../src/index.ts'
import { read } from '../house/sources.ts'

const RAW = 'https://raw.githubusercontent.com/everterm/everterm/main/'
const text = read('llms.txt')

test('llms.txt is what `npm run llms` writes', () => {
  expect(text).toBe(llmsText())
})

test('it leads to pages that are there', () => {
  const files = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link.replace(RAW, ''))
  expect(files.length).toBeGreaterThan(15)
  expect(files.filter((file) => !existsSync(file))).toEqual([])
})

test('it names methods that a handle has', () => {
  const [, handle = ''] = /^A handle has ([\s\S]*?)\. /m.exec(text) ?? []
  const named = [...handle.matchAll(/`(\w+)\(\)`/g)].map(([, name = '']) => name)
  const term: Readonly<Record<string, unknown>> = { ...remoteTerm({ name: 'any', fetcher: fixed('1') }) }
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((name) => typeof term[name] !== 'function')).toEqual([])
})

test('it is in the package', () => {
  expect(JSON.parse(read('package.json')).files).toContain('llms.txt')
})
