/** Every fact of the engine as a line that a person reads. */
import type { FailureReason, Fact, UnendingReason } from '../engine/facts.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { PAGE_BYTES, SECOND } from '../engine/units.ts'
import { namedBound } from './bounds.ts'
import {
  formatBytes,
  formatCount,
  formatDecimal,
  formatDuration,
  formatNumber,
  formatPages,
  formatPass,
  formatPercent,
  formatRateWithGigabits,
} from './format.ts'
import { INTERVENTION_TEXT, dialSentence } from './interventions.ts'
import { inferred, type Sentence } from './sentence.ts'
import {
  DECISION_NAMES,
  FAILURE_NAMES,
  FAULT_NAMES,
  LIMIT_NAMES,
  STUN_PART_NAMES,
} from './terms.ts'

const percent = (value: number | undefined) =>
  value === undefined ? 'nothing dirtied' : `t2d ${formatPercent(value)}`
const TRACER_WORDS = {
  'stop-based': 'all vCPUs stop for it',
  loose: 'one vCPU, 1 GB steps',
  'dirty-log': 'a log of writes, no vCPU stops',
} as const

const size = (pages: number) => `${formatPages(pages)} (${formatBytes(pages * PAGE_BYTES)})`

/** What happened, with its numbers; rules and parts are those of the generation. */
export function factText(fact: Fact, generation: Scenario['generation']): Sentence {
  const { family, stopRule } = GENERATIONS[generation]
  const other = family === 'other'
  switch (fact.kind) {
    case 'migration-requested':
      return [other ? 'The VM is to be migrated.' : 'vCenter is asked to migrate the VM.']
    case 'checks-passed':
      return [`${other ? 'Both hosts are checked' : 'vCenter checks both hosts'}: compatible.`]
    case 'spec-sent':
      return ['The migration spec goes to both hosts.']
    case 'destination-ready':
      return [
        `The destination has the ${other ? 'empty' : 'masked'} VM and ${countOf(fact.streams, 'stream')} open.`,
      ]
    case 'bandwidth-limited':
      return [
        `The wire carries ${formatRateWithGigabits(fact.bytesPerSecond)}, limited by ${LIMIT_NAMES[fact.by]}.`,
      ]
    case 'frame-buffer-began':
      return [`The frame buffer goes first: ${formatDecimal(fact.bytes)}.`]
    case 'frame-buffer-copied':
      return [
        `Frame buffer: ${formatDecimal(fact.bytes)} copied while the VM runs; ${formatDecimal(fact.changedBytes)} of it has changed and must go again.`,
      ]
    case 'trace-install-began':
      return [`Traces go onto ${formatPages(fact.pages)}: ${TRACER_WORDS[fact.tracer]}.`]
    case 'trace-install-ended':
      if (fact.stoppedNanoseconds <= 0) return ['Every write is now noticed.']
      return [
        'Every write is now noticed. Stopped for it: ',
        inferred(formatDuration(fact.stoppedNanoseconds)),
        '.',
      ]
    case 'pass-began':
      return [
        `Pass ${formatPass(fact.pass)} begins: ${size(fact.pagesToSend)} to send${fact.pagesZero > 0 ? `, ${formatCount(fact.pagesZero)} zero` : ''}.`,
      ]
    case 'pass-ended':
      return [
        `Pass ${formatPass(fact.pass)} ends: ${formatBytes(fact.bytesSent)} sent, ${size(fact.pagesDirtied)} changed meanwhile.`,
      ]
    case 'convergence-test':
      return [
        `${formatBytes(fact.pagesLeft * PAGE_BYTES)} left is ${formatDuration(fact.secondsToSend * SECOND)} of wire, at most ${namedBound(stopRule, fact.goalSeconds)} allowed${stopRule === 'time-goal' ? `; ${percent(fact.transmitToDirtyPercent)}, at least ${formatPercent(fact.minimumPercent)} wanted` : ''}: ${DECISION_NAMES[fact.decision]}.`,
      ]
    case 'sdps-check':
      return [
        `Check in pass −1: ${size(fact.pagesSent)} sent, ${size(fact.pagesDirtied)} changed so far, ${percent(fact.transmitToDirtyPercent)}. ${fact.engaged ? 'SDPS engages.' : 'No need for SDPS.'}`,
      ]
    case 'sdps-engaged':
      return [
        `SDPS: ${countOf(fact.writers, 'writing vCPU')} may cause `,
        inferred(formatCount(fact.wantedFiresPerSecond)),
        ' page fires a second.',
      ]
    case 'sdps-sleep':
      return [
        'At each page fire a writing vCPU now sleeps ',
        inferred(formatDuration(fact.sleepPerFireNanoseconds)),
        ', paid in pieces of ',
        inferred(formatDuration(fact.quantumNanoseconds)),
        '.',
      ]
    case 'cpu-throttled':
      return [`All vCPUs sleep for ${formatPercent(fact.percent)} of the time from now on.`]
    case 'stun-began':
      return [`The VM stops. ${size(fact.pagesLeft)} left.`]
    case 'stun-part':
      return [
        `${STUN_PART_NAMES[fact.part]}: `,
        inferred(formatDuration(fact.nanoseconds)),
        fact.bytes > 0 ? ` for ${formatBytes(fact.bytes)}.` : '.',
      ]
    case 'resumed':
      return [
        `The VM runs at the ${fact.host}, stopped for `,
        inferred(formatDuration(fact.stunNanoseconds)),
        '.',
      ]
    case 'fault-injected':
      return [`Failure on demand: ${FAULT_NAMES[fact.fault]}.`]
    case 'intervened':
      return [INTERVENTION_TEXT[fact.intervention].event]
    case 'dial-turned':
      return [dialSentence(fact.parameter, fact.from, fact.to)]
    case 'wire-stalled':
      return [
        `Nothing comes through any more. In ${formatDuration(fact.timeoutNanoseconds)} the connection counts as lost.`,
      ]
    case 'destination-low-on-memory':
      return [`The destination has waited ${formatDuration(fact.waitedNanoseconds)} for memory.`]
    case 'changed-file-used':
      return [
        `The network is gone: the file on shared storage carries the last ${formatPages(fact.pages)}.`,
      ]
    case 'page-in-began':
      return [`Page-in: ${size(fact.pages)} follow the VM.`]
    case 'page-in-ended':
      return [`Page-in ends after ${countOf(fact.remotePageFaults, 'remote page fault')}.`]
    case 'network-announced':
      return ['RARP: the switches learn where the VM is.']
    case 'announcement-lost':
      return [`RARP ${fact.frame} is lost: the switches still send to the source’s port.`]
    case 'migration-completed':
      return ['The source gives its memory back. Done.']
    case 'migration-failed':
      return [failureText(fact.reason)]
    case 'left-copying':
      return [leftText(fact.reason, formatPass(fact.pass))]
  }
}

function leftText(reason: UnendingReason, pass: string): string {
  switch (reason) {
    case 'never-ends':
      return `Pass ${pass} is the last one simulated: no later pass can leave little enough to switch over. It would copy for ever.`
    case 'thirty-days':
      return `Pass ${pass} is still under way after 30 days. The simulation stops here.`
    case 'too-many-copies':
      return `It is still copying after pass ${pass}. The simulation stops here.`
  }
}

function failureText(reason: FailureReason): string {
  if (reason === 'cancelled') return 'The migration is given up. The VM runs on.'
  const lost = reason === 'vm-lost' || reason === 'source-host-lost'
  return `The migration fails: ${FAILURE_NAMES[reason]}.${lost ? '' : ' The VM runs on.'}`
}

function countOf(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`
}
