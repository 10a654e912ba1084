/** The schema by which editors know a configuration has the very fields that the service takes. @module */

import { describe, expect, it } from 'vitest'
import { configSchema } from '../../../scripts/config-schema/schema.mjs'
import { GROUP_FIELDS, TERM_FIELDS } from '../../../src/serve/config/children-of.ts'
import { CONFIG_FIELDS } from '../../../src/serve/config/resolve-config.ts'
import { read } from '../../house/sources.ts'

interface Described {
  readonly properties: Readonly<Record<string, { readonly description: string }>>
}

const schema = (await configSchema()) as unknown as Described & {
  readonly $defs: { readonly term: Described; readonly group: Described }
}
const namesOf = ({ properties }: Described): string[] => Object.keys(properties).sort()

/** What only code can say. */
const IN_CODE = ['setup', 'deserialize', 'schema', 'validate', 'put', 'get']

describe('the schema of a configuration', () => {
  it('is what `npm run schema` writes', () => {
    expect(`${JSON.stringify(schema, undefined, 2)}\n`).toBe(read('schema/everterm.config.json'))
  })

  it('has the fields of the service, of a term and of a group, and no others', () => {
    expect(namesOf(schema)).toEqual([...CONFIG_FIELDS].sort())
    expect(namesOf(schema.$defs.group)).toEqual([...GROUP_FIELDS].sort())
    expect(namesOf(schema.$defs.term)).toEqual(TERM_FIELDS.filter((name) => !IN_CODE.includes(name)).sort())
  })

  it('says of each field what it is for', () => {
    const all = [schema, schema.$defs.term, schema.$defs.group].flatMap(({ properties }) =>
      Object.entries(properties),
    )
    expect(all.filter(([, { description }]) => description === '').map(([name]) => name)).toEqual([])
  })
})
