/** Reads what strangers' JSON holds: every look returns undefined where the place is empty or holds something else. */
import type { DataFile } from './group.ts'

export type Json = unknown

/** The whole file; throws a sentence that names the file. */
export function parseJson({ path, text }: DataFile): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw new Error(`${path} is not JSON.`)
  }
}

/** A list in the file; throws a sentence that names the file. */
export function parseList(file: DataFile): readonly Json[] {
  const value = parseJson(file)
  if (!Array.isArray(value)) throw new Error(`${file.path} holds no list of rows.`)
  return value
}

/** What lies at a path such as `measured.totalS`. */
export function at(value: Json, path: string): Json {
  let place: Json = value
  for (const key of path.split('.')) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, key)) return undefined
    place = (place as Record<string, Json>)[key]
  }
  return place
}

export function numberAt(value: Json, path: string): number | undefined {
  const found = at(value, path)
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

export function textAt(value: Json, path: string): string | undefined {
  const found = at(value, path)
  return typeof found === 'string' ? found : undefined
}

/** A list of numbers and nothing else. */
export function numbersAt(value: Json, path: string): readonly number[] | undefined {
  const found = at(value, path)
  return Array.isArray(found) && found.every((one) => typeof one === 'number') ? found : undefined
}

export function listAt(value: Json, path: string): readonly Json[] {
  const found = at(value, path)
  return Array.isArray(found) ? (found as readonly Json[]) : []
}
