// The line PLC: an OPC UA server on 127.0.0.1, security policy None, with the nodes of the filler and the capper.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DataType,
  MessageSecurityMode,
  MonitoredItem,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,
  StatusCodes,
  Subscription,
} from "node-opcua";

// Otherwise the server revises every request up to 50 ms.
MonitoredItem.minimumSamplingInterval = 5;
Subscription.minimumPublishingInterval = 10;

const NamespaceUri = "urn:mes:simulator";

const Parts = { Parts: DataType.UInt32, FaultCode: DataType.Int32 };

/** What each machine shows here besides its sensors; a machine that is not named speaks MQTT only. */
const Nodes = {
  filler: { folder: "Filler", variables: { State: DataType.Int32, ...Parts }, hasSensors: true },
  capper: {
    folder: "Capper",
    variables: { Running: DataType.Boolean, Faulted: DataType.Boolean, Manual: DataType.Boolean, ...Parts },
    hasSensors: false,
  },
};

export class LineServer {
  #server;
  #port;
  #certificates = mkdtempSync(join(tmpdir(), "mes-simulator-"));
  #reconnect = null;

  listening = false;

  constructor(port) {
    this.#port = port;
    this.#server = new OPCUAServer({
      host: "127.0.0.1",
      hostname: "127.0.0.1",
      port,
      securityPolicies: [SecurityPolicy.None],
      securityModes: [MessageSecurityMode.None],
      allowAnonymous: true,
      maxConnectionsPerEndpoint: 50,
      serverCapabilities: { maxSessions: 50 },
      serverInfo: { applicationUri: `${NamespaceUri}:server`, productUri: NamespaceUri },
      serverCertificateManager: new OPCUACertificateManager({ rootFolder: this.#certificates }),
      userCertificateManager: new OPCUACertificateManager({ rootFolder: join(this.#certificates, "users") }),
    });
  }

  get url() {
    return `opc.tcp://127.0.0.1:${this.#port}`;
  }

  /** Builds the address space, follows every change of every station and begins to listen. */
  async start(stations, load) {
    await this.#server.initialize();
    const addressSpace = this.#server.engine.addressSpace;
    const namespace = addressSpace.registerNamespace(NamespaceUri);
    const addFolder = (name) =>
      namespace.addObject({ organizedBy: addressSpace.rootFolder.objects, browseName: name, nodeId: `s=${name}` });
    stations.filter(({ machine }) => machine.name in Nodes).forEach((station) => publish(station, namespace, addFolder));
    load?.publish((count) => addLoad(count, namespace, addFolder));
    await this.#server.start();
    this.listening = true;
  }

  /** The cable is pulled: every connection dies without a word, nobody answers for some seconds, then all is as before. */
  async disconnect(seconds) {
    clearTimeout(this.#reconnect ?? undefined);
    this.#reconnect = setTimeout(() => this.#listenAgain(), seconds * 1000);
    if (this.listening) {
      this.listening = false;
      const released = this.#server.suspendEndPoints();
      this.#interrupt();
      await released;
    }
  }

  async stop() {
    clearTimeout(this.#reconnect ?? undefined);
    this.#interrupt();
    await this.#server.shutdown(0);
    rmSync(this.#certificates, { recursive: true, force: true });
  }

  async #listenAgain() {
    await this.#server.resumeEndPoints();
    this.listening = true;
  }

  #interrupt() {
    for (const endpoint of this.#server.endpoints) {
      endpoint.abruptlyInterruptChannels();
    }
  }
}

function addVariable(namespace, folder, name, dataType, value, unit) {
  return namespace.addVariable({
    componentOf: folder,
    browseName: name,
    description: unit,
    nodeId: `s=${folder.browseName.name}.${name}`,
    dataType,
    value: { dataType, value },
  });
}

function publish({ machine, sensors }, namespace, addFolder) {
  const { folder: name, variables, hasSensors } = Nodes[machine.name];
  const folder = addFolder(name);
  const shown = new Map();
  for (const [variable, dataType] of Object.entries(variables)) {
    shown.set(variable, addVariable(namespace, folder, variable, dataType, machine.read(variable)));
  }

  for (const sensor of hasSensors ? sensors.all : []) {
    shown.set(sensor.name, addVariable(namespace, folder, sensor.name, DataType.Double, sensor.target, sensor.unit));
  }

  machine.on("change", (variable, value, at) => {
    const node = shown.get(variable);
    node?.setValueFromSource({ dataType: node.dataTypeObj.basicDataType, value }, StatusCodes.Good, at);
  });
}

/** Variables that stand for a large plant; returns what sets one of them. */
function addLoad(count, namespace, addFolder) {
  const folder = addFolder("Load");
  const nodes = Array.from({ length: count }, (_, index) =>
    addVariable(namespace, folder, String(index), DataType.Double, 0),
  );
  return (index, value, at) => nodes[index].setValueFromSource({ dataType: DataType.Double, value }, StatusCodes.Good, at);
}
