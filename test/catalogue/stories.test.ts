// Every story and every myth: its run shows what it claims, its words have a source, and links open it.
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../../src/engine/run.ts'
import { guestSecondsAt } from '../../src/engine/guest/guest-clock.ts'
import { isPreset, PRESETS, presetScenario, type ScenarioId } from '../../src/catalogue/presets.ts'
import { STORIES } from '../../src/catalogue/stories.ts'
import { checkScenario } from '../../src/engine/scenario/validate.ts'
import { SECOND } from '../../src/engine/units.ts'
import { decodeLink } from '../../src/saved/link.ts'
import { shownFuture } from '../../src/saved/saved-run.ts'
import { CLAIMS } from '../../src/report/claims.ts'
import { reachOf } from '../../src/report/outside/reach.ts'
import { streamStall } from '../../src/report/outside/stream.ts'
import { summarize } from '../../src/report/summarize.ts'
import { sourceText } from '../../src/text/sources.ts'
import { CLAIM_TEXT, STORY_TEXT } from '../../src/text/stories.ts'

const record = (id: ScenarioId) => runToEnd({ scenario: presetScenario(id), seed: 1 })
const outcome = (id: ScenarioId) => summarize(record(id))

describe('stories as data', () => {
  it('have ids of their own, beside the presets', () => {
    const ids = [...PRESETS, ...STORIES].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const claims = STORIES.flatMap((story) => story.claims.map(({ id }) => id))
    expect(new Set(claims).size).toBe(claims.length)
  })

  it.each(STORIES)('$id is a scenario without a conflict', ({ id }) => {
    const scenario = presetScenario(id)
    expect(checkScenario(scenario)).toEqual({ scenario, problems: [], notices: [] })
  })

  it.each(STORIES)('$id opens from a link', ({ id }) => {
    expect(isPreset(id)).toBe(true)
    const { futures } = decodeLink(`#v=1&p=${id}`).run
    expect(shownFuture(futures).input.scenario).toEqual(presetScenario(id))
  })

  it.each(STORIES)('$id has words, and each of its sources is known', ({ id, claims }) => {
    const { title, text, watch, sources } = STORY_TEXT[id]
    expect(title).not.toBe(id)
    const sentences = text.split(/(?<=[.!?”])\s+(?=[A-Z“])/)
    expect(sentences.length).toBeGreaterThanOrEqual(2)
    expect(sentences.length).toBeLessThanOrEqual(4)
    expect(watch.length).toBeGreaterThan(10)
    expect(sources.length).toBeGreaterThan(0)
    for (const key of sources) expect(sourceText(key), key).toBeDefined()
    for (const { expect: name } of claims) expect(CLAIM_TEXT[name]).toBeDefined()
  })
})

describe.each(STORIES)('$kind $id', ({ id, claims }) => {
  const summary = outcome(id)
  it.each(claims)('shows: $expect', ({ expect: name }) => {
    expect(CLAIMS[name](summary)).toBe(true)
  })
})

describe('what the stories tell in numbers', () => {
  it('the guest gets more than 90 % of pre-copy while its memory is copied (KG11, against seed 001)', () => {
    const run = record('myth-suspended')
    const first = run.passes[0]!.row.start
    const last = run.passes.at(-1)!.row.end
    const [clock] = run.clocks
    const guest =
      guestSecondsAt(clock, run.workload.classes, last) -
      guestSecondsAt(clock, run.workload.classes, first)
    expect(guest / ((last - first) / SECOND)).toBeGreaterThan(0.9)
  })

  it('a cut cable in page-in loses the VM of 6.0, which has no file on shared storage', () => {
    const scenario = { ...presetScenario('quick-resume-file-41'), generation: '6.0' } as const
    const whole = runToEnd({ scenario: { ...scenario, failure: 'none' }, seed: 1 })
    const pageIn = whole.phases.find(({ kind }) => kind === 'page-in')!
    const cut = (pageIn.start + pageIn.end) / 2 / SECOND
    expect(runToEnd({ scenario: { ...scenario, 'failure.at': cut }, seed: 1 }).runsOn).toBe('lost')
  })

  it('vCenter going down changes no number of the run', () => {
    const { end, stun, totals, passes } = outcome('default')
    expect(outcome('myth-vcenter')).toMatchObject({ end, stun, totals, passes })
  })

  it('RDP ten times over: ten seeds, ten migrations, and every session survives', () => {
    const scenario = presetScenario('rdp-ten-times')
    const ten = Array.from({ length: 10 }, (_, seed) =>
      summarize(runToEnd({ scenario, seed: seed + 1 })),
    )
    expect(new Set(ten.map(({ runHash }) => runHash)).size).toBe(10)
    for (const summary of ten) expect(CLAIMS['session-survives'](summary)).toBe(true)
  })

  it('the session does not survive where the VM is lost', () => {
    const lost = { ...outcome('rdp-ten-times'), vmRunsOn: 'lost' as const }
    expect(CLAIMS['session-survives'](lost)).toBe(false)
  })

  it('the film: a stream that stands still for 0.2 s, five frames of 24 a second', () => {
    const { start, end } = streamStall(reachOf(outcome('film-no-buffer')))
    expect((end - start) / SECOND).toBeCloseTo(0.2, 2)
    expect(Math.round(((end - start) / SECOND) * 24)).toBe(5)
  })

  it('the laser: a tenth of the line with 1 % loss, and the line without', () => {
    const scenario = presetScenario('laser-between-buildings')
    const clear = summarize(runToEnd({ scenario: { ...scenario, 'network.loss': 0 }, seed: 1 }))
    expect(clear.bandwidth.limitedBy).toBe('link')
    const share =
      outcome('laser-between-buildings').bandwidth.bytesPerSecond / clear.bandwidth.bytesPerSecond
    expect(share).toBeCloseTo(0.1, 1)
  })

  it('the nested array: passes that shrink', () => {
    const sent = outcome('nested-array-2007').passes.map(({ pagesSent }) => pagesSent)
    expect(sent.length).toBeGreaterThan(2)
    expect(sent).toEqual(sent.toSorted((a, b) => b - a))
  })

  it('light goes 13,000 km in 44 ms', () => {
    const KILOMETRES_PER_SECOND = 299_792.458
    const seconds = presetScenario('round-trip-44ms')['network.rtt'] / 1000
    expect(Math.round((seconds * KILOMETRES_PER_SECOND) / 1000)).toBe(13)
    expect(STORY_TEXT['round-trip-44ms'].text).toContain('13,000 km')
  })

  it('80 ms halve the bandwidth of 44 ms, and the model does not break: it has no mechanism for the anecdote', () => {
    const near = outcome('round-trip-44ms')
    const far = outcome('round-trip-80ms')
    expect(near.bandwidth.bytesPerSecond / far.bandwidth.bytesPerSecond).toBeCloseTo(80 / 44, 3)
    expect(far.outcome).toBe('completed')
  })

  it('the same VM needs no SDPS when it moves alone', () => {
    expect(outcome('default').sdps.engaged).toBe(false)
    expect(outcome('started-by-maintenance').sdps.engaged).toBe(true)
  })

  it('7.0 U1 takes the bitmap of the largest VM out of the seconds, and 9.0 moves the vGPU that 6.7 cannot', () => {
    const now = summarize(
      runToEnd({ scenario: { ...presetScenario('largest-vm-67'), generation: '7.0U1' }, seed: 1 }),
    )
    expect(CLAIMS['bitmap-takes-seconds'](now)).toBe(false)
    expect(CLAIMS['misses-the-second'](now)).toBe(false)
    const vgpu = runToEnd({
      scenario: { ...presetScenario('vgpu-16gb-67'), generation: '9.0' },
      seed: 1,
    })
    expect(vgpu.runsOn).toBe('destination')
  })
})
