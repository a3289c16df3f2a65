// The filler's face to the line: an OPC UA server on 127.0.0.1, security policy None.

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

const Nodes = {
  State: { dataType: DataType.Int32, read: (filler) => filler.state },
  Parts: { dataType: DataType.UInt32, read: (filler) => filler.parts },
  FaultCode: { dataType: DataType.Int32, read: (filler) => filler.faultCode },
  Temperature: { dataType: DataType.Double, unit: "°C", read: () => 4 },
  FillWeight: { dataType: DataType.Double, unit: "g", read: () => 520 },
};

export class FillerServer {
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

  /** Builds the address space, follows every change of the filler and begins to listen. */
  async start(filler) {
    await this.#server.initialize();
    this.#publish(filler);
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

  #publish(filler) {
    const addressSpace = this.#server.engine.addressSpace;
    const namespace = addressSpace.registerNamespace(NamespaceUri);
    const folder = namespace.addObject({
      organizedBy: addressSpace.rootFolder.objects,
      browseName: "Filler",
      nodeId: "s=Filler",
    });

    const variables = Object.fromEntries(
      Object.entries(Nodes).map(([name, { dataType, unit, read }]) => [
        name,
        namespace.addVariable({
          componentOf: folder,
          browseName: name,
          description: unit,
          nodeId: `s=Filler.${name}`,
          dataType,
          value: { dataType, value: read(filler) },
        }),
      ]),
    );

    filler.on("change", (name, value, at) =>
      variables[name].setValueFromSource({ dataType: Nodes[name].dataType, value }, StatusCodes.Good, at),
    );
  }
}
