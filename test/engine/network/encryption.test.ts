// Whether a migration is encrypted or refused (facts 2.1, 3.5; ENC, FD-enc): every wish against what both hosts can.
import { expect, it } from 'vitest'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { encryptionOf } from '../../../src/engine/network/encryption.ts'
import { scenarioOf } from '../migration/contexts.ts'

it.each([
  ['disabled', '6.5', 'yes', 'plain'],
  ['disabled', '6.0', 'no', 'plain'],
  ['opportunistic', '6.5', 'yes', 'encrypted'],
  ['opportunistic', '6.5', 'no', 'plain'],
  ['opportunistic', '6.0', 'yes', 'plain'],
  ['required', '6.5', 'yes', 'encrypted'],
  ['required', '6.5', 'no', 'refused'],
  ['required', '6.0', 'yes', 'refused'],
] as const)('%s in %s, AES-NI %s: %s', (wish, generation, aesNi, expected) => {
  const scenario = scenarioOf({ 'network.encryption': wish, 'hosts.aesNi': aesNi })
  expect(encryptionOf(scenario, GENERATIONS[generation].network)).toBe(expected)
})
