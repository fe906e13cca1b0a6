/** The real names of the options their ranges and their defaults, version by version; a cell stands out where it changed. */
import { GENERATION_IDS, formerGeneration } from '../../../engine/generations/difference.ts'
import {
  ESXI_OPTIONS,
  optionDefault,
  type EsxiOption,
} from '../../../engine/generations/options.ts'
import { generationShort, type GenerationId } from '../../../text/generations.ts'
import { OPTION_TEXT, OPTIONS_TEXT } from '../../../text/options.ts'
import { CHANGES_TEXT } from '../../../text/what-changed.ts'
import './changes.css'

export function OptionTable({ generation }: { readonly generation: GenerationId }) {
  return (
    // A table that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="changes options" aria-label={OPTIONS_TEXT.caption} tabIndex={0}>
      <table>
        <caption>
          <p>
            <strong>{OPTIONS_TEXT.caption}</strong> <span>{OPTIONS_TEXT.intro}</span>
          </p>
        </caption>
        <thead>
          <tr>
            <th scope="col">{OPTIONS_TEXT.option}</th>
            <th scope="col">{OPTIONS_TEXT.range}</th>
            {GENERATION_IDS.map((id) => (
              <th key={id} scope="col" data-current={id === generation || undefined}>
                {generationShort(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ESXI_OPTIONS.map((option) => (
            <tr key={option.name}>
              <th scope="row">
                {option.name}
                <small>{OPTION_TEXT[option.name]}</small>
              </th>
              <td>
                {OPTIONS_TEXT.rangeOf(...option.range)} {option.unit}
              </td>
              {GENERATION_IDS.map((id) => (
                <Default key={id} option={option} id={id} current={id === generation} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface DefaultProps {
  readonly option: EsxiOption
  readonly id: GenerationId
  readonly current: boolean
}

function Default({ option, id, current }: DefaultProps) {
  const now = optionDefault(option, id)
  const former = formerGeneration(id)
  const before = former && optionDefault(option, former.id as GenerationId)
  const changed = before !== undefined && before.kind !== 'unknown' && !same(now, before)
  return (
    <td data-current={current || undefined} data-changed={changed || undefined}>
      {now.kind === 'value' ? (
        <>
          {changed ? <strong>{now.value}</strong> : now.value} {option.unit}
        </>
      ) : (
        <span title={OPTIONS_TEXT[`${now.kind}Help`]}>
          <span aria-hidden="true">{OPTIONS_TEXT[now.kind]}</span>
          <span className="sr-only">{OPTIONS_TEXT[`${now.kind}Help`]}</span>
        </span>
      )}
      {changed ? <span className="sr-only">, {CHANGES_TEXT.changed}</span> : null}
    </td>
  )
}

function same(a: ReturnType<typeof optionDefault>, b: ReturnType<typeof optionDefault>): boolean {
  return a.kind === b.kind && (a.kind !== 'value' || (b.kind === 'value' && a.value === b.value))
}
