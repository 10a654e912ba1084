/** The widths that texts are measured by are those of the fonts, wherever these are installed, and in CI they are. @module */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { advancesIn } from './font-file.ts'
import { FAMILIES, LETTERS, widthsOf } from './fonts.ts'

const isOptional = process.env.CI === undefined

const FOLDER = '/usr/share/fonts'

const installed = existsSync(FOLDER) ? readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }) : []

const faces = FAMILIES.flatMap((family) =>
  (['regular', 'bold'] as const).flatMap((weight) =>
    family.files[weight].map((file) => ({ file, widths: widthsOf(family[weight]) })),
  ),
)

describe.each(faces)('$file', ({ file, widths }) => {
  const path = installed.find((name) => basename(name) === file)

  test.skipIf(isOptional && path === undefined)('has letters of the widths written down', () => {
    expect(advancesIn(readFileSync(join(FOLDER, path ?? '')), LETTERS)).toEqual(widths)
  })
})
