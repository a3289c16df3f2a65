// What the sensors of the filler read: a slowly wandering product temperature and the weight of each bottle.

const SampleMs = 250;
const TargetTemperature = 4;
const TargetWeight = 520;

const round = (value, digits) => Number(value.toFixed(digits));

/** Publishes process values as changes of the filler; returns the function that ends it. */
export function sense(filler, random) {
  let temperature = TargetTemperature;
  let timer = null;

  const sample = () => {
    temperature += 0.05 * (TargetTemperature - temperature) + 0.06 * (random() - 0.5);
    filler.emit("change", "Temperature", round(temperature, 2), new Date());
    timer = setTimeout(sample, SampleMs / filler.rate);
  };

  // The sum of four uniform numbers is close enough to a bell curve; its standard deviation is about 0.9 g.
  const weigh = () => {
    const noise = random() + random() + random() + random() - 2;
    filler.emit("change", "FillWeight", round(TargetWeight + 1.5 * noise, 1), new Date());
  };

  filler.on("made", weigh);
  sample();
  return () => {
    clearTimeout(timer ?? undefined);
    filler.off("made", weigh);
  };
}
