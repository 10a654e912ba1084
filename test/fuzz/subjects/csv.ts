/** The converter of CSV, in WebAssembly: records or a refusal with a code, the same ones however the document is cut. @module */

import { piecesOfSize } from '../../../src/decode/join.ts'
import type { CsvHow } from '../../../src/decode/table/contract.ts'
import { csvSource } from '../../../src/decode/table/csv.ts'
import { type FuzzSubject, holds, readOrRefused } from '../harness/subject.ts'

const seed = (text: string) => Buffer.from(text)

const HOW: CsvHow = { header: true, types: 'infer', separator: ',', quotes: true, decimal: '.' }

async function linesOf(input: Uint8Array, size: number): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of csvSource(() => piecesOfSize(input, size), HOW).lines()) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

export const csvSubject: FuzzSubject = {
  name: 'csv',
  share: 2,
  seeds: [
    seed('id,n,open\na,1.5,true\nb,-2,\n'),
    seed('\ufeff"id","t"\r\n"a","say ""\u00fc"",\r\nor not"\r\n'),
    seed('a\n\n"" \n1e3\n007'),
  ],
  words: ['"', '""', ',', '\n', '\r\n', '\r', '\ufeff', '-0', '1e999', 'true', '\u00e9', '\u{1f600}'],
  async check(input) {
    const whole = await readOrRefused(() => linesOf(input, 2 ** 20))
    const cut = await readOrRefused(() => linesOf(input, 3))
    if ('refused' in whole || 'refused' in cut) {
      holds('refused' in whole && 'refused' in cut, 'a document that is refused in pieces or whole alone')
      return
    }
    holds(whole.read === cut.read, 'other records in pieces')
    const lines = whole.read.split('\n')
    holds(lines.pop() === '', 'a last line without an end')
    const names = lines.map((line) => Object.keys(JSON.parse(line)).length)
    holds(new Set(names).size <= 1, 'records of different fields')
  },
}
