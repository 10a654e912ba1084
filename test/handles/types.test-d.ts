/** What the compiler infers and refuses. @module */

import { describe, expectTypeOf, it } from 'vitest'
import {
  type Duration,
  type Fetcher,
  fixed,
  type Group,
  group,
  http,
  json,
  type Listener,
  minisign,
  type Observer,
  type RemoteTerm,
  remoteTerm,
  type Snapshot,
  type Supervision,
  supervise,
  type TermError,
  type TermErrorCode,
  type TermEvent,
} from '../../src/index.ts'
import { attach, type Shareable, type SharedTerm, type Unshare } from '../../src/worker.ts'
import { digits, schemaOf } from '../support/standard-schema.ts'

interface PriceTable {
  readonly EUR: number
}

const name = 'prices'
const fetcher: Fetcher = fixed('{}')

describe('the type of a value', () => {
  it('is what `deserialize` gives', () => {
    const term = remoteTerm({ name, fetcher, deserialize: json<PriceTable> })
    expectTypeOf(term).toEqualTypeOf<RemoteTerm<PriceTable>>()
    expectTypeOf(term.get()).toEqualTypeOf<PriceTable>()
    expectTypeOf(term.peek()).toEqualTypeOf<PriceTable | undefined>()
    expectTypeOf(term.snapshot()).toEqualTypeOf<Snapshot<PriceTable>>()
    expectTypeOf(term.ready()).resolves.toEqualTypeOf<PriceTable>()
    expectTypeOf(term.refresh()).resolves.toEqualTypeOf<'updated' | 'unchanged'>()
    expectTypeOf(term.subscribe).parameter(0).toEqualTypeOf<Listener<PriceTable>>()
    expectTypeOf(term.changes()).toEqualTypeOf<AsyncIterableIterator<Snapshot<PriceTable>>>()
  })

  it('is what an asynchronous one gives in the end', () => {
    const term = remoteTerm({ name, fetcher, deserialize: async () => new Map<string, number>() })
    expectTypeOf(term).toEqualTypeOf<RemoteTerm<Map<string, number>>>()
  })

  it('is what an inline function gives, which knows its own parameters', () => {
    const term = remoteTerm({
      name,
      fetcher,
      deserialize: (bytes, scope) => {
        expectTypeOf(bytes).toEqualTypeOf<Uint8Array>()
        expectTypeOf(scope.signal).toEqualTypeOf<AbortSignal>()
        return bytes.byteLength
      },
    })
    expectTypeOf(term).toEqualTypeOf<RemoteTerm<number>>()
  })

  it('is bytes where nothing reads them', () => {
    expectTypeOf(remoteTerm({ name, fetcher })).toEqualTypeOf<RemoteTerm<Uint8Array>>()
  })

  it('is the output of the schema', () => {
    const term = remoteTerm({ name, fetcher, deserialize: json<unknown>, schema: digits })
    expectTypeOf(term).toEqualTypeOf<RemoteTerm<number>>()
    const later = schemaOf(async () => ({ value: { EUR: 1 } }))
    expectTypeOf(remoteTerm({ name, fetcher, schema: later })).toEqualTypeOf<RemoteTerm<{ EUR: number }>>()
  })

  it('is what `get` reads where the user keeps the value', () => {
    const term = remoteTerm({
      name,
      fetcher,
      deserialize: json<PriceTable>,
      put: (value) => {
        expectTypeOf(value).toEqualTypeOf<PriceTable>()
      },
      get: () => new Set<string>(),
    })
    expectTypeOf(term).toEqualTypeOf<RemoteTerm<Set<string>>>()
  })

  it('is what `get` reads where a schema makes what is put', () => {
    const term = remoteTerm({
      name,
      fetcher,
      schema: digits,
      put: (value) => {
        expectTypeOf(value).toEqualTypeOf<number>()
      },
      get: () => 'text',
    })
    expectTypeOf(term).toEqualTypeOf<RemoteTerm<string>>()
  })

  it('is that of guards, and beside `put` and `get` the live value is what `get` returns', () => {
    remoteTerm({ name, fetcher, deserialize: json<PriceTable>, guards: { minRecords: 1, maxShrink: 0.2 } })
    remoteTerm({
      name,
      fetcher,
      deserialize: json<PriceTable>,
      guards: (next, live) => {
        expectTypeOf(next).toEqualTypeOf<PriceTable>()
        expectTypeOf(live).toEqualTypeOf<PriceTable | undefined>()
      },
    })
    remoteTerm({
      name,
      fetcher,
      deserialize: json<PriceTable>,
      guards: (next, live) => {
        expectTypeOf(next).toEqualTypeOf<PriceTable>()
        expectTypeOf(live).toEqualTypeOf<number | undefined>()
      },
      put: () => {},
      get: () => 1,
    })
    // @ts-expect-error a guard has no such rule
    remoteTerm({ name, fetcher, guards: { maxShrinkage: 0.2 } })
    // @ts-expect-error a verifier is to be made first
    remoteTerm({ name, fetcher, verify: minisign })
  })

  it('is not widened by `validate`, `initial` or `put`', () => {
    const term = remoteTerm({
      name,
      fetcher,
      deserialize: json<PriceTable>,
      initial: { EUR: 1 },
      validate: (value) => {
        expectTypeOf(value).toEqualTypeOf<PriceTable>()
      },
    })
    expectTypeOf(term).toEqualTypeOf<RemoteTerm<PriceTable>>()
    // @ts-expect-error the initial value has another type
    remoteTerm({ name, fetcher, deserialize: json<PriceTable>, initial: 'none' })
    // @ts-expect-error `validate` expects another type
    remoteTerm({ name, fetcher, deserialize: json<PriceTable>, validate: (value: string) => value !== '' })
    // @ts-expect-error `put` expects another type
    remoteTerm({ name, fetcher, deserialize: json<PriceTable>, put: (_: string) => {}, get: () => 1 })
  })

  it('may be told instead of inferred', () => {
    const term = remoteTerm<PriceTable | null>({ name, fetcher, deserialize: json, initial: null })
    expectTypeOf(term).toEqualTypeOf<RemoteTerm<PriceTable | null>>()
  })
})

describe('options', () => {
  it('`put` and `get` come as a pair', () => {
    // @ts-expect-error `get` is missing
    remoteTerm({ name, fetcher, put: () => {} })
    // @ts-expect-error `put` is missing
    remoteTerm({ name, fetcher, get: () => 1 })
  })

  it('have known names', () => {
    // @ts-expect-error no such option
    remoteTerm({ name, fetcher, refreshInteval: '30s' })
    // @ts-expect-error no such limit
    remoteTerm({ name, fetcher, limits: { maxByte: 5 } })
    // @ts-expect-error no such option of a tree
    void supervise({}, { restarts: 5 })
    // @ts-expect-error no such option of a group
    group({}, { observers: [] })
    // @ts-expect-error no such option of a fetcher
    http('https://origin.test', { caching: true })
  })

  it('need a name and a fetcher', () => {
    // @ts-expect-error no name
    remoteTerm({ fetcher })
    // @ts-expect-error no fetcher
    remoteTerm({ name })
  })

  it('take durations in known units', () => {
    expectTypeOf<'30s' | '1.5h' | '250ms' | 5>().toExtend<Duration>()
    expectTypeOf<'30 parsecs'>().not.toExtend<Duration>()
    expectTypeOf<'s'>().not.toExtend<Duration>()
    // @ts-expect-error no such unit
    remoteTerm({ name, fetcher, refreshInterval: '30 parsecs' })
    remoteTerm({ name, fetcher, refreshInterval: null })
  })

  it('may be `undefined`, and given in parts', () => {
    const interval: Duration | undefined = undefined
    const common = { name, fetcher, refreshInterval: interval, lazyInit: undefined } as const
    expectTypeOf(remoteTerm({ ...common, deserialize: json<PriceTable> })).toEqualTypeOf<
      RemoteTerm<PriceTable>
    >()
  })
})

describe('a tree', () => {
  const prices = remoteTerm({ name, fetcher, deserialize: json<PriceTable> })

  it('takes terms of any type and groups, and nothing else', () => {
    expectTypeOf(
      supervise({ prices, lists: group({ bytes: remoteTerm({ name, fetcher }) }) }),
    ).resolves.toEqualTypeOf<Supervision>()
    // @ts-expect-error a name is no term
    void supervise({ prices: 'prices' })
    // @ts-expect-error children have names
    void supervise([prices])
    expectTypeOf(prices.start()).resolves.toEqualTypeOf<Supervision>()
  })

  it('is disposed of at the end of a block', () => {
    expectTypeOf<Supervision>().toExtend<AsyncDisposable>()
    expectTypeOf<ReturnType<typeof prices.subscribe>>().toExtend<Disposable>()
  })

  it('tells of terms that may not be there', () => {
    type Terms = ReturnType<Supervision['health']>['terms']
    expectTypeOf<Terms[string]['ageMs']>().toEqualTypeOf<number | undefined>()
  })
})

describe('events', () => {
  it('narrow by their type', () => {
    const observer: Observer = {
      name: 'test',
      hear(event) {
        expectTypeOf(event).toEqualTypeOf<TermEvent>()
        if (event.type === 'refresh.failed') {
          expectTypeOf(event.code).toEqualTypeOf<TermErrorCode>()
          expectTypeOf(event.outcome).toEqualTypeOf<'failed'>()
        }
        if (event.type === 'supervisor.restarted') {
          expectTypeOf(event.children).toEqualTypeOf<readonly string[]>()
        }
        // @ts-expect-error not every event is of a term
        event.id
      },
    }
    expectTypeOf(observer).toExtend<Observer>()
  })

  it('can be told apart to the last', () => {
    type OfTerms = Extract<TermEvent, { readonly id: string }>['type']
    type Others = Exclude<TermEvent['type'], OfTerms>
    expectTypeOf<Extract<Others, `term.${string}` | `refresh.${string}`>>().toBeNever()
  })
})

describe('what a thread reads', () => {
  it('has the type that it is attached with', () => {
    const prices = attach<PriceTable>('prices')
    expectTypeOf(prices).toEqualTypeOf<SharedTerm<PriceTable>>()
    expectTypeOf(prices.get()).toEqualTypeOf<PriceTable>()
    expectTypeOf(prices.ready()).resolves.toEqualTypeOf<PriceTable>()
    expectTypeOf(attach('prices').get()).toBeUnknown()
  })

  it('is any term, and any that is itself attached', () => {
    const term = remoteTerm({ name, fetcher, deserialize: json<PriceTable> })
    expectTypeOf(term).toExtend<Shareable>()
    expectTypeOf<SharedTerm<PriceTable>>().toExtend<Shareable>()
    expectTypeOf<Group>().not.toExtend<Shareable>()
    expectTypeOf(term.shareWith).returns.toEqualTypeOf<Unshare>()
  })
})

describe('nothing public', () => {
  it('is `any`', () => {
    const term = remoteTerm({ name, fetcher })
    type Handle = typeof term
    type Results = {
      [Key in keyof Handle]: Handle[Key] extends (...args: never) => infer R ? R : Handle[Key]
    }
    type AnyIn<T> = { [Key in keyof T]-?: 0 extends 1 & T[Key] ? Key : never }[keyof T]
    expectTypeOf<AnyIn<Results>>().toBeNever()
    expectTypeOf<AnyIn<Snapshot<unknown>>>().toBeNever()
    expectTypeOf<AnyIn<ReturnType<Handle['status']>>>().toBeNever()
    expectTypeOf<AnyIn<ReturnType<Supervision['health']>>>().toBeNever()
    expectTypeOf<AnyIn<Supervision>>().toBeNever()
    expectTypeOf<AnyIn<Fetcher>>().toBeNever()
    expectTypeOf<AnyIn<Omit<TermError, 'stack'>>>().toBeNever()
    expectTypeOf<{ [E in TermEvent as E['type']]: AnyIn<E> }[TermEvent['type']]>().toBeNever()
  })

  it('is `any`, not even where `json` is given no type', () => {
    expectTypeOf(remoteTerm({ name, fetcher, deserialize: json }).get()).not.toBeAny()
    expectTypeOf(remoteTerm({ name, fetcher, deserialize: json }).get()).toBeUnknown()
  })
})
