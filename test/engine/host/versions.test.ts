// The dates of the versions against genuine logs, and the rule that nothing in src/ keeps a copy of them or of VMX states.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { daysFromDate, utcTime } from '../../../src/engine/host/calendar.ts'
import { VERSION_DATES, since, versionNumber } from '../../../src/engine/host/versions.ts'
import { GENERATION_OPTIONS } from './runs.ts'

/** The genuine log behind each source. */
const SAMPLES: Readonly<Record<string, string>> = {
  JLSCZ: 'jlscz-esx41-hostd.log',
  ELA: 'virten-unstun.log',
  VP15: 'virtuallypeculiar-2015-vmkernel.log',
  VIC: 'vic-6701-restore.log',
  HAE: 'haewon83-vsphere8-vmware.log',
}

/** `2015-12-25T16:39:25` */
const stampOf = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 19)
const dated = Object.entries(VERSION_DATES)

describe('the date of', () => {
  it.each(dated.filter(([, { confidence }]) => confidence === 'log'))(
    '%s is that of a genuine line',
    (_, { source, requestedAt }) => {
      const log = readFileSync(
        new URL(`../../logs/samples/${SAMPLES[source]}`, import.meta.url),
        'utf8',
      )
      expect(log.replaceAll(/(\d{4}-\d\d-\d\d) /g, '$1T')).toContain(stampOf(requestedAt))
    },
  )

  it.each(dated)('%s is within two years of its release', (_, { released, requestedAt }) => {
    const years = new Date(requestedAt).getUTCFullYear() - released
    expect(years).toBeGreaterThanOrEqual(0)
    expect(years).toBeLessThanOrEqual(2)
  })

  it('five versions comes from a log, and each source is used', () => {
    const sources = dated
      .filter(([, { confidence }]) => confidence === 'log')
      .map(([id, { source }]) => [id, source])
    expect(sources).toEqual([
      ['4.1', 'JLSCZ'],
      ['5.0', 'ELA'],
      ['6.0', 'VP15'],
      ['6.5', 'VIC'],
      ['8.0', 'HAE'],
    ])
    for (const [, { source, confidence }] of dated)
      expect(source === 'ours').toBe(confidence === 'choice')
  })
})

describe('the versions', () => {
  it('came out in the years of facts 2.1', () => {
    expect(GENERATION_OPTIONS.map((id) => [id, VERSION_DATES[id].released])).toEqual([
      ['ESX2', 2003],
      ['4.0', 2009],
      ['4.1', 2010],
      ['5.0', 2011],
      ['5.1', 2012],
      ['6.0', 2015],
      ['6.5', 2016],
      ['6.7', 2018],
      ['7.0U1', 2020],
      ['7.0U2', 2021],
      ['8.0', 2022],
      ['9.0', 2025],
    ])
  })

  it('stand in order of time, by date, by number and by since()', () => {
    for (const [index, id] of GENERATION_OPTIONS.entries()) {
      expect(since(id, id)).toBe(true)
      const former = GENERATION_OPTIONS[index - 1]
      if (former === undefined) continue
      expect(since(id, former)).toBe(true)
      expect(since(former, id)).toBe(false)
      expect(VERSION_DATES[id].requestedAt).toBeGreaterThan(VERSION_DATES[former].requestedAt)
      expect(versionNumber(id)!).toBeGreaterThanOrEqual(versionNumber(former)!)
    }
    expect(versionNumber('ESX2')).toBe(2)
    expect(versionNumber('7.0U2')).toBe(7)
    expect(versionNumber('QEMU7.2')).toBeUndefined()
  })
})

describe('the calendar', () => {
  it('agrees with that of JavaScript, leap years included', () => {
    for (let year = 1970; year <= 2104; year++)
      for (const [month, day] of [
        [1, 1],
        [2, 28],
        [3, 1],
        [12, 31],
      ] as const)
        expect(daysFromDate(year, month, day)).toBe(Date.UTC(year, month - 1, day) / 86400000)
    expect(utcTime(2000, 2, 29, 23, 59, 58)).toBe(Date.UTC(2000, 1, 29, 23, 59, 58))
  })
})

describe('nothing else in src/', () => {
  const others = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => [path, readFileSync(`src/${path}`, 'utf8')] as const)
  const holders = (pattern: RegExp) =>
    others.filter(([, source]) => pattern.test(source)).map(([path]) => path)

  it('keeps a date of a version', () => {
    for (const [, { requestedAt }] of dated) {
      const day = stampOf(requestedAt).slice(0, 10)
      const [year, month, date] = day.split('-').map(Number)
      const pattern = new RegExp(`${requestedAt}|${day}|\\b${year}, ${month}, ${date}\\b`)
      expect(holders(pattern)).toEqual(['engine/host/versions.ts'])
    }
    expect(holders(/\b(?:year|released): (?:19|20)\d\d\b/)).toEqual([])
  })

  it('keeps a name, a number or the list of the states of the VMX', () => {
    expect(holders(/MIGRATE_(?:TO_|FROM_)?VMX/)).toEqual(['engine/host/vmx-states.ts'])
    expect(holders(/\bWAIT_HANDSHAKE: *[[{\d]/)).toEqual(['engine/host/vmx-states.ts'])
    expect(holders(/'WAIT_HANDSHAKE' *\|/)).toEqual(['engine/host/vmx-states.ts'])
  })
})
