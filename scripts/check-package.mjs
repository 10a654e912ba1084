/** Packs the package, installs it into an empty project and uses it there as its users will. @module */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkBundles } from './package/bundles.mjs'
import { checkContents } from './package/contents.mjs'
import { checkLoading } from './package/loading.mjs'
import { checkProgram } from './package/program.mjs'
import { MANIFEST, pack, project, step } from './package/project.mjs'
import { checkRuntimes } from './package/runtimes.mjs'
import { checkTypes } from './package/types.mjs'

const folder = await mkdtemp(join(tmpdir(), `${MANIFEST.name}-consumer-`))
try {
  const consumer = await project(folder)
  const tarball = await step('packs', () => pack(folder))
  await step('installs into an empty project', () => consumer.install(tarball))
  await checkContents(consumer)
  await checkProgram(consumer)
  await checkLoading(consumer)
  await checkTypes(consumer)
  await checkBundles(consumer)
  await checkRuntimes(consumer)
} catch (error) {
  console.error(error.stdout ?? '', error.stderr ?? error)
  process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
