// What goes wrong on a lively line, as a sequence that the seed alone decides.

import { PackMl } from "./machine.mjs";
import { between, pick } from "./random.mjs";

/** The endless list of what happens to a machine: run for so long, then this. */
export function* disturbances({ first, runSeconds, kinds }, random) {
  let run = first;
  for (;;) {
    const kind = pick(random, kinds);
    const code = kind.codes[Math.floor(random() * kind.codes.length)];
    yield { runSeconds: run, state: PackMl[kind.state], seconds: between(random, kind.seconds), code };
    run = between(random, runSeconds);
  }
}

/** Lets the list happen to a machine; returns the function that ends it. */
export function disturb(machine, troubles, random) {
  let timer = null;
  const script = disturbances(troubles, random);
  const next = () => {
    const { runSeconds, state, seconds, code } = script.next().value;
    timer = setTimeout(() => {
      machine.hold("disturbance", state, seconds, code);
      timer = setTimeout(next, seconds * 1000);
    }, runSeconds * 1000);
  };
  next();
  return () => clearTimeout(timer ?? undefined);
}
