// An MQTT broker of its own (aedes), for computers without mosquitto. It keeps sessions and retained values in memory only.

import { createServer } from "node:net";
import { Aedes } from "aedes";

/** Listens on 127.0.0.1; port 0 takes a free one. */
export async function startBroker(port) {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle);
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    url: `mqtt://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close();
        broker.close(resolve);
      }),
  };
}
