/** The head of a table: a title for each column. */
export interface TableHeadProps {
  readonly columns: readonly string[]
  /** What a screen reader hears of a column whose title is empty. */
  readonly unnamed?: string
}

export function TableHead({ columns, unnamed }: TableHeadProps) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {column || (unnamed && <span className="sr-only">{unnamed}</span>)}
          </th>
        ))}
      </tr>
    </thead>
  )
}
