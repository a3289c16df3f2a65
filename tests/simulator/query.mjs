// The words behind the question mark, read strictly: what makes no sense is refused with what would.

export class BadRequest extends Error {}

export class Query {
  #given;

  constructor(given) {
    this.#given = given;
  }

  has(name) {
    return this.#given.has(name);
  }

  number(name, { low, high, whole = false, fallback }) {
    const text = this.#given.get(name);
    if (text === null && fallback !== undefined) {
      return fallback;
    }

    const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
    if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
      const kind = whole ? "a whole number" : "a number";
      const found = text === null ? "missing" : `"${text}"`;
      throw new BadRequest(`${name} must be ${kind} from ${low} to ${high}, but is ${found}.`);
    }

    return value;
  }

  whole(name, range) {
    return this.number(name, { ...range, whole: true });
  }

  seconds(fallback) {
    return this.number("seconds", { low: 0.01, high: 86_400, fallback });
  }

  /** One of these words; the first when none is given. */
  oneOf(name, words) {
    const given = this.#given.get(name) ?? words[0];
    const word = words.find((known) => known.toLowerCase() === given.toLowerCase());
    if (word === undefined) {
      throw new BadRequest(`${name} must be one of ${words.join(", ")}, but is "${given}".`);
    }

    return word;
  }

  /** The machine that is meant, with its sensors: the first of the line unless another is named. */
  station({ stations }) {
    const name = this.oneOf("machine", stations.map(({ machine }) => machine.name));
    return stations.find(({ machine }) => machine.name === name);
  }
}
