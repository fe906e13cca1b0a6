/** Which failure of the connection gives which words, in every version: never made, no data, lost while data came. */
import { describe, expect, it } from 'vitest'
import { clientMessage } from '../../src/report/client.ts'
import { summarize } from '../../src/report/summarize.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import type { Host } from '../../src/engine/facts.ts'
import { versionNumber } from '../../src/engine/host/versions.ts'
import { migrationIdOf, writeLogs } from '../../src/logs/write.ts'
import { GENERATION_IDS, smallRun } from './runs.ts'

const SENTENCE =
  'The vMotion failed because the destination host did not receive data from the source host on the vMotion network. Please check your vMotion network settings and physical network configuration and ensure they are correct.'

const CASES = {
  'never made': { failure: 'no-vmotion-network' },
  'no data': { failure: 'mtu-mismatch' },
  lost: { failure: 'link-cut', 'failure.at': 3, 'network.speed': '1' },
} as const

/** Codes of VMkernel, and keys of the VMX, of one host. */
function wordsOf(run: RunRecord, host: Host) {
  const own = writeLogs(run).filter((line) => line.host === host)
  const found = (file: string, expression: RegExp) =>
    own.flatMap((line) => (line.file === file ? (expression.exec(line.text)?.[1] ?? []) : []))
  return {
    codes: found('vmkernel.log', /Failed: .*\((0x\w+)\)/),
    keys: found('vmware.log', /\[(msg\.[\w.]+)\]/).filter((key) => !key.includes('moduletable')),
    reasons: found('vmware.log', /Migrate_SetFailure: (.*)$/),
  }
}

const later = GENERATION_IDS.filter((generation) => versionNumber(generation)! >= 4.1)

describe.each(later)('%s: a connection that is', (generation) => {
  const waits = versionNumber(generation)! < 7

  it('never made: VMkernel could not connect, the destination waited for data', () => {
    const run = smallRun({ generation, ...CASES['never made'] })
    expect(wordsOf(run, 'source')).toEqual({
      codes: ['0xbad010b'],
      keys: ['msg.vmotion.connect.failure'],
      reasons: [],
    })
    expect(wordsOf(run, 'destination')).toEqual({
      codes: ['0xbad0021'],
      keys: ['msg.checkpoint.migration.nodata'],
      reasons: waits ? ['Failed waiting for data. Error bad0021. Timeout.'] : [],
    })
    expect(clientMessage(summarize(run))).toEqual({ text: SENTENCE, verified: true })
  })

  it('made, without any data: the wait for data ends', () => {
    const run = smallRun({ generation, ...CASES['no data'] })
    expect(wordsOf(run, 'source')).toEqual({
      codes: ['0xbad003f'],
      keys: ['msg.checkpoint.migration.nodata'],
      reasons: [],
    })
    expect(wordsOf(run, 'destination')).toMatchObject({
      codes: ['0xbad0021'],
      keys: ['msg.checkpoint.migration.nodata'],
    })
    expect(clientMessage(summarize(run))).toEqual({
      // 0xbad0021 in decimal.
      text: 'Failed waiting for data. Error 195887137. Timeout.',
      verified: false,
    })
  })

  it('lost while memory was copied: closed, possibly due to timeout', () => {
    const run = smallRun({ generation, ...CASES.lost })
    expect(wordsOf(run, 'source')).toEqual({
      codes: ['0xbad003f'],
      keys: ['msg.checkpoint.precopyfailure'],
      reasons: [],
    })
    expect(wordsOf(run, 'destination')).toEqual({
      codes: ['0xbad003f'],
      keys: ['msg.checkpoint.migration.nodata'],
      reasons: waits
        ? [
            'Failed waiting for data. Error bad003f. Connection closed by remote host, possibly due to timeout.',
          ]
        : [],
    })
    expect(clientMessage(summarize(run))?.text).toContain('(0xbad003f)')
  })
})

it.each(['ESX2', '4.0'] as const)(
  '%s: the words from before there was a sentence',
  (generation) => {
    const run = smallRun({ generation, ...CASES['never made'] })
    expect(clientMessage(summarize(run))).toEqual({
      text: 'Failed waiting for data. Error 16. Invalid argument',
      verified: false,
    })
  },
)

it('no line of a failed connection is verified, except those published of one', () => {
  for (const generation of GENERATION_IDS)
    for (const changes of Object.values(CASES)) {
      const verified = writeLogs(smallRun({ generation, ...changes }))
        .filter((line) => line.verified)
        .filter(({ text }) => /0xbad|bad00|\[(?:msg|vob)\./.test(text))
      for (const { text } of verified)
        expect([generation, text]).toEqual([
          expect.stringMatching(/^5/),
          expect.stringMatching(/\[vob\.vmotion\.stream\.keepalive\.read\.fail\]|precopyfailure/),
        ])
    }
})

describe('a checkpoint that is larger than the destination takes (KB 308477)', () => {
  const run = smallRun({ generation: '5.0', 'vm.deviceState': 20 })
  const lines = writeLogs(run)
  const printed = (host: Host) =>
    lines.filter((line) => line.host === host && line.file === 'vmware.log')

  it('ends at the destination in the genuine lines, all of them verified', () => {
    const last = printed('destination').slice(-7)
    expect(last.map(({ text }) => text.replace(/^.*?\| /, ''))).toEqual([
      'vmx| MigrateSetState: Transitioning from state 9 to 11.',
      'vmx| Migrate_SetFailure: Failed waiting for data. Error bad0006. Limit exceeded.',
      'vmx| Migrate: cleaning up migration state.',
      'vmx| MigrateSetState: Transitioning from state 11 to 0.',
      'vmx| Msg_Post: Error',
      `vmx| [vob.vmotion.chkpt.toobig] vMotion migration [c0a80114:${migrationIdOf(run)}] failed. The checkpoint data length (16384 bytes) or the offset (16776528 bytes) exceeds the maximum checkpoint data length (16777216 byte).`,
      'vmx| [msg.moduletable.powerOnFailed] Module Migrate power on failed.',
    ])
    expect(last.every(({ verified }) => verified)).toBe(true)
  })

  it('never restores it', () => {
    const found = lines.filter(({ text }) => /Migrate_Open|DUMPER|Remote Log/.test(text))
    expect(found).toEqual([])
  })

  it('is told by the source, and by the client in the words of the article', () => {
    const told = printed('source').find(({ text }) => text.includes('writefail'))
    expect(told?.text).toContain(
      'Failed to write checkpoint data (offset 16776528, size 16384): Limit exceeded.',
    )
    expect(told?.verified).toBe(false)
    expect(clientMessage(summarize(run))).toEqual({
      text: 'A general system error occurred: Failed to flush checkpoint data!',
      verified: true,
    })
  })
})
