/** Values, links and files of every kind: right, at the edge, and wrong. Wrong words are none that the page must never say. */
import { PRESET_IDS } from '../../catalogue/presets.ts'
import { STORIES } from '../../catalogue/stories.ts'
import { PARAMETERS, type ParameterId } from '../../engine/scenario/parameters.ts'
import { DRAWERS, HEAT_MODES, LAYOUTS, OVERLAYS } from '../../saved/view.ts'
import type { Draws } from './draws.ts'

const TEXTS = [
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  '1e309',
  'x',
  '½',
  '٣',
  '%',
  '%zz',
  '<b>',
  '💥',
  '12 GiB',
  '"',
  '\\',
  'a'.repeat(5000),
]

const PARAMETER_IDS = Object.keys(PARAMETERS) as ParameterId[]

export function anyParameter(draws: Draws): ParameterId {
  return draws.pick(PARAMETER_IDS)
}

/** Mostly a value that the parameter may have, now and then its edge or none. */
export function anyValue(draws: Draws, id: ParameterId): unknown {
  if (draws.chance(0.15)) return draws.pick<unknown>([...TEXTS, null, true, [], {}, -1, 1e300, 0.5])
  const parameter = PARAMETERS[id]
  switch (parameter.kind) {
    case 'choice':
      return draws.pick<unknown>(parameter.options)
    case 'curve':
      return draws.pick(['', '0:0', '1:5,2:9', '1:5,1:5', '10:100,20:150,40:170'])
    case 'number': {
      const { min, max, step, scale } = parameter
      if (draws.chance(0.15)) return draws.pick([min, max])
      const share = draws.unit()
      const least = Math.max(min, step)
      const value = scale === 'log' ? least * (max / least) ** share : min + (max - min) * share
      return Math.min(max, Math.max(min, Math.round(value / step) * step))
    }
  }
}

/** The same as a person would type it. */
export function anyText(draws: Draws, id: ParameterId): string {
  const value = anyValue(draws, id)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A link of some parts, of which one may be wrong. */
export function anyLink(draws: Draws): string {
  const parts = ['v=1']
  if (draws.chance(0.7))
    parts.push(`p=${draws.pick<string>([...PRESET_IDS, ...STORIES.map(({ id }) => id)])}`)
  for (let count = draws.below(4); count > 0; count--) {
    const id = anyParameter(draws)
    parts.push(`${id}=${encodeURIComponent(anyText(draws, id))}`)
  }
  if (draws.chance(0.5)) parts.push(`t=${Math.round(draws.unit() * 100)}s`)
  if (draws.chance(0.7)) parts.push(`layout=${draws.pick(LAYOUTS)}`)
  if (draws.chance(0.5)) parts.push(`drawer=${draws.pick(DRAWERS)}`)
  if (draws.chance(0.15)) parts.push(`open=${draws.pick(OVERLAYS)}`)
  if (draws.chance(0.3)) parts.push(`heat=${draws.pick(HEAT_MODES)}`)
  if (draws.chance(0.3)) parts.push(`seed=${draws.below(100)}`)
  const link = `#${parts.join('&')}`
  return draws.chance(0.2) ? damaged(draws, link) : link
}

/** A text with some of its characters replaced, dropped or doubled. */
export function damaged(draws: Draws, text: string): string {
  const letters = Array.from(text)
  for (let count = 1 + draws.below(5); count > 0; count--) {
    const at = draws.below(letters.length)
    letters.splice(at, draws.below(3), ...draws.pick([['&'], ['='], ['0', '0'], ['é'], []]))
  }
  return letters.join('')
}
