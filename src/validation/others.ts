/**
 * Smaller measured sets of others: read where they lie, never copied. A row is run if it gives what a run needs; most
 * of them do not, and are listed with the reason.
 */
import { PARAMETERS } from '../engine/scenario/parameters.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { MIB, PAGES_PER_GIB, SECOND } from '../engine/units.ts'
import type { NotModelled, Quantities, ValidatedCase } from './case.ts'
import { inputOf, runOf } from './engine-run.ts'
import type { ValidationGroup } from './group.ts'
import { numberAt, parseList, textAt, type Json } from './json.ts'

/** Names of the rows' families, by which the reasons go. */
const NOT_MODELLED: readonly (readonly [start: string, part: string, reason: string])[] = [
  ['hyman', 'dirty-limit', 'The guest’s write rate isn’t given, and dirty-limit is not modelled.'],
  ['hyperv', 'Hyper-V', 'Some seconds of each migration are tasks of another product.'],
  ['osic', 'OpenStack', 'Whole evacuations of another product, with its own tasks between.'],
  ['postcopy-fault', 'page faults', 'The latency of one fault: the link isn’t given.'],
  ['kvm-split', 'large pages', 'A measurement of the host, not of a migration.'],
  ['vmotion', 'vMotion', 'The same figure is among the published ones.'],
  ['mtcompress', 'compression', 'Compression of pages is not modelled.'],
]
const INCOMPLETE = 'The row doesn’t give what a run needs.'

/** A guest that hardly writes: what was sent more than once counts as memory. */
const QUIET: Partial<Scenario> = {
  generation: 'QEMU7.2',
  'vm.deviceState': 0,
  'workload.writeRate': 0,
  'workload.workingSet': 0,
  'workload.background': 0,
  'workload.writers': 1,
  'network.rtt': 0,
  'hosts.pageFireCost': 0,
}

type Setup = Pick<ValidatedCase, 'part' | 'note'> & { readonly values: Partial<Scenario> }

/** QEMU 8.1, sysbench in a mostly empty guest: pages sent and zero pages are given, writes are not. */
function sysbench(row: Json): Setup | undefined {
  const zero = numberAt(row, 'workload.zeroPages')
  const sent = numberAt(row, 'workload.nonZeroPagesSent')
  if (zero === undefined || sent === undefined) return undefined
  const rule = textAt(row, 'stopCondition') ?? ''
  const after = rule.startsWith('pre-copy for') ? 0.5 : rule.startsWith('post-copy') ? 0.01 : 0
  const pages = Math.round(zero + sent)
  return {
    part: after === 0 ? 'mostly empty, pre-copy' : 'mostly empty, post-copy',
    values: {
      'vm.memory': pages / PAGES_PER_GIB,
      'vm.zeroPages': (100 * zero) / pages,
      'vm.vcpus': numberAt(row, 'vm.vcpus') ?? 1,
      'network.speed': '1',
      'network.mtu': '1500',
      'qemu.postcopyAfter': after,
    },
    note: 'The pages that were sent are given, those sent twice included: what is held is the time that they take. Where zero pages lie isn’t known: the model spreads them evenly, which makes post-copy discard many short runs.',
  }
}

/** QEMU multifd, 64 GiB nine tenths full, idle. */
function multifd(row: Json): Setup | undefined {
  const memory = numberAt(row, 'vm.memoryMiB')
  const streams = numberAt(row, 'network.streams')
  const speed = PARAMETERS['network.speed'].options.find(
    (option) => option === String(numberAt(row, 'network.gbps')),
  )
  if (textAt(row, 'network.compression') !== 'none') return undefined
  if (memory === undefined || streams === undefined || speed === undefined) return undefined
  return {
    part: 'several streams',
    values: {
      'vm.memory': memory / 1024,
      'vm.zeroPages': 10,
      'vm.vcpus': numberAt(row, 'vm.vcpus') ?? 16,
      'network.speed': speed,
      'network.mtu': '9000',
      'Migrate.VMotionStreamHelpers': streams,
      'qemu.maxBandwidth': 0,
      'qemu.downtimeLimit': 100,
    },
    note: 'What a stream costs its core is not modelled for QEMU: the link is the limit.',
  }
}

function setupOf(id: string, row: Json): Setup | undefined {
  if (id.startsWith('sxmindu')) return sysbench(row)
  return id.startsWith('iaa') ? multifd(row) : undefined
}

function predictOther(row: Json): ValidatedCase | NotModelled {
  const id = textAt(row, 'id') ?? '?'
  const setup = setupOf(id, row)
  const total = numberAt(row, 'measured.totalS')
  if (setup === undefined || total === undefined) {
    const known = NOT_MODELLED.find(([start]) => id.startsWith(start))
    const compressed = (textAt(row, 'network.compression') ?? 'none') !== 'none'
    const part = compressed ? 'compression' : (known?.[1] ?? 'incomplete')
    const reason = compressed ? 'Compression of pages is not modelled.' : (known?.[2] ?? INCOMPLETE)
    return { id, group: 'others', part, reason }
  }
  const run = inputOf({ ...QUIET, ...setup.values })
  const summary = runOf(run)
  const transferred = numberAt(row, 'measured.transferredMiB')
  const end = summary.phases.find(({ kind }) => kind === 'cleanup')?.start ?? summary.end
  const predicted: Quantities =
    summary.outcome === 'completed'
      ? {
          verdict: 'completed',
          totalSeconds: (end - summary.passes[0]!.start) / SECOND,
          bytes: summary.totals.bytesSent,
        }
      : { verdict: 'never' }
  return {
    id,
    group: 'others',
    part: setup.part,
    evidence: 'measured',
    source: textAt(row, 'source') ?? '',
    measured: {
      verdict: 'completed',
      totalSeconds: total,
      ...(transferred !== undefined && { bytes: transferred * MIB }),
    },
    predicted,
    run,
    ...(setup.note !== undefined && { note: setup.note }),
  }
}

export const OTHERS: ValidationGroup = {
  id: 'others',
  files: ['other-rows.json'],
  data: 'foreign',
  read: (files) => files.flatMap(parseList),
  predict: predictOther,
}
