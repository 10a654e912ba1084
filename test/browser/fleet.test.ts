/** The page of a fleet, beside a live service and twelve instances more on a real nats-server. @module */

import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasServer, titleOf } from '../support/engine-server.ts'
import { until } from '../support/fleets.ts'
import { NATS_SERVER } from '../support/nats-server.ts'
import { barriersOf } from './support/barriers.ts'
import { type FleetStage, setFleetStage } from './support/fleet-stage.ts'
import { inBrowser } from './support/in-browser.ts'
import { TOKEN } from './support/stage.ts'
import { openPage, SIZES } from './support/watched-page.ts'

const SHOTS = fileURLToPath(new URL('../../artifacts/dashboard/', import.meta.url))
const OVERHANG = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

const shoot = async (page: Page, name: string) => {
  mkdirSync(SHOTS, { recursive: true })
  await page.screenshot({ path: `${SHOTS}fleet-${name}.png`, fullPage: true, animations: 'disabled' })
}
const title = (page: Page, words: string) => page.getByRole('heading', { level: 1, name: words }).waitFor()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Answers the dialogs of something that is done by hand. */
async function sign(page: Page, verb: string, { why, token }: { why: string; token?: string }) {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Who').fill('anna')
  await dialog.getByLabel('Why').fill(why)
  await dialog.getByRole('button', { name: verb }).click()
  if (token !== undefined) await enter(page, token)
}

async function enter(page: Page, token: string) {
  const dialog = page.getByRole('dialog', { name: 'Actions need a token' })
  await dialog.getByLabel('Token').fill(token)
  await dialog.getByRole('button', { name: 'Go on' }).click()
}

const live = ({ others }: FleetStage) => [...new Set(others.map(({ prices }) => prices.get().v))]

inBrowser(titleOf('the page of a fleet', NATS_SERVER), (browser) => {
  describe.runIf(hasServer(NATS_SERVER))('with thirteen instances', () => {
    test('sees a rollout go through its stages, another one halt, and pins with the token alone', async () => {
      await using stage = await setFleetStage(12)
      const { fleet, url } = stage
      await using seen = await openPage(browser(), url)
      const { page } = seen
      await page.getByRole('link', { name: 'fleet', exact: true }).click()
      await title(page, 'All 13 instances hold what they should')

      const [from, to] = [await fleet.publish(1, { v: 1 }, true), await fleet.publish(2, { v: 2 })]
      await fleet.begin({ from, to, stages: [1, 10, 50, 100], bake: 4_000 })
      await title(page, 'prices: 2 goes to 1 % of 13 instances')
      await title(page, 'prices: 2 goes to 10 % of 13 instances')
      await title(page, 'prices: 2 goes to 50 % of 13 instances')
      expect(await page.locator('.stages [aria-current=step] b').textContent()).toBe('50 %')
      await page.getByText('7 of 13, 54 %').waitFor()
      await shoot(page, 'staged')
      await title(page, 'All 13 instances hold what they should')
      await page.getByText('13 of 13, 100 %').waitFor()

      const bad = await fleet.publish(3, { v: 3, bad: true })
      // The service of the configuration has no gate for it; which of all is asked first, nobody knows.
      await fleet.begin({ from: to, to: bad, stages: [50, 100], bake: 60_000 })
      await title(page, 'prices: 3 was halted, and all go back to 2')
      await page.locator('.failures .tag').first().waitFor()
      await until(() => expect(live(stage)).toEqual([2]))
      await shoot(page, 'halted')

      await button(page, 'Pin').click()
      await page.getByRole('dialog').getByLabel('Publication').selectOption('1')
      await sign(page, 'Pin', { why: 'odd prices', token: 'not-the-token-of-it' })
      await page.getByText('does not take this token').waitFor()
      expect(live(stage)).toEqual([2])
      await enter(page, TOKEN)
      await page.getByText('Pinned to 1 by anna').waitFor()
      await until(() => expect(live(stage)).toEqual([1]))
      const audit = page.getByRole('region', { name: 'Audit' })
      await audit.getByText('odd prices').waitFor()
      await button(page, 'Unpin').click()
      await sign(page, 'Unpin', { why: 'all is well' })
      await until(() => expect(live(stage)).toEqual([2]))
      await button(page, 'Pin').waitFor()
      // The one complaint is of Chromium itself, about the answer to the wrong token.
      expect(seen.complaints.filter((words) => !words.includes('401'))).toEqual([])
    }, 120_000)

    test('pauses, resumes, halts and promotes', async () => {
      await using stage = await setFleetStage(12)
      const { fleet, url } = stage
      const from = await fleet.publish(1, { v: 1 }, true)
      await fleet.begin({ from, to: await fleet.publish(2, { v: 2 }), stages: [50, 100], bake: 600_000 })
      await using seen = await openPage(browser(), `${url}#/fleet`)
      const { page } = seen
      await button(page, 'Pause').click()
      await sign(page, 'Pause', { why: 'lunch', token: TOKEN })
      await title(page, 'prices: 2 is paused at 50 %')
      await page.getByText('paused by anna: lunch').first().waitFor()
      await button(page, 'Resume').click()
      await sign(page, 'Resume', { why: 'back' })
      await title(page, 'prices: 2 goes to 50 % of 13 instances')
      await button(page, 'Promote').click()
      await sign(page, 'Promote', { why: 'it is good' })
      await title(page, 'All 13 instances hold what they should')
      await until(() => expect(live(stage)).toEqual([2]))
      await fleet.begin({
        from: await fleet.publish(2, { v: 2 }),
        to: await fleet.publish(4, { v: 4 }),
        bake: 600_000,
      })
      await button(page, 'Halt').click()
      await sign(page, 'Halt', { why: 'odd' })
      await title(page, 'prices: 4 was halted, and all go back to 2')
      expect(seen.complaints).toEqual([])
    }, 120_000)

    test('is read-only without a token, and goes on when the engine is away', async () => {
      await using stage = await setFleetStage(12, { token: null })
      const { fleet, url } = stage
      const from = await fleet.publish(1, { v: 1 }, true)
      await fleet.begin({ from, to: await fleet.publish(2, { v: 2 }), stages: [50, 100], bake: 600_000 })
      await using seen = await openPage(browser(), `${url}#/fleet`)
      const { page } = seen
      await title(page, 'prices: 2 goes to 50 % of 13 instances')
      const halt = button(page, 'Halt')
      expect(await halt.getAttribute('aria-disabled')).toBe('true')
      await page.getByText('Read-only: this process serves the dashboard without actions.').waitFor()
      await halt.click({ force: true })
      expect(await page.getByRole('dialog').count()).toBe(0)
      const answer = await fetch(new URL('v1/fleet/prices/halt', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
        body: '{"by":"mallory"}',
      })
      expect(answer.status).toBe(403)

      await stage.kill()
      await page.getByText('the engine of the fleet does not answer').waitFor()
      await title(page, 'prices: 2 goes to 50 % of 13 instances')
      await stage.restart()
      await page.getByText('the engine of the fleet does not answer').waitFor({ state: 'hidden' })
    }, 120_000)

    test('keeps nobody out, fits its width, and says nothing on its console', async () => {
      await using stage = await setFleetStage(12)
      const { fleet, url } = stage
      const from = await fleet.publish(1, { v: 1 }, true)
      await fleet.begin({
        from,
        to: await fleet.publish(2, { v: 2 }),
        stages: [1, 10, 50, 100],
        bake: 600_000,
      })
      for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[])
        for (const scheme of ['light', 'dark'] as const) {
          await using seen = await openPage(browser(), `${url}#/fleet`, { size, scheme }, { bypassCSP: true })
          await seen.page.getByText('1 of 13, 8 %').waitFor()
          await shoot(seen.page, `${size}-${scheme}`)
          expect(await seen.page.evaluate<number>(OVERHANG)).toBe(0)
          expect(await barriersOf(seen.page)).toEqual([])
          await button(seen.page, 'Halt').click()
          expect(await barriersOf(seen.page)).toEqual([])
          await shoot(seen.page, `dialog-${size}-${scheme}`)
          expect(seen.complaints).toEqual([])
        }
    }, 120_000)
  })
})
