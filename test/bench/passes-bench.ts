/** Readers of recordings with very many passes: what a question costs in processor time, at any moment and in any order. */
import type { RunRecord } from '../../src/engine/run-record.ts'
import { createRecording } from '../../src/recording/recording.ts'
import type { CellView } from '../../src/recording/cell.ts'
import type { Recording } from '../../src/recording/recording.ts'
import { runAtTheCliff } from '../recording/cliff.ts'

/** GiB in use, GiB of working set, MiB/s of bandwidth and of writes: near the cliff QEMU makes pass after pass. */
const RUNS: readonly Parameters<typeof runAtTheCliff>[] = [
  [64, 12, 1000, 1040],
  [64, 12, 1000, 1150],
  [1, 0.25, 100, 115],
]

const FRAMES = 24
const WALKS = ['forward', 'backward', 'random'] as const

/** Milliseconds of processor time. */
function spent(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** The first question, and the median and the most of those after it. */
function line(name: string, times: readonly number[]): string {
  const later = times.slice(1).sort((a, b) => a - b)
  const milliseconds = (value: number) => value.toFixed(2).padStart(9)
  const middle = later.length > 0 ? later[later.length >> 1]! : times[0]!
  const most = later.at(-1) ?? times[0]!
  return `${name.padEnd(44)} first ${milliseconds(times[0]!)}   median ${milliseconds(middle)}   most ${milliseconds(most)} ms`
}

/** Moments of frames that follow each other in a film in which the passes take half a minute. */
function momentsOf({ passes }: RunRecord, order: (typeof WALKS)[number]): number[] {
  const step = passes.length / 1800
  const at = (index: number) => {
    if (order === 'forward') return passes.length / 2 + index * step
    return order === 'backward'
      ? passes.length - 1 - index * step
      : (((index * 37 + 50) % 61) / 61) * passes.length
  }
  return Array.from({ length: FRAMES }, (_, index) => {
    const { walk } = passes[Math.floor(at(index))]!
    return Math.round(walk.start + (walk.end - walk.start) * (at(index) % 1))
  })
}

/** The part of memory that is written most, at a zoom. */
function viewsOf(recording: Recording, hot: number): readonly (readonly [string, CellView])[] {
  const { pages, regionPages } = recording
  const zoomed = (pagesPerCell: number): CellView => {
    const cells = Math.min(16384, pages / pagesPerCell)
    const first = Math.max(0, Math.min(hot, pages - cells * pagesPerCell))
    return { firstPage: Math.floor(first / regionPages) * regionPages, pagesPerCell, cells }
  }
  return [
    ['whole', { firstPage: 0, pagesPerCell: regionPages, cells: pages / regionPages }],
    ['32 a cell', zoomed(32)],
    ['1 a cell', zoomed(1)],
  ]
}

export function benchPasses(): void {
  for (const run of RUNS) {
    const record = runAtTheCliff(...run)
    const { fires } = record.passes[record.passes.length >> 1]!
    const hot = fires.findIndex((count) => count > 0) * record.layout.regionPages
    const name = `${run[0]} GiB, ${record.passes.length} passes`
    console.log(
      `\n${name}: recording holds ${(createRecording(record).bytes / 2 ** 20).toFixed(1)} MiB`,
    )
    for (const [zoom, view] of viewsOf(createRecording(record), hot)) {
      const cells = new Uint32Array(view.cells)
      const readers: Record<string, (recording: Recording, time: number) => unknown> = {
        dots: (recording, time) => recording.paintDots(time, view, cells),
        sent: (recording, time) => recording.ask({ kind: 'heat', time, value: 'sent', view }),
        fired: (recording, time) => recording.ask({ kind: 'heat', time, value: 'fired', view }),
        age: (recording, time) => recording.ask({ kind: 'heat', time, value: 'age', view }),
        stream: (recording, time) => recording.ask({ kind: 'heat', time, value: 'stream', view }),
        readout: (recording, time) =>
          recording.ask({
            kind: 'readout',
            time,
            firstPage: view.firstPage,
            pages: Math.min(view.pagesPerCell * 1024, 2 ** 18),
          }),
      }
      for (const [reader, read] of Object.entries(readers)) {
        for (const order of WALKS) {
          const recording = createRecording(record)
          const times = momentsOf(record, order).map((time) => spent(() => read(recording, time)))
          console.log(line(`${zoom.padEnd(9)} ${reader.padEnd(8)} ${order}`, times))
        }
      }
    }
    const recording = createRecording(record)
    const once = (what: string, work: () => unknown) => {
      console.log(
        line(
          what,
          Array.from({ length: 3 }, () => spent(work)),
        ),
      )
    }
    once('histogram of times sent', () => recording.ask({ kind: 'sentHistogram' }))
    once('page sent most often', () => recording.ask({ kind: 'mostSent' }))
    once('life of a page', () => recording.ask({ kind: 'pageLife', page: hot + 17 }))
    once('life of 512 pages', () =>
      recording.ask({ kind: 'blockLife', firstPage: hot, pages: 512 }),
    )
    once('life of 16,384 pages', () =>
      recording.ask({ kind: 'blockLife', firstPage: hot, pages: 16384 }),
    )
    once('shares of streams', () => recording.ask({ kind: 'streamShares' }))
    once('when pages left fall below 1 GiB', () =>
      recording.ask({ kind: 'crossings', conditions: [{ kind: 'left-below', bytes: 2 ** 30 }] }),
    )
    once('fires of 512 pages', () =>
      recording.ask({ kind: 'pageFires', firstPage: hot, pages: 512 }),
    )
    once('1,000 samples', () => {
      for (let i = 0; i < 1000; i++) recording.sampleAt((recording.end * i) / 1000)
    })
  }
}
