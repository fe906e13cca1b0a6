/** Genuine lines, copied with their source: each is read as what it says. Lines of other subjects are no events. */
import { describe, expect, it } from 'vitest'
import { parseLog } from '../../../src/logs/report/parse.ts'
import type { ParsedEvent } from '../../../src/logs/report/event-reader.ts'
import { linesOfSample, SAMPLE_NAMES } from '../genuine.ts'
import { patterns } from '../patterns.json'

const names = SAMPLE_NAMES
const genuine = linesOfSample
const read = (name: string) => parseLog(genuine(name).join('\n'))

/** An event in one line: what a table can hold. */
function brief({ event, migrationId, side }: ParsedEvent): string {
  const { kind, ...fields } = event
  const values = Object.values(fields).filter((value) => value !== migrationId)
  return `${kind} ${side ?? '-'} ${migrationId ?? '-'} ${JSON.stringify(values)}`
}

const MAX_SWITCHOVER =
  'The migration has exceeded the maximum switchover time of 100 second(s). ESX has preemptively failed the migration to allow the VM to continue running on the source. To avoid this failure, either increase the maximum allowable switchover time or wait until the VM is performing a less intensive workload.'
const CLOSED = 'Connection closed by remote host, possibly due to timeout'
const PATH = '/vmfs/volumes/4cd42fc3-cb64ed4a-d1bc-78e7d163b271/vm_name/vmx_name.vmx'

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'esxi55-maxswitchover-custom8s.log': [
    'stream-end-failed source 1415416254017461 ["IO was aborted"]',
    'failed source 1415416254017461 ["IO was aborted",true,"0xbad00e0","0x41801e280b11"]',
    'vmx-failure source 1415416254017461 []',
  ],
  'haewon83-vsphere8-vmware.log': [
    'payload source 8743996508480001077 ["lgfd4abh-18745-auto-egq-h5:70005734-88-01-39-6b81",10304,"PrepareSource"]',
    'xdr-spec - 8743996508480001077 [1,"192.168.1.22","192.168.1.23","920c4d56-7808-0d0d-4c93-719b81b66bc3","yes","no",0,"yes"]',
    'request source 8743996508480001077 ["to","192.168.1.22","192.168.1.23",true]',
    'info - 8743996508480001077 [1,"192.168.1.22","192.168.1.23","920c4d56-7808-0d0d-4c93-719b81b66bc3","high"]',
    'state - 8743996508480001077 [{"number":0},{"number":1}]',
  ],
  // Records without words about a migration.
  'esxi80-hostd-and-vmware-records.log': [],
  'esx90-records.log': [],
  'hostd67-hostlog-migid.log': ['hostlog-id - 3630620734888050225 []'],
  'kb307365-vpx-vmotion-failed.log': [
    'vpx-failed - 1313159068180024 ["vmodl.fault.SystemError"]',
    'vpx-throw - 1313159068180024 ["vmodl.fault.SystemError"]',
    'fault-reason - 1313159068180024 ["\\"Source detected that destination failed to resume.\\","]',
  ],
  'kb308477-checkpoint-too-big.log': [
    'state - 1334234558581378 [{"number":9},{"number":11}]',
    'set-failure - 1334234558581378 ["Failed waiting for data. Error bad0006. Limit exceeded."]',
    'cleaning-up - 1334234558581378 []',
    'state - 1334234558581378 [{"number":11},{"number":0}]',
    'msg-post - 1334234558581378 ["Error"]',
    'chkpt-too-big - 1334234558581378 ["0a050ce4",16384,16776528,16777216]',
    'message - 1334234558581378 ["msg.moduletable.powerOnFailed","Module Migrate power on failed."]',
  ],
  'kb308477-checkpoint-writefail.log': [
    'msg-post - - ["Error"]',
    'message - - ["msg.checkpoint.migration.writefail","Failed to write checkpoint data (offset 25151361, size 16384): Limit exceeded."]',
  ],
  'hostd-55-vmotionworker.log': [
    'unregister source 1388772268136447 ["false","MIGRATE_TYPE_VMOTION"]',
    'bind-failed destination 1388772268136447 []',
  ],
  'jlscz-esx41-hostd.log': ['prepare source 1301685441034055 ["to"]'],
  'kb-findbugzero-59665-hostd-fail-dst.log': [
    'unregister source 5422550518507384986 ["false","MIGRATE_TYPE_VMOTION"]',
    'fault source 5422550518507384986 ["vim.fault.GenericVmConfigFault"]',
    'fault-cause source 5422550518507384986 ["vmodl.MethodFault","null,"]',
    'fault-key source 5422550518507384986 ["msg.migrate.fail.dst"]',
    'fault-message source 5422550518507384986 ["\\"The source detected that the destination failed to resume.\\","]',
    'fault-reason source 5422550518507384986 ["\\"The source detected that the destination failed to resume.\\","]',
    'fault-end source 5422550518507384986 []',
    'vm-state - 5422550518507384986 ["VM_STATE_EMIGRATING","VM_STATE_ON"]',
    'vmx-failure source 5422550532447652106 []',
  ],
  'kb307365-svmotion-fsr-switchover.log': [
    'limit-source source 1313159068180024 [100]',
    'limit-destination destination 1313159068180024 [100]',
    'failed destination 1313159068180024 ["Maximum switchover time for migration exceeded",false,"0xbad0109","0x41800f61cee2"]',
  ],
  'kb320352-vgpu-switchover-timeout-vmware.log': [
    'remote-wait source - [208.42]',
    'remote-log source - ["Beginning checkpoint restore."]',
    'remote-log source - ["Switching to checkpoint state."]',
    'host-log - - [3903]',
    'finished - - [1,"6"]',
    'state - - [{"number":5},{"number":6}]',
    'config-writable - - ["FALSE"]',
    'failure-list - - ["switching to new log file."]',
    'failure-list - - ["Now in new log file."]',
    'caching - - []',
    `message - - ["msg.checkpoint.migration.maxSwitchoverTimeExceeded","${MAX_SWITCHOVER}"]`,
    'rollback source - []',
  ],
  'kb435078-vmx-states-named.log': [
    'stunned - - []',
    'host-log - - [5272]',
    'finished - - [1,"MIGRATE_TO_VMX_FINISHED"]',
    'state source - [{"number":5,"name":"MIGRATE_TO_VMX_WAIT_HANDSHAKE"},{"number":6,"name":"MIGRATE_TO_VMX_FINISHED"}]',
    'config-writable - - ["FALSE"]',
    'failure-list - - ["switching to new log file."]',
    'failure-list - - ["Now in new log file."]',
    'caching - - []',
    `message - - ["msg.checkpoint.migration.maxSwitchoverTimeExceeded","${MAX_SWITCHOVER}"]`,
  ],
  'kb436882-stun-time.log': [
    'open destination 1446046703473901 ["10.0.0.2"]',
    'open destination 1446046703473901 ["10.0.0.2"]',
    'stop-goal source 1446046703473901 [1296,0.5,145.404,101088]',
    // The line "Sent all modified pages" is cut off before its number: a problem, no event.
  ],
  'kb441977-esxi8-migrate-header.log': [
    'start-8 source 7182955985622810397 ["Source",2118927,"xx.xx.xx.xx","yy.yy.yy.yy",2109446,"SHARED",true]',
    'start-8 destination 7182955985622810397 ["Dest",2109446,"xx.xx.xx.xx","yy.yy.yy.yy",0,"SHARED",true]',
  ],
  'low-memory-destination.log': [
    'low-memory destination 1351180724378133 [737163,23.61]',
    'low-memory destination 1351180723972539 [736629,23.596]',
    'low-memory destination 1351180724378135 [734554,23.615]',
    'low-memory destination 1351180724378135 [734555,23.607]',
    'low-memory destination 1351180724378133 [737164,23.621]',
    'low-memory destination 1351180723972539 [736630,23.62]',
    'low-memory destination 1351180724378134 [736597,23.619]',
    'low-memory destination 1351180724378134 [736598,23.612]',
    'low-memory destination 922189911786969974 [3249843,15.783]',
  ],
  'sexilog-esxi5x.log': [
    'sent-all source 1418237421145920 [460.523]',
    'stop-goal source 1424430291970314 [3491,0.5,931.354,1049920]',
    'precopy-stun source 1418236393436303 [68427]',
    'precopy-stun source 1424439619388924 [80477]',
    'downtime source 1418236087721814 [284157]',
    `immigrating destination 1428673170195986 ["${PATH}",677]`,
    'task destination - ["initiateDestination",134036228]',
    'fault-key - - ["msg.checkpoint.precopyfailure"]',
  ],
  'svmotion-mirror-2016.log': [
    'mirror-made - - [5139,"10a80a6-819390-svmmirror","Success"]',
    'mirror-created - - ["10a80a6-819390-svmmirror","10a80a6","819390"]',
    'mirror-destroyed - - ["10a80a6-819390-svmmirror"]',
    'mirror-phase - - [8]',
  ],
  'vic-6701-restore.log': [
    'restoring - 1518663295492956 ["(null)"]',
    'open destination 1518663295492956 ["10.193.58.103"]',
    'dumper - 1518663295492956 [8]',
  ],
  'virten-unstun.log': [
    'unstunned - - [188405]',
    'unstunned - - [3658889]',
    'unstunned - - [4233332]',
  ],
  'virtuallypeculiar-2015-vmkernel.log': [
    'start source 1451061663105920 ["Source","192.168.1.176","192.168.1.177",1830931,"SHARED"]',
    'affinity - 1451061663105920 ["192.168.1.176",2772001,"Success"]',
    'stream-world source 1451061663105920 ["192.168.1.176","send",2772001]',
    'replication - 1451061663105920 ["start",2758492,1,0]',
  ],
  'williamlam-ft-vob-keepalive.log': [
    `vob-keepalive - 1312133702562144 ["ac1e0050","${CLOSED}"]`,
    `message - 1312133702562144 ["msg.checkpoint.precopyfailure","Migration to host <> failed with error ${CLOSED} (0xbad003f)."]`,
    `secondary-failure - 1312133702562144 ["${CLOSED}."]`,
  ],
}

describe('a genuine log', () => {
  it('of each sample is expected', () => {
    expect(names.toSorted()).toEqual(Object.keys(EXPECTED).toSorted())
  })

  it.each(Object.entries(EXPECTED))('%s', (name, expected) => {
    expect(read(name).events.map(brief)).toEqual(expected)
  })

  it('has known words in all but the lines that were cut off', () => {
    const problems = names.flatMap((name) =>
      read(name).problems.map(({ kind, line }) => [name, kind, line]),
    )
    expect(problems).toEqual([['kb436882-stun-time.log', 'unknown-words', 4]])
  })

  it('may be mixed with all others, in CRLF, behind a byte order mark', () => {
    const lines = names.flatMap(genuine)
    const { events, migrations } = parseLog(`\ufeff${lines.join('\r\n')}`)
    expect(events).toHaveLength(Object.values(EXPECTED).flat().length)
    expect(migrations.get('1451061663105920')).toMatchObject({
      sourceAddress: '192.168.1.176',
      destinationAddress: '192.168.1.177',
      streams: 1,
      outcome: 'unknown',
    })
  })

  it('has times, where they were left in', () => {
    const [start] = read('virtuallypeculiar-2015-vmkernel.log').events
    expect(start!.time).toEqual({
      clock: 'utc',
      milliseconds: Date.UTC(2015, 11, 25, 16, 39, 25, 565),
    })
    const [limit] = read('kb307365-svmotion-fsr-switchover.log').events
    expect(limit!.time).toEqual({
      clock: 'uptime',
      milliseconds: ((114 * 24 + 3) * 60 + 25) * 60000 + 51489,
    })
    const [prepare] = read('jlscz-esx41-hostd.log').events
    expect(prepare!.time).toEqual({
      clock: 'local',
      milliseconds: Date.UTC(2011, 3, 1, 15, 14, 34, 203),
    })
    const [hidden] = read('kb320352-vgpu-switchover-timeout-vmware.log').events
    expect(hidden!.time).toBeUndefined()
  })

  it('reports its migration', () => {
    const { migrations } = read('esxi55-maxswitchover-custom8s.log')
    expect(migrations.get('1415416254017461')).toMatchObject({
      requestedAt: 1415416254017.461,
      outcome: 'failed',
      failures: [{ side: 'source', why: 'IO was aborted', code: '0xbad00e0' }],
    })
    expect(read('sexilog-esxi5x.log').migrations.get('1418236087721814')).toMatchObject({
      downtimeMicroseconds: 284157,
      outcome: 'completed',
    })
  })
})

describe('the patterns of the project', () => {
  /** Lines that a pattern matches and the grammar does not know would be a hole in the grammar. */
  it('match no genuine line that is not read', () => {
    const messages = patterns.filter(({ name }) => !name.startsWith('prefix.'))
    for (const name of names) {
      for (const [index, line] of genuine(name).entries()) {
        const matched = messages.filter(({ regex }) => new RegExp(regex).test(line))
        if (matched.length === 0) continue
        const { events } = parseLog(genuine(name).join('\n'))
        expect(
          events.map((event) => event.line),
          `${name}: ${line}`,
        ).toContain(index + 1)
      }
    }
  })
})
