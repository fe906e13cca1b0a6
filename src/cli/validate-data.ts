/** Finds the data sets: the project's own in its tests, others' beside the project or where `--data` says. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DataFile, ValidationGroup } from '../validation/group.ts'
import { wrong } from './arguments.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const OWN_DATA = join(ROOT, 'test', 'validation', 'data')
/** Others' records are never copied into the project. */
export const FOREIGN_DATA = resolve(ROOT, '..', 'shared', 'reference', 'validation')

/** Where a group's rows lie: its files by full path, in order. */
export interface FoundData {
  readonly folder: string
  readonly paths: readonly string[]
}

/** A file, or every .json of a folder; undefined when there is neither. */
function expand(path: string): readonly string[] | undefined {
  if (!existsSync(path)) return undefined
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => join(path, name))
}

function findIn(folder: string, group: ValidationGroup): FoundData | undefined {
  const paths: string[] = []
  for (const file of group.files) {
    // The published figures lie one above the folder of the records.
    const found = expand(join(folder, file)) ?? expand(join(folder, '..', file))
    if (found === undefined || found.length === 0) return undefined
    paths.push(...found)
  }
  return { folder, paths }
}

/** The data of a group: in `given` first, then where it lies by default. */
export function findData(group: ValidationGroup, given: string | undefined): FoundData | undefined {
  const here = given === undefined ? undefined : findIn(given, group)
  return here ?? findIn(group.data === 'own' ? OWN_DATA : FOREIGN_DATA, group)
}

/** The folder of `--data`, checked. */
export function dataFolder(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const folder = resolve(value)
  if (value.includes('\0') || !existsSync(folder) || !statSync(folder).isDirectory())
    throw wrong(
      '--data',
      `there is no folder "${value}"`,
      'a folder laid out like test/validation/data',
    )
  return folder
}

function readData({ paths }: FoundData): readonly DataFile[] {
  return paths.map((path) => ({ path: basename(path), text: readFileSync(path, 'utf8') }))
}

/** The rows; a file that cannot be read is wrong input. */
export function readRows(group: ValidationGroup, found: FoundData): readonly unknown[] {
  try {
    return group.read(readData(found))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw wrong(`--data ${found.folder}`, message, 'files laid out like test/validation/data')
  }
}
