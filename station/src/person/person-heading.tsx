/** Who is at the desk: the name to read aloud, and the ticket number they hold. */
export function PersonHeading({ name, number }: { name: string; number: string }) {
  return (
    <div className="row-spread">
      <p className="person-name">{name}</p>
      <strong className="figure" style={{ fontSize: '1.6rem' }}>
        {number}
      </strong>
    </div>
  )
}
