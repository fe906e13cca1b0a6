/** Whole runs against the budgets of the design: engine, summary and recording together. */
import { runToEnd } from '../../src/engine/run.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { presetScenario } from '../../src/catalogue/presets.ts'
import { firesByRegion } from '../../src/recording/fire-index.ts'
import { createRecording } from '../../src/recording/recording.ts'
import type { Recording } from '../../src/recording/recording.ts'
import { summarize } from '../../src/report/summarize.ts'
import { measure, printMeasurements, printRatios } from './measure.ts'
import { naiveMigration } from './naive-migration.ts'

function record(scenario: Scenario): Recording {
  const run = runToEnd({ scenario, seed: 1 })
  summarize(run)
  return createRecording(run)
}

/** 64 GiB and a 12 GiB working set at so many page writes a second. */
function writing(writesPerSecond: number, model: Scenario['model']): Scenario {
  return { ...DEFAULT_SCENARIO, model, 'workload.writeRate': writesPerSecond / 256 }
}

export function benchEngine(): void {
  printMeasurements('Runs, recording included', [
    measure('64 GiB, 100,000 writes/s, sampled', () => record(writing(1e5, 'sampled')), 30),
    measure('64 GiB, 1,000,000 writes/s, sampled', () => record(writing(1e6, 'sampled')), 50),
    measure('64 GiB, 100,000 writes/s, literal', () => record(writing(1e5, 'literal')), 150, 5, 1),
    measure(
      '64 GiB, 1,000,000 writes/s, literal',
      () => record(writing(1e6, 'literal')),
      800,
      5,
      1,
    ),
    measure(
      '24 TiB, 100 GbE, 1,000,000 writes/s, sampled',
      () => record({ ...presetScenario('monster-24tib'), 'workload.writeRate': 1e6 / 256 }),
      2000,
      5,
      1,
    ),
  ])
  benchRecording()
  benchLiteral()
}

/** A million writes a second never converge: three passes, then both give up. */
function benchLiteral(): void {
  const scenario = { ...writing(1e6, 'literal'), 'Migrate.SdpsEnabled': '0' } as const
  const { passes, layout } = runToEnd({ scenario, seed: 1 })
  const { log } = passes[0]!
  printMeasurements('The first look into a pass of the literal model', [
    // A log is laid out once: each call gets another one.
    measure(
      `${log!.count} fires by region`,
      () => firesByRegion({ ...log! }, layout),
      undefined,
      5,
      1,
    ),
  ])
  const perSecond = passes[0]!.row.bytesPerSecond / 4096
  printRatios(`Executing every write, 64 GiB, 1,000,000 writes/s, ${passes.length} passes`, [
    measure('literal model', () => runToEnd({ scenario, seed: 1 }), undefined, 3, 1),
    measure(
      'naive, a byte a page, 1 ms ticks',
      () => naiveMigration(64 * 262144, 12 * 262144, 1e6, perSecond, passes.length),
      undefined,
      3,
      1,
    ),
  ])
}

function benchRecording(): void {
  const recording = record(DEFAULT_SCENARIO)
  const cells = new Uint32Array(32768)
  const all = { firstPage: 0, pagesPerCell: recording.regionPages, cells: 32768 }
  const zoomed = { firstPage: 6710784, pagesPerCell: 32, cells: 16384 }
  const moments = Array.from({ length: 60 }, (_, i) => ((i * 37) % 60) / 60)
  let next = 0
  const frame = (time: number, view: typeof all) => {
    recording.sampleAt(time)
    recording.paintDots(time, view, cells)
  }
  const seek = (view: typeof all) => () =>
    frame(recording.end * moments[next++ % moments.length]!, view)
  let left = recording.end
  const backwards = () => {
    left = left > recording.end / 1200 ? left - recording.end / 1200 : recording.end
    frame(left, all)
  }
  const largest = record(presetScenario('monster-24tib'))
  const many = new Uint32Array(131072)
  const whole = { firstPage: 0, pagesPerCell: largest.regionPages, cells: 131072 }
  printMeasurements('Seeks and frames at random moments', [
    measure('whole map, 32,768 cells', seek(all), 8, 60, 5),
    measure('zoomed map, 16,384 cells of 32 pages', seek(zoomed), 8, 60, 5),
    measure('whole map, one frame of reverse play', backwards, 8, 60, 5),
    measure(
      '24 TiB, 131,072 cells',
      () => largest.paintDots(largest.end * moments[next++ % moments.length]!, whole, many),
      8,
      60,
      5,
    ),
    measure(
      'fires of 4,096 single pages of a hot range',
      () => recording.ask({ kind: 'pageFires', firstPage: 6710784, pages: 4096 }),
      undefined,
      3,
      1,
    ),
    measure('1,000 samples for a chart', () => {
      for (let i = 0; i < 1000; i++) recording.sampleAt((recording.end * i) / 1000)
    }),
  ])
}
