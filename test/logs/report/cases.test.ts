/** What a person wants to know of published lines: which migration, whether it failed, and why. */
import { describe, expect, it } from 'vitest'
import { readRecord } from '../../../src/logs/records/record-reader.ts'
import { parseLog } from '../../../src/logs/report/parse.ts'
import { linesOfSample as genuine } from '../genuine.ts'

const read = (name: string) => parseLog(genuine(name).join('\n'))

/** A checkpoint that is larger than 5.0 takes (KB 308477): with stamps and without any, all in one file or as it was printed. */
describe('a checkpoint that is too big', () => {
  const printed = genuine('kb308477-checkpoint-too-big.log')
  const forms = [
    ['without stamps', printed],
    ['with the stamps of 5.0', printed.map((line) => `2012-04-12T12:42:38.581Z| ${line}`)],
    ['with levels', printed.map((line) => line.replace('vmx| ', 'vmx| I120: '))],
  ] as const
  it.each(forms)('%s: migration, reason, key and states', (_, lines) => {
    const { migrations, unnamed, problems } = parseLog(lines.join('\n'))
    expect([...migrations.keys()]).toEqual(['1334234558581378'])
    expect(migrations.get('1334234558581378')).toMatchObject({
      outcome: 'failed',
      failures: [
        { why: 'Failed waiting for data. Error bad0006. Limit exceeded.', code: '0xbad0006' },
      ],
      messageKeys: ['vob.vmotion.chkpt.toobig'],
      states: [
        [{ number: 9 }, { number: 11 }],
        [{ number: 11 }, { number: 0 }],
      ],
    })
    expect({ unnamed, problems }).toEqual({ unnamed: undefined, problems: [] })
  })

  it('is a failed migration also where no line names it', () => {
    const { migrations, unnamed } = read('kb308477-checkpoint-writefail.log')
    expect(migrations.size).toBe(0)
    expect(unnamed).toMatchObject({
      id: undefined,
      outcome: 'failed',
      messageKeys: ['msg.checkpoint.migration.writefail'],
    })
    expect(read('kb320352-vgpu-switchover-timeout-vmware.log').unnamed?.outcome).toBe('failed')
  })
})

describe('lines of other files', () => {
  it('of vpxa tell that a migration failed, and why', () => {
    const { migrations } = read('kb307365-vpx-vmotion-failed.log')
    expect(migrations.get('1313159068180024')).toMatchObject({
      outcome: 'failed',
      failures: [
        { why: 'vmodl.fault.SystemError', code: undefined },
        { why: 'Source detected that destination failed to resume.', code: undefined },
      ],
    })
    const stamped =
      "[2011-08-12 12:00:00.000 tttt error 'App'] [MIGRATE] (1313159068180024) vMotion failed: vmodl.fault.SystemError"
    const [event] = parseLog(stamped).events
    expect(event).toMatchObject({
      migrationId: '1313159068180024',
      time: { clock: 'local', milliseconds: Date.UTC(2011, 7, 12, 12) },
    })
  })

  it('of hostd tell what becomes of the VM: by what the source does with its own', () => {
    const name = 'hostd-55-vmotionworker.log'
    expect(read(name).migrations.get('1388772268136447')?.outcome).toBe('failed')
    const [kept] = genuine(name)
    const outcome = (line: string) => [...parseLog(line).migrations.values()][0]?.outcome
    expect(outcome(kept!)).toBe('failed')
    expect(outcome(kept!.replace('= false', '= true'))).toBe('completed')
    for (const answer of ['true', 'false'])
      expect(outcome(kept!.replace('Src', 'Dst').replace('false', answer))).toBe('unknown')
  })

  it('of hostd name the migration of a dump', () => {
    expect([...read('hostd67-hostlog-migid.log').migrations.keys()]).toEqual([
      '3630620734888050225',
    ])
  })

  it('of a destination without memory show four migrations at once, two streams each', () => {
    const own = genuine('low-memory-destination.log').filter((line) => line.startsWith('2012'))
    const { migrations } = parseLog(own.join('\n'))
    const found = [...migrations.values()].map(
      ({ id, streams, lowMemorySeconds, requestedAt }) =>
        [id, streams, lowMemorySeconds, Math.floor(requestedAt! / 1000)] as const,
    )
    const second = Date.UTC(2012, 9, 25, 15, 58, 43) / 1000
    expect(found.toSorted((a, b) => b[2] - a[2])).toEqual([
      ['1351180724378133', 2, 23.621, second + 1],
      ['1351180723972539', 2, 23.62, second],
      ['1351180724378134', 2, 23.619, second + 1],
      ['1351180724378135', 2, 23.615, second + 1],
    ])
  })

  it('of 8 and 9 are records, with an operation ID in place of the dash or without', () => {
    for (const name of ['esxi80-hostd-and-vmware-records.log', 'esx90-records.log'])
      for (const line of genuine(name)) expect(readRecord(line), line).toBeDefined()
    const fault = [
      '2025-12-11T16:43:23.314Z In(166) Hostd[169797]: [Originator@6876 sub=Vcsvc.VMotionSrc (5422550518507384986)] ResolveCb: Failed with fault: (vim.fault.GenericVmConfigFault) {',
      '2025-12-11T16:43:23.314Z In(166) Hostd[169797]: -->          key = "msg.migrate.fail.dst",',
      '2025-12-11T16:43:23.400Z In(05) vmx e0ada929 Migrate: Attempting to continue running on the source.',
    ]
    const { migrations, events } = parseLog(fault.join('\n'))
    expect(events.map(({ event }) => event.kind)).toEqual(['fault', 'fault-key', 'rollback'])
    expect(migrations.get('5422550518507384986')?.messageKeys).toEqual(['msg.migrate.fail.dst'])
    const [first] = parseLog(fault[0]!.replace('In(166)', 'Wa(164)')).events
    expect(first?.warning).toBe(true)
  })
})
