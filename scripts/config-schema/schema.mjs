/** Makes the JSON Schema of a configuration out of the docstrings of its options, for editors. @module */

import { interfacesOf } from '../reference/interfaces.mjs'

/** The interfaces that list the fields of each thing; where several have a field, the first one documents it. */
const SOURCES = {
  config: {
    'src/serve/config/service-config.ts': ['ServiceConfig'],
    'src/tree/options.ts': ['StrategyOptions', 'SuperviseOptions'],
  },
  term: {
    'src/serve/config/service-config.ts': ['TermConfig'],
    'src/term/options.ts': ['CommonOptions', 'Judging', 'Resting'],
    'src/serve/formats/formats.ts': ['FormatOptions'],
    'src/decode/table/contract.ts': ['TableOptions'],
    'src/decode/table/contract/place.ts': ['PlaceOptions'],
    'src/decode/table/contract/csv.ts': ['CsvOptions'],
    'src/decode/table/contract/text-set.ts': ['LinesOptions'],
  },
  fleet: {
    'src/serve/config/service-config.ts': ['FleetConfig'],
    'src/fleet/member/options.ts': ['FleetOptions'],
  },
  group: {
    'src/serve/config/service-config.ts': ['GroupConfig'],
    'src/tree/options.ts': ['StrategyOptions', 'GroupOptions'],
  },
}

/** What only code can say. */
const IN_CODE = ['name', 'fetcher', 'setup', 'deserialize', 'schema', 'validate', 'put', 'get']
const IN_FLEET = ['health', 'hear']
const IN_TREE = ['observers', 'inspect', 'clock', 'random']

const ref = (name) => ({ $ref: `#/$defs/${name}` })
const children = { type: 'object', minProperties: 1, additionalProperties: ref('child') }

/** What says more than the text of a type does. */
const SHAPES = {
  port: { type: 'integer', minimum: 0, maximum: 65_535 },
  observers: { type: 'array', items: { enum: ['log', 'otel'] } },
  format: { enum: ['json', 'table', 'rows', 'csv', 'tsv', 'lines', 'texts', 'bytes', 'text'] },
  ranges: {
    type: 'object',
    properties: { from: {}, to: {}, cidr: {}, overlaps: { enum: ['refuse', 'innermost'] } },
    additionalProperties: false,
  },
  fleet: ref('fleet'),
  control: {
    anyOf: [
      { type: 'string', minLength: 1 },
      { type: 'object', required: ['nats'] },
      { type: 'object', required: ['redis'] },
    ],
  },
  terms: children,
  group: children,
  from: { anyOf: [ref('place'), { type: 'array', items: ref('place'), minItems: 1 }] },
}

const SIMPLE = {
  boolean: { type: 'boolean' },
  number: { type: 'number' },
  string: { type: 'string' },
  Duration: ref('duration'),
  null: { type: 'null' },
  RestartType: { enum: ['permanent', 'transient', 'temporary'] },
  Strategy: { enum: ['one-for-one', 'one-for-all', 'rest-for-one'] },
  'readonly string[]': { type: 'array', items: { type: 'string' } },
}

/** The schema of a type, as far as its text tells; what it doesn't tell is left to the service. */
function shapeOf(type) {
  const parts = type
    .split(' | ')
    .map((part) => (/^'[^']*'$/.test(part) ? { const: part.slice(1, -1) } : SIMPLE[part]))
  if (parts.includes(undefined)) return {}
  return parts.length === 1 ? parts[0] : { anyOf: parts }
}

async function fieldsOf(sources, left) {
  const fields = {}
  const required = []
  for (const [file, names] of Object.entries(sources)) {
    const found = await interfacesOf(file)
    for (const { name, type, text, isOptional } of names.flatMap((one) => found.get(one).members)) {
      if (left.includes(name) || Object.hasOwn(fields, name) || type === 'undefined') continue
      fields[name] = { description: text, ...(SHAPES[name] ?? shapeOf(type)) }
      if (!isOptional && Object.hasOwn(SHAPES, name)) required.push(name)
    }
  }
  return { type: 'object', properties: fields, required, additionalProperties: false }
}

export async function configSchema() {
  const config = await fieldsOf(SOURCES.config, IN_TREE.slice(1))
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'everterm.config.json',
    ...config,
    $defs: {
      duration: {
        anyOf: [
          { type: 'number', minimum: 0 },
          { type: 'string', pattern: '^\\d+(\\.\\d+)?(ms|s|m|h|d)$' },
        ],
      },
      place: {
        anyOf: [
          { type: 'string', minLength: 1 },
          { type: 'object', required: ['url'], properties: { url: { type: 'string' } } },
          { type: 'object', required: ['published'], properties: { published: { type: 'string' } } },
          {
            type: 'object',
            required: ['firstOf'],
            properties: { firstOf: { type: 'array', items: ref('place'), minItems: 1 } },
          },
        ],
      },
      child: {
        if: { required: ['group'] },
        // biome-ignore lint/suspicious/noThenProperty: that is what JSON Schema calls it
        then: ref('group'),
        else: ref('term'),
      },
      fleet: await fieldsOf(SOURCES.fleet, IN_FLEET),
      term: await fieldsOf(SOURCES.term, IN_CODE),
      group: await fieldsOf(SOURCES.group, []),
    },
  }
}
