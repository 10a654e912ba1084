/** The page of a fleet of a thousand: what is written is what is in view. @module */

import { expect, test } from 'vitest'
import { dashboard } from '../../src/dashboard.ts'
import { keys } from '../../src/fleet/keys.ts'
import type { InstanceReport } from '../../src/fleet/reports.ts'
import { joinFleet } from '../../src/join-fleet.ts'
import { SERVICE, testFleet } from '../support/fleets.ts'
import { inBrowser } from './support/in-browser.ts'
import { openPage } from './support/watched-page.ts'

const MANY = 1_000

const reportOf = (index: number): InstanceReport => ({
  schema: 1,
  instance: `host-${index % 125}/${index}`,
  host: `host-${index % 125}`,
  pid: index,
  everterm: '0.1.0',
  node: '20.20.0',
  steward: false,
  terms: { prices: { seq: 1, sha8: 'aaaaaaaa', state: 'idle', age: 3 } },
})

inBrowser('the page of a fleet', (browser) => {
  test('is there as long as the process is in a fleet', async () => {
    await using fleet = await testFleet()
    await fleet.publish(1, { v: 1 }, true)
    const { tree, member, control } = await fleet.join()
    await using board = dashboard(tree, { name: 'one' })
    const { url } = await board.listen()
    await using seen = await openPage(browser(), `${url}#/fleet`)
    const { page } = seen
    const link = page.getByRole('link', { name: 'fleet', exact: true })
    await page.getByRole('heading', { name: 'The only instance holds what it should' }).waitFor()
    await member.leave()
    await link.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'No fleet' }).waitFor()
    await using _ = await joinFleet(tree, { control, service: SERVICE })
    await link.waitFor()
    await page.getByRole('heading', { name: 'The only instance holds what it should' }).waitFor()
    // The one complaint is of Chromium itself, about the answer of a process in no fleet.
    expect(seen.complaints.filter((words) => !words.includes('404'))).toEqual([])
  }, 60_000)

  test('has rows of a thousand instances where they are looked at, and finds one of them', async () => {
    await using fleet = await testFleet()
    await fleet.publish(1, { v: 1 }, true)
    const { tree } = await fleet.join({ instance: 'host-0/own' })
    const { control } = fleet.hand
    for (let index = 0; index < MANY; index++) {
      const report = reportOf(index)
      await control.put('status', keys.status(SERVICE, report.instance), JSON.stringify(report))
    }
    await using board = dashboard(tree, { name: 'many' })
    const { url } = await board.listen()
    await using seen = await openPage(browser(), `${url}#/fleet`)
    const { page } = seen
    await page.getByRole('heading', { name: `All ${MANY + 1} instances hold what they should` }).waitFor()
    const rows = page.locator('.instance-box tbody tr:not(.gap)')
    expect(await rows.count()).toBeLessThan(60)
    await page.locator('.instance-box').evaluate((box) => box.scrollTo({ top: box.scrollHeight }))
    await page.getByText('host-99/99', { exact: true }).waitFor()
    expect(await rows.count()).toBeLessThan(60)
    await page.getByLabel('Find an instance').fill('host-7/757')
    await expect.poll(() => rows.count()).toBe(1)
    expect(seen.complaints).toEqual([])
  }, 60_000)
})
