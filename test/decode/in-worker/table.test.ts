/** A table that a user's module makes in a thread of its tree. @module */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CompiledPackage, compilePackage } from '../../support/compiled-package.ts'

let everterm: CompiledPackage
beforeAll(async () => {
  everterm = await compilePackage()
})
afterAll(() => everterm[Symbol.asyncDispose]())

const MODULE = `
  import { table } from 'everterm'
  export const decode = (bytes) => table({ key: 'id', cache: 1 })(bytes.subarray(4))
`

it('may be a set of texts as well', async () => {
  const end = await everterm.run(`
    import { writeFileSync } from 'node:fs'
    import { fixed, inWorker, remoteTerm, supervise } from 'everterm'
    writeFileSync('decode.js', "import { lines } from 'everterm'; export const decode = lines({ comments: '#' })")
    const deserialize = inWorker(new URL('decode.js', 'file://' + process.cwd() + '/'))
    const words = remoteTerm({ name: 'words', fetcher: fixed(Buffer.from('a # b')), deserialize, refreshInterval: '1h' })
    await supervise({ words })
    console.log(words.get().size, words.get().has('a'))
  `)
  expect(end).toEqual({ code: 0, stdout: '1 true\n', stderr: '' })
})

it('is shared with the thread that reads it', async () => {
  const end = await everterm.run(`
    import { writeFileSync } from 'node:fs'
    import { fixed, inWorker, remoteTerm, supervise } from 'everterm'
    writeFileSync('decode.js', ${JSON.stringify(MODULE)})
    const deserialize = inWorker(new URL('decode.js', 'file://' + process.cwd() + '/'))
    const fetcher = fixed(Buffer.from('HEAD[{"id":"a","price":1},{"id":"b","price":2}]'))
    const products = remoteTerm({ name: 'products', fetcher, deserialize, refreshInterval: '1h' })
    await supervise({ products })
    const table = products.get()
    console.log(table.size, table.get('b').price, table.get('b') === table.get('b'))
  `)
  expect(end).toEqual({ code: 0, stdout: '2 2 true\n', stderr: '' })
})
