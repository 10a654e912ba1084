/** Whatever fails, in whatever order: nothing throws, what was called safe is found, and what came last is there in the end. @module */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Meddler, meddledFiles, systemError } from '../../support/file-faults.ts'
import { folderOfTest, headerFor, testKeepsake } from '../../support/keepsakes.ts'
import { guardProcess } from '../../support/process-guard.ts'

guardProcess()

const { signal } = new AbortController()

const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('keep' as const), size: fc.nat(3_000) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('note' as const) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('flush', 'read', 'heal', 'again') }) },
)

/** For each operation in a row, whether it fails, and how. */
const fates = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('ENOSPC', 'EIO', 'EACCES', 'ENOENT', 'EROFS', 'EMFILE', 'ELOOP'),
    },
  ),
  { maxLength: 200 },
)

it('P27: a keepsake under faults of every operation', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 15 }), fates, async (commands, all) => {
      const dir = await folderOfTest()
      let operations = 0
      let isHealthy = false
      const meddle: Meddler = () => {
        const code = isHealthy ? undefined : all[operations++]
        if (code !== undefined) throw systemError(code)
      }
      const options = { files: meddledFiles(meddle), patience: { read: 5_000 } }
      let keepsake = testKeepsake(dir, options)
      let kept = 0
      let noted = 0
      let safe = { kept: 0, noted: 0 }

      /** What a process finds that nothing happens to. */
      const found = async () => {
        const whole = testKeepsake(dir)
        const [text = '0'] = await whole.texts()
        const { notes } = await whole.open(signal)
        return { kept: Number(text.split(' ')[0]), noted: Number(notes?.number ?? 0) }
      }
      const keep = (size: number) => {
        kept += 1
        const bytes = Buffer.from(`${kept} ${'.'.repeat(size)}`)
        keepsake.keep(headerFor(bytes), bytes)
      }

      for (const each of commands) {
        if (each.does === 'keep') keep(each.size)
        if (each.does === 'note') keepsake.note({ number: ++noted })
        if (each.does === 'read') await keepsake.texts()
        if (each.does === 'heal') isHealthy = !isHealthy
        // Another process takes over, and has nothing to write yet.
        if (each.does === 'again') {
          keepsake.forget()
          await keepsake.flush(10_000)
          keepsake = testKeepsake(dir, options)
          safe = await found()
          kept = Math.max(kept, safe.kept)
        }
        if (each.does === 'flush' && (await keepsake.flush(10_000))) {
          const now = await found()
          expect(now.kept).toBeGreaterThanOrEqual(safe.kept)
          safe = now
        }
        const now = await found()
        expect(now.kept).toBeGreaterThanOrEqual(safe.kept)
        expect(now.noted).toBeGreaterThanOrEqual(safe.noted)
        expect(now.kept).toBeLessThanOrEqual(kept)
      }

      isHealthy = true
      keep(10)
      keepsake.note({ number: ++noted })
      expect(await keepsake.flush(20_000)).toBe(true)
      expect(await found()).toEqual({ kept, noted })
    }),
    { numRuns: 60 },
  )
}, 120_000)
