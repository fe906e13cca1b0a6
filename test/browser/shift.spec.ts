// Nothing jumps: what comes late finds its room. Each way into the page, with each lazy piece as late as it can be; from one way to
// the next; a session that opens all there is; and runs that play to their ends.
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import type { Page, Route } from '@playwright/test'
import {
  alone,
  clock,
  emptied,
  expect,
  headline,
  holdTime,
  open,
  painted,
  settled,
  still,
  type Size,
} from './harness.ts'
import { shifts, tooMuch } from './shifts.ts'
import { WAYS } from './ways.ts'

/**
 * The files without which the page does not start: its script's, those that read interventions in a link, and what its
 * run is computed and summed up with.
 */
function firstFiles(): ReadonlySet<string> {
  const files = new Set<string>()
  const add = (file: string) => {
    if (files.has(file)) return
    files.add(file)
    if (!file.endsWith('.js')) return
    const code = readFileSync(`dist/assets/${file}`, 'utf8')
    for (const [, path = ''] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      add(path)
  }
  const html = readFileSync('dist/index.html', 'utf8')
  for (const [, file = ''] of html.matchAll(/(?:src|href)="\.\/assets\/([^"]+)"/g)) add(file)
  const all = readdirSync('dist/assets')
  for (const name of ['interventions-codec', 'after-run', 'other-copiers']) {
    const named = all.filter((file) => file.startsWith(`${name}-`) && file.endsWith('.js'))
    expect(named, name).not.toEqual([])
    for (const file of named) add(file)
  }
  return files
}

/** Holds back what is fetched late; returns what lets it through, a file after the other with a picture between. */
async function holdLate(page: Page): Promise<() => Promise<void>> {
  const first = firstFiles()
  const held: Route[] = []
  let holds = true
  await page.route('**/assets/*', async (route) => {
    const file = posix.basename(new URL(route.request().url()).pathname)
    const late = !first.has(file) && !file.includes('.worker-')
    if (holds && late) held.push(route)
    else await route.continue()
  })
  return async () => {
    for (let route = held.shift(); route; route = held.shift()) {
      await route.continue()
      await painted(page)
    }
    holds = false
    await Promise.all(held.map((route) => route.continue()))
  }
}

/** How many ways one test goes: few enough to be spread over processors. */
const SHARE = 8

/** A laptop, a tablet, a phone: each has rules of its own for where things lie. */
const AT: readonly Size[] = [
  [1440, 900],
  [1024, 768],
  [390, 844],
]

for (const [width, height] of AT)
  for (let from = 0; from < WAYS.length; from += SHARE)
    alone(`ways ${from} to ${from + SHARE - 1} into the page, ${width} wide`, async ({ page }) => {
      alone.slow()
      await page.setViewportSize({ width, height })
      const seen = await shifts(page)
      for (const way of WAYS.slice(from, from + SHARE))
        await alone.step(way, async () => {
          const letThrough = await holdLate(page)
          await open(page, way)
          await letThrough()
          if (way.includes('open=evacuation')) await emptied(page)
          await still(page)
          expect(tooMuch(await seen()), way).toEqual([])
          await page.unrouteAll()
        })
    })

alone('the film begins without a jump', async ({ page }) => {
  const seen = await shifts(page)
  const letThrough = await holdLate(page)
  await open(page)
  await letThrough()
  await page.keyboard.press('Space')
  await still(page)
  expect(tooMuch(await seen())).toEqual([])
})

/** The last seconds of runs that end in ways of their own: moved, a story that holds, copied for ever, lost, undone. */
const ENDS = [
  '#v=1&t=68.8s',
  '#v=1&p=quick-resume-41&t=59s',
  '#v=1&generation=QEMU7.2&t=1500s',
  '#v=3&interventions=69.3:power-off-destination&t=69s',
  '#v=1&failure=link-cut&failure.at=30&t=42s',
]

/** A clock that gains a digit, or says that the simulation stops, moves a line of text of its own. */
const MOST_AT_THE_END = 0.0015

for (const [width, height] of AT)
  alone(`what plays to its end moves nothing, ${width} wide`, async ({ page }) => {
    alone.slow()
    await page.setViewportSize({ width, height })
    const seen = await shifts(page)
    const pass = await holdTime(page)
    for (const end of ENDS)
      await alone.step(end, async () => {
        await open(page, end)
        await still(page)
        await seen()
        await page.keyboard.press('Space')
        const pause = page.getByRole('button', { name: 'Pause', exact: true })
        await expect(pause).toBeVisible()
        while ((await pause.count()) > 0) await pass(2)
        await settled(page)
        await expect(page.locator('.clock-speed')).toHaveText(
          /^(at its end|simulation stops here)$/,
        )
        expect(tooMuch(await seen(), MOST_AT_THE_END)).toEqual([])
      })
  })

alone('an address that is opened on the page does not make it jump', async ({ page }) => {
  alone.slow()
  const seen = await shifts(page)
  await open(page, WAYS[0])
  await seen()
  for (const way of WAYS.slice(1))
    await alone.step(way, async () => {
      await page.evaluate((hash) => {
        location.hash = hash
      }, way)
      if (way.includes('open=evacuation')) await emptied(page)
      await still(page)
      await expect(headline(page)).not.toBeEmpty()
      expect(tooMuch(await seen()), way).toEqual([])
    })
})

/** Presses that open and close all there is, and play. */
const SESSION = 'e y w g z n ; q d d v v t t l a a / / o Escape x Escape h Escape ? Escape e'.split(
  ' ',
)

alone('a session that opens all there is moves nothing that nobody asked for', async ({ page }) => {
  alone.slow()
  const seen = await shifts(page)
  await open(page, WAYS[0])
  for (const key of SESSION) {
    await page.keyboard.press(key)
    await still(page)
  }
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await expect.poll(() => clock(page)).toBeGreaterThan(20)
  await page.keyboard.press('Space')
  await settled(page)
  const unasked = (await seen()).filter(({ asked }) => !asked)
  expect(tooMuch(unasked)).toEqual([])
})
