// The throttle that is none, and which one a generation has.
import { describe, expect, it } from 'vitest'
import { OTHER_COPIERS } from '../../../src/engine/migration/other-copiers.ts'
import { copierOf, throttleOf } from '../../../src/engine/migration/policies.ts'
import { noThrottle } from '../../../src/engine/migration/throttle.ts'
import { drain, MS, resultOf, S, stageOf, walkOf } from './contexts.ts'

describe('without a throttle', () => {
  it('the guest runs on to the end of the walk, or to where the pass breaks off', () => {
    const { context, calls } = stageOf()
    const throttle = noThrottle(context)
    drain(throttle.runPass(0, walkOf([20]), 7 * MS))
    expect(calls).toEqual([['traced', 20 * MS, 0, 7 * MS]])
  })

  it('slow passes are strikes at once, and nothing is waited for', () => {
    const throttle = noThrottle(stageOf().context)
    throttle.engage(S, 1)
    throttle.passEnded(S, resultOf(), 10)
    expect([throttle.since, throttle.allowed, throttle.waitAt(S)]).toEqual([undefined, false, 0])
  })
})

describe('which throttle', () => {
  it.each([
    ['sdps, always', { 'Migrate.SdpsEnabled': '1' }, { fallback: 'sdps' }, true, S],
    ['sdps, on demand', { 'Migrate.SdpsEnabled': '2' }, { fallback: 'sdps' }, true, undefined],
    ['sdps switched off', { 'Migrate.SdpsEnabled': '0' }, { fallback: 'sdps' }, false, undefined],
    ['none', { 'Migrate.SdpsEnabled': '1' }, { fallback: 'none' }, false, undefined],
    [
      'quick resume',
      { 'Migrate.SdpsEnabled': '1' },
      { fallback: 'quick-resume' },
      false,
      undefined,
    ],
  ] as const)('%s', (_, values, generated, allowed, since) => {
    const throttle = throttleOf(stageOf(values, { generated }).context, S, undefined)
    expect([throttle.allowed, throttle.since]).toEqual([allowed, since])
  })

  it('QEMU’s only where it is on', () => {
    const of = (on: 'on' | 'off') => {
      const { context } = stageOf({ generation: 'QEMU7.2', 'qemu.autoConverge': on })
      const throttle = throttleOf(context, 0, OTHER_COPIERS)
      // Two syncs more than a second apart, in which more is dirtied than half of what is sent.
      for (const at of [2 * S, 4 * S]) throttle.passEnded(at, resultOf({ pagesSent: 10 }), 10)
      return throttle.since
    }
    expect([of('on'), of('off')]).toEqual([4 * S, undefined])
  })
})

describe('what was left out', () => {
  it('is asked for in vain, by name', () => {
    const qemu = stageOf({ generation: 'QEMU7.2', 'qemu.autoConverge': 'on' }).context
    expect(() => copierOf(qemu, undefined)).toThrow('QEMU7.2 is not to be had here')
    expect(() => throttleOf(qemu, 0, undefined)).toThrow('QEMU7.2 is not to be had here')
    const xen = stageOf({ generation: 'XEN2005' }).context
    expect(() => copierOf(xen, undefined)).toThrow('XEN2005 is not to be had here')
  })

  it('is not needed for vMotion', () => {
    expect(copierOf(stageOf().context, undefined).resumesFrom).toBe(Infinity)
  })
})
