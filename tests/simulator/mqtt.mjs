// The sensors that speak MQTT: they publish to a broker and keep, for a while, what they cannot deliver.

import { connect as dial, Socket } from "node:net";
import { MqttClient } from "mqtt";

/** What each machine says here; `retain` so that whoever comes later learns the counter at once. */
const Topics = {
  capper: { Torque: {}, Vibration: {} },
  labeller: { Parts: { retain: true }, Pressure: {}, Vibration: {} },
};

const Prefix = "demo/bottling";
const RedialMs = 500;

/** A sensor has little memory: beyond this many messages that no broker took it drops the newest. */
const WaitingMax = 10_000;

export class Publisher {
  #client;
  #broker;
  #clock;
  #pulledUntil = 0;
  #retained = [];

  delivered = 0;
  waiting = 0;
  dropped = 0;

  constructor(url, clock) {
    this.#broker = new URL(url);
    this.#clock = clock;
  }

  get url() {
    return this.#broker.origin === "null" ? `mqtt://${this.#broker.host}` : this.#broker.origin;
  }

  get connected() {
    return this.#client.connected;
  }

  start(stations) {
    this.#client = new MqttClient(() => this.#dial(), {
      clientId: `mes-simulator-${process.pid}`,
      // The version that every broker speaks; aedes knows no 5.
      protocolVersion: 4,
      keepalive: 10,
      reconnectPeriod: RedialMs,
      connectTimeout: 5000,
    });
    // Whoever waits for the broker sees it in `connected`; the client dials again by itself.
    this.#client.on("error", () => {});
    this.#client.on("connect", () => this.#remind());
    stations.filter(({ machine }) => machine.name in Topics).forEach(({ machine }) => this.#follow(machine));
  }

  /** The cable is pulled: the connection dies without a word and none is made for some seconds; production goes on. */
  disconnect(seconds) {
    this.#pulledUntil = performance.now() + seconds * 1000;
    this.#client.stream.destroy();
  }

  async stop() {
    await this.#client.endAsync(true);
  }

  #dial() {
    if (performance.now() < this.#pulledUntil) {
      const socket = new Socket();
      setImmediate(() => socket.destroy());
      return socket;
    }

    return dial(Number(this.#broker.port || 1883), this.#broker.hostname).setNoDelay();
  }

  #follow(machine) {
    const topics = Topics[machine.name];
    machine.on("change", (name, value, at) => {
      if (name in topics) {
        this.#say(machine, name, value, at);
      }
    });
    for (const [name] of Object.entries(topics).filter(([, { retain }]) => retain)) {
      this.#retained.push(() => this.#say(machine, name, machine.read(name), this.#clock.now()));
    }
  }

  // A broker that lost its memory learns the counters again; what still waits tells them anyway.
  #remind() {
    if (this.waiting === 0) {
      this.#retained.forEach((say) => say());
    }
  }

  #say(machine, name, value, at) {
    if (this.waiting >= WaitingMax) {
      this.dropped++;
      return;
    }

    this.waiting++;
    const topic = `${Prefix}/${machine.name}/${name.toLowerCase()}`;
    const { retain = false } = Topics[machine.name][name];
    this.#client.publish(topic, JSON.stringify({ value, ts: at.toISOString() }), { qos: 1, retain }, (error) => {
      this.waiting--;
      this.delivered += error ? 0 : 1;
    });
  }
}
