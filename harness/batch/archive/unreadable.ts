/** A submission that nothing can be graded of: what is wrong with it, and what its sender does next. English, as records are. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}
