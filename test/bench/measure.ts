/** Timing for benchmarks: medians of repeated runs, warm, with the spread. Nothing asserts a time. */

export interface Measurement {
  readonly name: string
  readonly milliseconds: number
  /** Lowest and highest run. */
  readonly spread: readonly [number, number]
  readonly budget: number | undefined
  /** Median of the processor time: what stays true while other work loads the machine. */
  readonly processor: number
}

/** Median of `runs` calls after `warm` unmeasured ones. */
export function measure(
  name: string,
  work: () => unknown,
  budget?: number,
  runs = 9,
  warm = 2,
): Measurement {
  for (let i = 0; i < warm; i++) work()
  const times: number[] = []
  const processor: number[] = []
  for (let i = 0; i < runs; i++) {
    const used = process.cpuUsage()
    const start = performance.now()
    work()
    times.push(performance.now() - start)
    const { user, system } = process.cpuUsage(used)
    processor.push((user + system) / 1000)
  }
  times.sort((a, b) => a - b)
  processor.sort((a, b) => a - b)
  return {
    name,
    milliseconds: times[times.length >> 1]!,
    spread: [times[0]!, times[times.length - 1]!],
    budget,
    processor: processor[processor.length >> 1]!,
  }
}

/** One aligned line for each measurement, with its share of the budget. */
export function printMeasurements(title: string, measurements: readonly Measurement[]): void {
  console.log(`\n${title}`)
  const width = Math.max(...measurements.map(({ name }) => name.length))
  for (const { name, milliseconds, spread, budget, processor } of measurements) {
    const time = `${milliseconds.toFixed(2)} ms`.padStart(12)
    const range = `(${spread[0].toFixed(2)} – ${spread[1].toFixed(2)})`.padEnd(22)
    const share =
      budget === undefined
        ? ''
        : `budget ${budget} ms, used ${((100 * milliseconds) / budget).toFixed(0)} %`
    const spent = `processor ${processor.toFixed(2)} ms`.padEnd(22)
    console.log(`${name.padEnd(width)} ${time} ${range} ${spent} ${share}`)
  }
}

/** How many times slower each is than the first. */
export function printRatios(title: string, measurements: readonly Measurement[]): void {
  printMeasurements(title, measurements)
  const [first, ...others] = measurements
  for (const { name, milliseconds } of others) {
    console.log(`  ${name} ÷ ${first!.name} = ${(milliseconds / first!.milliseconds).toFixed(2)}`)
  }
}

/** Says how far other work stretches the times: wall time of a plain loop ÷ the processor time that it used. */
export function printLoad(): void {
  const used = process.cpuUsage()
  const start = performance.now()
  let sum = 0
  for (let i = 0; i < 3e8; i++) sum = (sum + i) | 0
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(used)
  const factor = (wall * 1000) / (user + system)
  console.log(
    `This machine: wall time ÷ processor time = ${factor.toFixed(1)} (alone 1.0; check ${sum})`,
  )
}
