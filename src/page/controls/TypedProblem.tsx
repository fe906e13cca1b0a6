/** What is wrong with a value as it is typed: spoken at once, and named by the id in its field's `aria-describedby`. */
export function TypedProblem({
  id,
  problem,
}: {
  readonly id: string
  readonly problem: string | undefined
}) {
  return problem === undefined ? null : (
    <p className="dial-problem" id={id} role="alert">
      {problem}
    </p>
  )
}
