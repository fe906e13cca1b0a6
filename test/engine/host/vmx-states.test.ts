// The states of the VMX against their sources: VMware's list for 4.x, and genuine lines of 7 and 8.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Host } from '../../../src/engine/facts.ts'
import { VERSION_DATES, versionNumber } from '../../../src/engine/host/versions.ts'
import {
  isLegalTransition,
  sideOfVmxName,
  statesOf,
  vmxName,
  vmxNumber,
} from '../../../src/engine/host/vmx-states.ts'
import { GENERATION_OPTIONS } from './runs.ts'

const SIDES = ['source', 'destination'] as const
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

interface Listed {
  readonly number: number
  readonly name: string
  readonly nameConfidence: 'published' | 'inferred'
}

/** `# 1 MIGRATE_TO_VMX_READY      7 MIGRATE_FROM_VMX_INIT`: the source at the left, the destination at the right. */
function listedStates(side: Host): Listed[] {
  const rows = [
    ...read('kb1010634-vmx-states.txt').matchAll(
      /^# (\d+) (MIGRATE_\w+) +(\d+) (MIGRATE_\w+)( \(name inferred)?/gm,
    ),
  ]
  return rows.map((row) => {
    const [number, name] = side === 'source' ? [row[1], row[2]] : [row[3], row[4]]
    const inferred = side === 'destination' && row[5] !== undefined
    return {
      number: Number(number),
      name: name!,
      nameConfidence: inferred ? 'inferred' : 'published',
    }
  })
}

describe.each(SIDES)('the states of the %s', (side) => {
  it.each(['4.0', '4.1'] as const)('have the names and numbers of KB1010634 in %s', (version) => {
    const ours = statesOf(side).map((state) => {
      const { number, confidence } = vmxNumber(version, side, state)
      expect(confidence).toBe('published')
      const name = vmxName(side, state)
      return { number, name: name.name, nameConfidence: name.confidence }
    })
    expect(ours).toHaveLength(6)
    expect(ours).toEqual(listedStates(side))
  })

  it('have the same numbers in ESX 2, 5.x and 6.x, as inferred: no list of those is known, few lines', () => {
    const others = GENERATION_OPTIONS.filter(
      (generation) => versionNumber(generation)! < 7 && !generation.startsWith('4'),
    )
    expect(others).toEqual(['ESX2', '5.0', '5.1', '6.0', '6.5', '6.7'])
    for (const generation of others)
      for (const state of statesOf(side)) {
        const { number } = vmxNumber('4.1', side, state)
        const seen = side === 'destination' && ['NONE', 'PRECOPY', 'FINISHED'].includes(state)
        expect(vmxNumber(generation, side, state)).toMatchObject({
          number,
          confidence: seen && generation.startsWith('5') ? 'log' : 'inferred',
        })
      }
  })

  it('can all be reached, and may fail from each that is not the end', () => {
    const states = statesOf(side)
    for (const [index, state] of states.slice(0, -1).entries()) {
      expect(isLegalTransition(side, state, states[index + 1]!)).toBe(true)
      if (state !== 'NONE') expect(isLegalTransition(side, state, 'FINISHED')).toBe(true)
    }
    expect(isLegalTransition(side, 'FINISHED', 'NONE')).toBe(true)
  })

  it('are distinguished from those of the other side by their names', () => {
    for (const state of statesOf(side))
      expect(sideOfVmxName(vmxName(side, state).name)).toBe(state === 'NONE' ? undefined : side)
  })
})

describe('genuine lines of 5.x', () => {
  it('show the numbers of a destination that fails: 9 to 11, then to 0', () => {
    const lines = read('../../logs/samples/kb308477-checkpoint-too-big.log')
    const shown = [...lines.matchAll(/Transitioning from state (\d+) to (\d+)\./g)]
    const numberOf = (state: 'PRECOPY' | 'FINISHED' | 'NONE') => {
      const { number, confidence, source } = vmxNumber('5.0', 'destination', state)
      expect([confidence, source]).toEqual(['log', 'KB308477'])
      return `${number}`
    }
    const [precopy, finished, none] = [numberOf('PRECOPY'), numberOf('FINISHED'), numberOf('NONE')]
    expect(shown.map(([, from, to]) => [from, to])).toEqual([
      [precopy, finished],
      [finished, none],
    ])
  })
})

describe('genuine lines of 7 and 8', () => {
  const STATE = /(?:(MIGRATE_\w+) \()?\b(\d+)\b\)?/
  const TRANSITION = new RegExp(
    `MigrateSetState: Transitioning from state ${STATE.source} to ${STATE.source}`,
  )
  const samples = {
    HAE: 'haewon83-vsphere8-vmware.log',
    KB320352: 'kb320352-vgpu-switchover-timeout-vmware.log',
    KB435078: 'kb435078-vmx-states-named.log',
  }
  /** Every number of a source's state that a line prints, with the name where there is one, and the samples' keys. */
  const seen = new Map<number, { names: Set<string>; keys: string[] }>()
  for (const [key, file] of Object.entries(samples)) {
    const [, ...parts] = TRANSITION.exec(read(`../../logs/samples/${file}`))!
    for (const [name, number] of [parts.slice(0, 2), parts.slice(2)]) {
      const entry = seen.get(Number(number)) ?? { names: new Set(), keys: [] }
      if (name !== undefined) entry.names.add(name)
      seen.set(Number(number), { ...entry, keys: [...entry.keys, key] })
    }
  }

  it.each(['7.0U1', '7.0U2', '8.0', '9.0'] as const)(
    'show exactly the numbers that %s has from a log, each with its sources',
    (generation) => {
      const logged = statesOf('source')
        .map((state) => ({ state, ...vmxNumber(generation, 'source', state) }))
        .filter(({ confidence }) => confidence === 'log')
      expect(logged.map(({ number }) => number)).toEqual([...seen.keys()].toSorted((a, b) => a - b))
      for (const { state, number, source } of logged) {
        const { names, keys } = seen.get(number)!
        expect(source.split(', ').toSorted()).toEqual(keys.toSorted())
        for (const name of names) expect(vmxName('source', state).name).toBe(name)
      }
    },
  )

  it('show no destination: of its numbers only that of NONE, which both sides have, is not inferred', () => {
    const known = statesOf('destination').filter(
      (state) => vmxNumber('8.0', 'destination', state).confidence !== 'inferred',
    )
    expect(known).toEqual(['NONE'])
  })

  it('shift all numbers behind READY by one, which is inferred for the states that no line shows', () => {
    for (const side of SIDES)
      for (const state of statesOf(side)) {
        const shift = state === 'NONE' || state === 'READY' ? 0 : 1
        const { number } = vmxNumber('4.1', side, state)
        expect(vmxNumber('9.0', side, state).number).toBe(number + shift)
      }
  })

  it('take no number twice in any version', () => {
    for (const generation of Object.keys(VERSION_DATES) as (keyof typeof VERSION_DATES)[]) {
      const numbers = SIDES.flatMap((side) =>
        statesOf(side).map((state) => vmxNumber(generation, side, state).number),
      ).filter((number) => number !== 0)
      expect(new Set(numbers).size).toBe(numbers.length)
    }
  })
})

it('a state of the other side has neither number nor name', () => {
  expect(() => vmxNumber('8.0', 'destination', 'READY')).toThrow('no state READY')
  expect(() => vmxName('source', 'INIT')).toThrow('no state INIT')
})
