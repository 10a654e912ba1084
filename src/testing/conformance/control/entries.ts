/** Cases about what is written and read. @module */

import assert from 'node:assert/strict'
import { LASTS_MS, MAX_VALUE_BYTES, type Space } from '../../../fleet/control.ts'
import { CANARY, type ControlCase, valueIn } from './trial.ts'

// What is in the audit is written once.
const SPACES = (Object.keys(LASTS_MS) as Space[]).filter((space) => space !== 'audit')
const VALUE = JSON.stringify({ [CANARY]: 'ä, 𝄞, "quoted"\\\n\u0000' })
const MANY = 300

export const ENTRY_CASES: readonly ControlCase[] = [
  {
    title: 'is prepared as often as somebody asks',
    async run({ another, control }) {
      await control.prepare()
      const other = await another()
      await Promise.all([control.prepare(), other.prepare()])
    },
  },
  {
    title: 'gives back what was put, to whoever asks, in each space that changes',
    async run({ another, control, service }) {
      const other = await another()
      for (const space of SPACES) {
        const key = `${service}.${space}`
        assert.equal(await other.get(space, key), undefined, 'There is something before it was put')
        const put = await control.put(space, key, VALUE)
        assert.deepEqual({ ...put, revision: '', at: 0 }, { key, value: VALUE, revision: '', at: 0 })
        assert.deepEqual(await other.get(space, key), put)
        assert.deepEqual(await other.list(space, service), [put])
        await control.post(space, key, '{}')
        const posted = await other.get(space, key)
        assert.equal(valueIn(posted), '{}')
        assert.notEqual(posted?.revision, put.revision)
      }
    },
  },
  {
    title: 'writes an entry of the audit once, and never over it',
    async run({ another, control, service }) {
      const other = await another()
      const key = `${service}.prices.1`
      const first = await control.swap('audit', key, VALUE, undefined)
      assert.equal(valueIn(first), VALUE)
      assert.equal(await other.swap('audit', key, '{}', undefined), undefined)
      await assert.rejects(async () => control.swap('audit', key, '{}', first?.revision), TypeError)
      await assert.rejects(async () => control.put('audit', key, '{}'), TypeError)
      await assert.rejects(async () => control.post('audit', key, '{}'), TypeError)
      assert.deepEqual(await other.list('audit', service), [first])
      assert.deepEqual(await other.get('audit', key), first)
    },
  },
  {
    title: 'takes the smallest and the largest value, and refuses one that is larger',
    async run({ control, failure, service }) {
      for (const size of [0, 1, MAX_VALUE_BYTES]) {
        const value = 'x'.repeat(size)
        await control.put('control', `${service}.size`, value)
        assert.ok(
          valueIn(await control.get('control', `${service}.size`)) === value,
          `${size} bytes are others`,
        )
      }
      const larger = control.put('control', `${service}.size`, 'x'.repeat(MAX_VALUE_BYTES + 1))
      assert.equal(await failure(larger), 'ERR_TERM_TOO_LARGE')
    },
  },
  {
    title: 'keeps keys apart that look alike, and lists by whole segments, in order',
    async run({ control, service }) {
      const names = ['a', 'a.b', 'a.bc', 'a.b.c', 'a-b', 'a_b', 'a=2Eb', 'A', 'ab', 'a.b.c.d']
      for (const name of names) await control.put('status', `${service}.${name}`, name)
      const listed = async (prefix: string) =>
        (await control.list('status', prefix)).map(({ key, value }) => {
          assert.equal(key, `${service}.${value}`)
          return value
        })
      assert.deepEqual(await listed(`${service}.a.b`), ['a.b', 'a.b.c', 'a.b.c.d'])
      assert.deepEqual(await listed(`${service}.a.b.c.d`), ['a.b.c.d'])
      assert.deepEqual(await listed(`${service}.nothing`), [])
      assert.deepEqual(await listed(service), names.toSorted())
      const all = (await control.list('status', '')).map(({ key }) => key)
      assert.ok(
        names.every((name) => all.includes(`${service}.${name}`)),
        'Not all of the space is listed',
      )
    },
  },
  {
    title: `lists ${MANY} entries with the values that they have now`,
    async run({ control, service }) {
      const keyAt = (index: number) => `${service}.i${String(index).padStart(4, '0')}`
      const indexes = Array.from({ length: MANY }, (_, index) => index)
      for (const round of ['old', 'new'])
        await Promise.all(indexes.map((index) => control.put('votes', keyAt(index), `${round} ${index}`)))
      const entries = await control.list('votes', service)
      assert.deepEqual(
        entries.map(({ key, value }) => [key, value]),
        indexes.map((index) => [keyAt(index), `new ${index}`]),
      )
    },
  },
  {
    title: 'tells when it was written, by one clock that goes forward',
    async run({ another, control, service }) {
      const other = await another()
      let last = 0
      for (let time = 0; time < 10; time++) {
        const { at } = await (time % 2 === 0 ? control : other).put('status', `${service}.i`, String(time))
        assert.ok(Number.isFinite(at) && at >= last, `${at} comes after ${last}`)
        last = at
      }
      assert.equal((await control.get('status', `${service}.i`))?.at, last)
    },
  },
  {
    title: 'lets what is past its time be gone, so that it is written as new',
    needs: 'expire',
    async run({ control, harness, service }) {
      const key = `${service}.i`
      const old = await control.put('status', key, 'old')
      await harness.expire?.('status')
      assert.equal(await control.get('status', key), undefined)
      assert.deepEqual(await control.list('status', service), [])
      assert.equal(await control.swap('status', key, 'late', old.revision), undefined)
      const written = await control.swap('status', key, 'new', undefined)
      assert.equal(valueIn(written), 'new')
      assert.notEqual(written?.revision, old.revision)
      assert.deepEqual(await control.list('status', service), [written])
    },
  },
]
